// SPDX-License-Identifier: MIT
// Sections with the answers to `--why`, for the text and Markdown reports.
#include <fmt/format.h>

#include <utility>

#include "base/sizes.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/report.h"
#include "output/sections.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

class Answers {
 public:
  explicit Answers(const Result& result) : result_(result), report_(*result.analysis.report) {}

  std::vector<Section> make() {
    const WhyReport& why = *report_.why;
    Section head;
    head.kind = SectionKind::why;
    head.has_names_in_title = true;
    head.title = fmt::format("What keeps {} alive: {} object{}", escape_unprintable(why.query),
                             group_digits(why.matches), why.matches == 1 ? " matches" : "s match");
    if (why.matches > why.answers.size()) {
      const std::size_t shown = why.answers.size();
      head.lines.push_back(shown == 1 ? "Below is the one that frees most; --top shows more."
                                      : fmt::format("Below are the {} that free most; --top shows more.",
                                                    group_digits(shown)));
    }
    sections_.push_back(std::move(head));
    for (const Why& answer : why.answers) add_answer(answer);
    return std::move(sections_);
  }

 private:
  void add_answer(const Why& why) {
    Section section;
    section.kind = SectionKind::why;
    section.has_names_in_title = section.has_names_in_rows = section.has_names_in_lines = true;
    section.title =
        fmt::format("{} {}: {}, frees {}", object_in_words(why.object), identifier_of(why.object),
                    size_for_people(why.object.bytes), size_for_people(why.object.retained_bytes));
    if (why.chain.empty()) {
      section.lines.emplace_back(
          "No root in the dump reaches it: the collector keeps it by roots of its own, or a weak reference "
          "leads to it (--follow-weak).");
    } else {
      section.opening.push_back(shorten_in_the_middle(escape_unprintable(why.code), longest_path));
      add_chain(why, section);
    }
    if (why.site) section.lines.push_back(site_in_words(result_.analysis.findings->sites[*why.site]));
    for (const Holder& holder : why.holders) {
      section.lines.push_back(fmt::format("also held by {} {}, as {}", object_in_words(holder.object),
                                          identifier_of(holder.object), escape_unprintable(holder.edge)));
    }
    const std::uint64_t in_chain = why.chain.size() > 1 ? 1 : 0;
    const std::uint64_t others = why.holder_count - in_chain;
    if (others > why.holders.size()) {
      section.lines.push_back(
          fmt::format("and by {} more: --top shows them", group_digits(others - why.holders.size())));
    }
    sections_.push_back(std::move(section));
  }

  std::string site_in_words(const Site& site) const {
    const Measure measure = result_.analysis.measure;
    const std::string amount = measure == Measure::live    ? size_for_people(site.after.bytes) + " in all"
                               : measure == Measure::freed ? size_for_people(site.freed.bytes) + " freed"
                                                           : bytes_with_sign(site.net().bytes) + " net";
    return fmt::format("It is part of the site {} ({}): {}.", escape_unprintable(site.place), site.signature,
                       amount);
  }

  void add_chain(const Why& why, Section& section) const {
    const bool compares = report_.dumps.size() > 1;
    section.columns = {"frees", "bytes", "held as"};
    if (compares) section.columns.insert(section.columns.begin(), "");
    const ChainLink* first_new = nullptr;
    for (std::size_t i = 0; i < why.chain.size(); ++i) {
      const ChainLink& link = why.chain[i];
      if (why.has_gap() && i == Why::links_before_gap) {
        section.rows.emplace_back(section.columns.size());
        section.rows.back().back().text =
            fmt::format("… {} more links …", group_digits(why.chain_length - why.chain.size()));
      }
      Row row = {bytes_cell(link.object.retained_bytes), bytes_cell(link.object.bytes),
                 fmt::format("{}: {}", escape_unprintable(link.edge), object_in_words(link.object))};
      if (compares) row.insert(row.begin(), std::string(link.object.is_new ? link_word() : ""));
      if (link.object.is_new && first_new == nullptr) first_new = &link;
      section.rows.push_back(std::move(row));
    }
    if (first_new != nullptr && first_new != &why.chain.front()) {
      const ChainLink& holder = *(first_new - 1);
      section.lines.push_back(fmt::format("The first {} link is {}: it hangs from {}, {} {}.", link_word(),
                                          escape_unprintable(first_new->edge),
                                          escape_unprintable(holder.edge), object_in_words(holder.object),
                                          identifier_of(holder.object)));
    }
  }

  std::string identifier_of(const ObjectFacts& object) const {
    return identifier_text(*result_.analysis.tree.vocabulary, object.identifier);
  }

  std::string_view link_word() const { return result_.analysis.measure == Measure::freed ? "freed" : "new"; }

  const Result& result_;
  const Report& report_;
  std::vector<Section> sections_;
};

}  // namespace

std::vector<Section> why_sections(const Result& result) {
  return Answers(result).make();
}

}  // namespace heapgraph
