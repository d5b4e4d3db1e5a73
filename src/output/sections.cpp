// SPDX-License-Identifier: MIT
// What the text and markdown reports say.
#include "output/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "heapgraph/report.h"
#include "output/fold_repeats.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_path = 4096;  // cells

std::vector<std::string> cost_cells(const Cost& cost, std::uint64_t whole) {
  return {size_for_people(cost.bytes), percentage(cost.bytes, whole), group_digits(cost.objects)};
}

class Sections {
 public:
  explicit Sections(const Result& result)
      : result_(result), report_(*result.report), total_(result.tree.root().total) {}

  std::vector<Section> make() {
    add_verdict();
    if (!total_.is_nothing()) {
      add_spots();
      add_breakdowns();
    }
    add_sums();
    return std::move(sections_);
  }

 private:
  void add_verdict() {
    Section section;
    section.title = counted_text(result_);
    if (report_.difference && result_.measure != Measure::live) {
      section.lines.push_back(
          fmt::format("from {} to {}", visible(report_.old->file), visible(report_.fresh.file)));
    } else {
      section.lines.push_back(fmt::format("in {}", visible(report_.fresh.file)));
    }
    sections_.push_back(std::move(section));
  }

  /// On the folded tree, or a list would be one place for each of its links.
  void add_spots() {
    const FoldedTree folded = fold_repeats(result_.tree);
    const std::vector<NodeId> spots = heaviest_spots(folded.tree, result_.text.top);
    Section section;
    section.title = "Where most of it is";
    section.columns = {"bytes", "share", "objects", "path"};
    for (const NodeId spot : spots) {
      std::vector<std::string> row = cost_cells(folded.tree.nodes[index(spot)].total, total_.bytes);
      row.push_back(shorten_in_the_middle(shown_path(folded.tree, spot), longest_path));
      const std::uint64_t repeats = folded.repeats[index(spot)];
      if (repeats > 1) row.back() += fmt::format(" ×{}", group_digits(repeats));
      section.rows.push_back(std::move(row));
    }
    sections_.push_back(std::move(section));
  }

  void add_breakdowns() {
    const Breakdown& breakdown = report_.breakdown;
    const auto add = [&](By by, std::string title, const std::vector<BreakdownRow>& rows) {
      const bool is_in_overview = by == By::type || (by == By::category && rows.size() > 1);
      const bool is_overview = result_.text.by == By::overview;
      if (is_overview ? is_in_overview : result_.text.by == by) add_breakdown(std::move(title), rows, by);
    };
    add(By::type, "By type", breakdown.types);
    add(By::category, "By memory category", breakdown.categories);
    add(By::userdata, "By userdata type", breakdown.userdata);
    add(By::function, "By function", breakdown.functions);
    add(By::thread, "By thread", breakdown.threads);
  }

  void add_breakdown(std::string title, const std::vector<BreakdownRow>& rows, By by) {
    Section section;
    section.title = std::move(title);
    section.columns = {"bytes", "share", "objects", ""};
    for (const BreakdownRow& row : rows) {
      if (section.rows.size() == result_.text.top) {
        section.left_out = rows.size() - section.rows.size();
        break;
      }
      std::vector<std::string> cells = cost_cells(row.cost, total_.bytes);
      std::string name = shorten_in_the_middle(visible(row.name), longest_path);
      if (by == By::category) name += fmt::format(" ({})", row.number);
      if (by == By::thread) name += fmt::format(":{}", row.number);
      cells.push_back(std::move(name));
      section.rows.push_back(std::move(cells));
    }
    sections_.push_back(std::move(section));
  }

  /// Every byte has a line.
  void add_sums() {
    Section section;
    section.title = "How it adds up";
    section.columns = {"bytes", "objects", ""};
    const auto add = [&](std::string_view sign, const Cost& cost, std::string_view what) {
      section.rows.push_back({fmt::format("{}{}", sign, group_digits(cost.bytes)), group_digits(cost.objects),
                              std::string(what)});
    };
    const auto add_if_any = [&](std::string_view sign, const Cost& cost, std::string_view what) {
      if (!cost.is_nothing()) add(sign, cost, what);
    };
    const auto add_change = [&](std::string_view sign, const Cost& cost, std::string_view verb) {
      section.rows.push_back({fmt::format("{}{}", sign, group_digits(cost.bytes)), "",
                              fmt::format("by which {} kept object{} {}", group_digits(cost.objects),
                                          cost.objects == 1 ? "" : "s", verb)});
    };
    const Cost reached = result_.summary.reached;
    const Cost unreached = result_.summary.unreached;
    if (report_.difference) {
      const Difference& d = *report_.difference;
      add("", d.old_reached, "reached from the roots in OLD");
      add("+", d.fresh, "new");
      add_change("+", d.grown, "grew");
      add_change("-", d.shrunk, "shrank");
      add("-", d.freed, "freed");
      add_if_any("+", d.newly_reached, "kept, and reached only now");
      add_if_any("-", d.no_longer_reached, "kept, but no longer reached");
      add("=", d.reached, "reached from the roots in NEW");
      add("+", d.unreached, "that no root in the dump reaches");
    } else {
      add("", reached, "reached from the roots");
      add("+", unreached, "that no root in the dump reaches");
    }
    add("=", report_.fresh.all, "all objects");
    if (report_.fresh.declared_bytes && *report_.fresh.declared_bytes >= report_.fresh.all.bytes) {
      const std::uint64_t declared = *report_.fresh.declared_bytes;
      section.rows.push_back({fmt::format("+{}", group_digits(declared - report_.fresh.all.bytes)), "",
                              "the VM's own structures, free space in its pages"});
      section.rows.push_back({fmt::format("={}", group_digits(declared)), "", "in use, as the VM counts"});
    }
    if (report_.difference && report_.difference->unconfirmed.objects != 0) {
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

}  // namespace heapgraph
