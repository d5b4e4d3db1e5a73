// SPDX-License-Identifier: MIT
// Sections of the text and Markdown reports.
#include "output/sections.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/sizes.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/report.h"
#include "limits/limit_words.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

Row cost_cells(const Cost& cost, std::uint64_t whole) {
  return {bytes_cell(cost.bytes), share_cell(cost.bytes, whole), count_cell(cost.objects)};
}

/// Rows that show, in a comparison by path, how the reachable bytes of OLD become those of NEW.
std::vector<Row> rows_of_changes(const Result& result) {
  const std::span<const Cost> series = result.analysis.columns.series.total_of(NodeId::root);
  const std::uint64_t total = result.analysis.tree.root().total.bytes;
  const std::uint64_t more = result.analysis.columns.more.whole();
  return {sum_row("", series.front(), "reached from the roots in OLD"),
          sum_row("+", more, "by which nodes hold more"),
          sum_row("-", total - more, "by which nodes hold less"),
          sum_row("=", series.back(), "reached from the roots in NEW")};
}

class Sections {
 public:
  explicit Sections(const Result& result)
      : result_(result), report_(*result.analysis.report), total_(result.analysis.tree.root().total) {}

  std::vector<Section> make() {
    if (report_.why) {
      return why_sections(result_);
    }
    add_verdict();
    if (result_.analysis.limits) add_limits(*result_.analysis.limits);
    if (!result_.analysis.findings->sites.empty()) sections_.push_back(sites_section(result_));
    if (compares_nodes() || !total_.is_nothing()) add_breakdowns();
    const bool is_overview = result_.text.by.empty();
    if (is_overview && !compares_nodes() && !total_.is_nothing()) add_savings();
    add_sums();
    return std::move(sections_);
  }

  /// All sections but the verdict, with all groupings.
  std::vector<Section> make_all() {
    if (result_.analysis.limits) add_limits(*result_.analysis.limits);
    if (report_.why) {
      for (Section& section : why_sections(result_)) sections_.push_back(std::move(section));
    }
    if (!result_.analysis.findings->sites.empty()) sections_.push_back(sites_section(result_));
    for (const BreakdownTable& table : report_.breakdown) {
      if (!table.rows.empty()) add_breakdown(*table.grouping, table.rows);
    }
    if (!compares_nodes() && !total_.is_nothing()) add_savings();
    add_sums();
    return std::move(sections_);
  }

 private:
  bool compares_nodes() const { return result_.analysis.compares_paths(); }

  void add_limits(const LimitReport& limits) {
    Section section;
    section.kind = SectionKind::limits;
    section.title = outcome_in_words(limits);
    section.columns = {"", "measured", "limit", "of"};
    section.has_names_in_rows = section.has_names_in_lines = true;
    for (const LimitResult& result : limits.results) {
      for (const LimitCheck& check : result.checks) {
        std::string of = result.limit.of == LimitOf::whole
                             ? fmt::format("{} in total", check.unit)
                             : fmt::format("{} of {}", check.unit, limit_in_words(result.limit));
        if (!result.has_matched) of += ", which matches nothing";
        if (!result.limit.reason.empty()) of += ": " + escape_unprintable(result.limit.reason);
        section.rows.push_back({std::string(check.is_exceeded()   ? "OVER"
                                            : result.is_missing() ? "NONE"
                                                                  : "ok"),
                                measured_in_words(check), limit_in_words(check), std::move(of)});
      }
    }
    if (!limits.ignored.is_nothing()) {
      section.lines.push_back(fmt::format("Ignored: {}.", in_bytes_and_objects(limits.ignored)));
    }
    sections_.push_back(std::move(section));
  }

  void add_verdict() {
    Section section;
    section.has_names_in_lines = true;
    section.is_prose = true;
    section.title = result_.analysis.findings->verdict;
    section.lines.push_back(counted_text(result_));
    if (compares_nodes()) {
      section.lines.push_back(fmt::format("from {} to {}, compared by path",
                                          escape_unprintable(report_.dumps.front().file),
                                          escape_unprintable(report_.dumps.back().file)));
    } else if (result_.analysis.stays && result_.analysis.measure != Measure::live) {
      add_story_of_series(section);
    } else if (report_.difference && result_.analysis.measure != Measure::live) {
      section.lines.push_back(fmt::format("from {} to {}", escape_unprintable(report_.dumps.front().file),
                                          escape_unprintable(report_.dumps.back().file)));
    } else {
      section.lines.push_back(fmt::format("in {}", escape_unprintable(report_.dumps.back().file)));
    }
    sections_.push_back(std::move(section));
  }

  void add_story_of_series(Section& section) const {
    const std::string& first = report_.dumps.front().file;
    if (result_.analysis.measure == Measure::freed) {
      section.lines.push_back(fmt::format("from {} to {}", escape_unprintable(first),
                                          escape_unprintable(report_.dumps.back().file)));
      return;
    }
    section.lines.push_back(series_in_words(result_.analysis.columns.series.total_of(NodeId::root)));
    const std::size_t later = report_.dumps.size() - 2;
    section.lines.push_back(fmt::format("new in {} since {}, and still there in {}",
                                        escape_unprintable(report_.dumps[1].file), escape_unprintable(first),
                                        later == 1 ? escape_unprintable(report_.dumps.back().file)
                                                   : fmt::format("each of the {} dumps after it", later)));
    if (!result_.analysis.stays->later.is_nothing()) {
      section.lines.push_back(fmt::format("{} {}, and may still go",
                                          in_bytes_and_objects(result_.analysis.stays->later), came_later()));
    }
  }

  /// Under verified identity an unconfirmed object counts as new, but may be an older one that moved.
  std::string_view came_later() const {
    return report_.identity == Identity::verified ? "came later or moved" : "came later";
  }

  void add_savings() {
    Section section;
    section.kind = SectionKind::savings;
    section.title = "Could be smaller";
    section.is_detail = true;
    section.columns = {"bytes", "share", "objects", ""};
    for (const Saving& saving : report_.savings) {
      if (saving.cost.is_nothing()) continue;
      section.rows.push_back(cost_cells(saving.cost, total_.bytes));
      section.rows.back().emplace_back(saving.words);
    }
    if (!section.rows.empty()) sections_.push_back(std::move(section));
  }

  void add_breakdowns() {
    for (const BreakdownTable& table : report_.breakdown) {
      if (compares_nodes() && table.rows.empty()) continue;
      const GroupBy by = table.grouping->by;
      const bool is_in_overview = by == GroupBy::type || (by == GroupBy::category && table.rows.size() > 1);
      const bool is_wanted =
          result_.text.by.empty() ? is_in_overview : result_.text.by == table.grouping->key;
      if (is_wanted) add_breakdown(*table.grouping, table.rows);
    }
  }

  void add_breakdown(const Grouping& grouping, const std::vector<BreakdownRow>& rows) {
    Section section;
    section.kind = SectionKind::breakdown;
    section.grouping = &grouping;
    section.title = grouping.title;
    section.is_detail = result_.text.by.empty();
    section.columns = {"bytes", "share", "objects"};
    if (compares_nodes()) section.columns.assign(change_columns.begin(), change_columns.end());
    section.columns.emplace_back();
    section.has_names_in_rows = true;
    for (const BreakdownRow& row : rows) {
      if (section.rows.size() == result_.text.top) {
        section.left_out = rows.size() - section.rows.size();
        break;
      }
      const std::array<Cost, 2> series = {row.before, row.cost};
      Row cells = compares_nodes() ? change_cells(series) : cost_cells(row.cost, total_.bytes);
      cells.emplace_back(name_of_row(grouping, row));
      section.rows.push_back(std::move(cells));
    }
    sections_.push_back(std::move(section));
  }

  static std::string name_of_row(const Grouping& grouping, const BreakdownRow& row) {
    std::string name = shorten_in_the_middle(escape_unprintable(row.name), longest_path);
    switch (grouping.by) {
      case GroupBy::category:
        return grouping.is_numbered ? fmt::format("{} ({})", name, row.number) : name;
      case GroupBy::code:
        return name + (row.source.empty() ? std::string(grouping.place)
                                          : fmt::format(" ({})", place_in_words(row.source, row.number)));
      case GroupBy::place:
        return row.source.empty()
                   ? std::string(grouping.name)
                   : fmt::format("{} at {}", grouping.name, place_in_words(row.source, row.number));
      default:
        return name;
    }
  }

  const Phrases& phrases() const { return result_.analysis.tree.vocabulary->phrases; }

  /// The sums close to the byte: every byte of the dump is in one of the lines.
  void add_sums() {
    Section section;
    section.kind = SectionKind::sums;
    section.title = "How it adds up";
    section.is_detail = true;
    section.columns = {"bytes", "objects", ""};
    const auto add = [&](std::string_view sign, const Cost& cost, std::string_view what) {
      section.rows.push_back(sum_row(sign, cost, std::string(what)));
    };
    const auto add_if_any = [&](std::string_view sign, const Cost& cost, std::string_view what) {
      if (!cost.is_nothing()) add(sign, cost, what);
    };
    const auto add_change = [&](std::string_view sign, const Cost& cost, std::string_view verb) {
      if (cost.is_nothing()) return;
      section.rows.push_back(sum_row(sign, cost.bytes,
                                     fmt::format("by which {} kept object{} {}", group_digits(cost.objects),
                                                 cost.objects == 1 ? "" : "s", verb)));
    };
    const Cost reached = result_.analysis.summary.reached;
    const Cost unreached = result_.analysis.summary.unreached;
    if (report_.difference) {
      const Difference& d = *report_.difference;
      add("", d.old_reached, "reached from the roots in OLD");
      if (result_.analysis.stays) {
        add("+", result_.analysis.stays->staying, "new in the second dump, and still there");
        add("+", result_.analysis.stays->later, came_later());
      } else {
        add("+", d.added, "new");
      }
      add_change("+", d.grown, "grew");
      add_change("-", d.shrunk, "shrank");
      add("-", d.freed, "freed");
      add_if_any("+", d.newly_reached, "kept, and reached only now");
      add_if_any("-", d.no_longer_reached, "kept, but no longer reached");
      add("=", d.reached, "reached from the roots in NEW");
      add("+", d.unreached, "that no root in the dump reaches");
    } else if (compares_nodes()) {
      section.rows = rows_of_changes(result_);
      add("+", unreached, "that no root in the dump reaches");
    } else {
      add("", reached, "reached from the roots");
      add("+", unreached, "that no root in the dump reaches");
    }
    add("=", report_.dumps.back().all, "all objects");
    if (report_.dumps.back().declared_bytes &&
        *report_.dumps.back().declared_bytes >= report_.dumps.back().all.bytes) {
      const std::uint64_t declared = *report_.dumps.back().declared_bytes;
      section.rows.push_back(
          sum_row("+", declared - report_.dumps.back().all.bytes, std::string(phrases().beyond_objects)));
      section.rows.push_back(sum_row("=", declared, std::string(phrases().declared_total)));
    }
    if (report_.difference && report_.difference->unconfirmed.objects != 0 &&
        report_.identity == Identity::automatic) {
      section.lines.push_back(fmt::format(
          "It is not certain whether {} are new: an older dump has an object at their address. By the "
          "evidence, {} of them count as new.",
          in_bytes_and_objects(report_.difference->unconfirmed),
          group_digits(result_.analysis.summary.decided_new.objects)));
    } else if (report_.difference && report_.difference->unconfirmed.objects != 0) {
      const bool counts_as_new = report_.identity == Identity::verified;
      section.lines.push_back(
          fmt::format("{} have an address that OLD has too, but nothing confirms that they are the same: "
                      "they moved, or the "
                      "address was used again. They count as {}{}.",
                      in_bytes_and_objects(report_.difference->unconfirmed), counts_as_new ? "new" : "kept",
                      counts_as_new ? "" : "; with --identity verified they count as new"));
    }
    sections_.push_back(std::move(section));
  }

  const Result& result_;
  const Report& report_;
  Cost total_;
  std::vector<Section> sections_;
};

}  // namespace

std::vector<Section> report_sections(const Result& result) {
  return Sections(result).make();
}

std::vector<Section> all_sections(const Result& result) {
  return Sections(result).make_all();
}

}  // namespace heapgraph
