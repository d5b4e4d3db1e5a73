// SPDX-License-Identifier: MIT
// Table of sites for the text and Markdown reports: how much hangs where, and what cutting it would free.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/sizes.h"
#include "base/text.h"
#include "heapgraph/report.h"
#include "output/sections.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

class SitesTable {
 public:
  explicit SitesTable(const Result& result)
      : result_(result), findings_(*result.analysis.findings), whole_(whole_of(result)) {}

  Section make() {
    section_.kind = SectionKind::sites;
    section_.title = title();
    section_.columns = columns();
    section_.texts = 2;
    section_.has_names_in_rows = true;
    for (const Site& site : findings_.sites) add(site);
    add_rest();
    return std::move(section_);
  }

 private:
  bool is_live() const { return result_.analysis.measure == Measure::live && !compares_paths(); }
  bool compares_paths() const { return result_.analysis.compares_paths(); }

  /// Amount that shares are part of: the whole heap, or all net growth, in bytes.
  static std::uint64_t whole_of(const Result& result) {
    if (result.analysis.measure == Measure::live) return result.analysis.tree.root().total.bytes;
    const Findings& findings = *result.analysis.findings;
    const auto growth = [](std::int64_t net) {
      return static_cast<std::uint64_t>(std::max<std::int64_t>(net, 0));
    };
    std::uint64_t whole = growth(change_between(findings.left_out_before, findings.left_out_after).bytes);
    for (const Site& site : findings.sites) whole += growth(site.net().bytes);
    return whole;
  }

  std::string_view title() const {
    if (compares_paths()) return "Where the two heaps differ";
    if (is_live()) return "What holds the memory";
    if (result_.analysis.measure == Measure::freed) return "Places that lost memory";
    return result_.analysis.stays ? "Places that gained memory and kept it" : "Places that gained memory";
  }

  std::vector<std::string> columns() const {
    if (compares_paths()) return {"change", "before", "after", "count", "what", "where"};
    return {is_live() ? "bytes" : "net", "share", "count", "frees", "what", "where"};
  }

  /// Share of the growth; a place that shrank has none.
  Cell share(std::int64_t net) const {
    return net < 0 || whole_ == 0 ? Cell() : share_cell(static_cast<std::uint64_t>(net), whole_);
  }

  Row amount_cells(const Cost& before, const Cost& after) const {
    const std::int64_t net = change_between(before, after).bytes;
    if (compares_paths()) {
      return {change_cell(net), bytes_cell(before.bytes), bytes_cell(after.bytes)};
    }
    return {is_live() ? bytes_cell(after.bytes) : change_cell(net), share(net)};
  }

  void add(const Site& site) {
    Row row = amount_cells(site.before, site.after);
    row.push_back(count_cell(hanging_count(site)));
    if (!compares_paths()) row.push_back(bytes_cell(site.frees_bytes));
    row.emplace_back(escape_unprintable(site.what));
    row.emplace_back(escape_unprintable(site.place));
    section_.rows.push_back(std::move(row));
    section_.notes.push_back(notes_on(site));
  }

  void add_rest() {
    if (findings_.left_out == 0) return;
    section_.rest = amount_cells(findings_.left_out_before, findings_.left_out_after);
    section_.rest.resize(section_.columns.size());
    section_.rest[section_.columns.size() - 2] =
        fmt::format("{} more place{}: --top shows them", group_digits(findings_.left_out),
                    findings_.left_out == 1 ? "" : "s");
  }

  std::vector<std::string> notes_on(const Site& site) const {
    std::vector<std::string> notes;
    const auto add_note = [&](std::string note) {
      if (!note.empty()) notes.push_back(std::move(note));
    };
    if (!is_live() && !compares_paths()) add_note(parts_of(site));
    add_note(series_of(site));
    add_note(escape_unprintable(site.pattern));
    add_note(other_holders_of(site));
    if (site.is_known) add_note("known, so it counts for no limit");
    return notes;
  }

  /// Amounts in words, but those of nothing.
  struct Part {
    std::uint64_t bytes;
    std::string_view words;
  };
  static std::string in_words(std::initializer_list<Part> parts) {
    std::vector<std::string> words;
    for (const Part& part : parts) {
      if (part.bytes != 0) words.push_back(fmt::format("{} {}", size_for_people(part.bytes), part.words));
    }
    return fmt::format("{}", fmt::join(words, ", "));
  }

  /// Parts of the net amount, unless all of it is new: "1.3 MB new, less 0.1 MB freed".
  static std::string parts_of(const Site& site) {
    const std::string gains =
        in_words({{site.added.bytes, "new"}, {site.grown.bytes, "grown"}, {site.moved_in.bytes, "moved in"}});
    const std::string losses = in_words(
        {{site.freed.bytes, "freed"}, {site.moved_out.bytes, "moved out"}, {site.shrunk_bytes, "shrunk"}});
    const bool is_all_new = losses.empty() && site.grown.bytes == 0 && site.moved_in.bytes == 0;
    if (is_all_new) return {};
    return gains + (gains.empty() || losses.empty() ? "" : ", less ") + losses;
  }

  /// Bytes gained since the first dump, in each dump: "0 bytes → +2.0 KB → +2.1 KB, saturating: …".
  static std::string series_of(const Site& site) {
    std::vector<std::string> parts;
    for (const std::optional<std::size_t> dump : shown_dumps(site.series.size())) {
      parts.push_back(dump ? bytes_with_sign(site.series[*dump]) : "…");
    }
    return fmt::format("{}{}", fmt::join(parts, " → "),
                       site.is_saturating ? ", saturating: it grows less each time" : "");
  }

  const Result& result_;
  const Findings& findings_;
  std::uint64_t whole_;
  Section section_;
};

}  // namespace

Section sites_section(const Result& result) {
  return SitesTable(result).make();
}

}  // namespace heapgraph
