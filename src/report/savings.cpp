// SPDX-License-Identifier: MIT
// Savings: the objects that could be smaller, as far as a dump tells.
#include "report/savings.h"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

/// Finder of the objects to which one rule of the vocabulary applies.
class SavingFinder {
 public:
  SavingFinder(const Snapshot& snapshot, const SavingRule& rule) : snapshot_(snapshot), rule_(rule) {
    if (rule.waste == Waste::duplicate_text) {
      was_seen_.resize(snapshot.names()->size());
    } else {
      find_smallest();
    }
  }

  /// True if the rule is for the type and class of an object.
  bool applies_to(ObjectId id) const {
    return snapshot_.type(id) == rule_.type &&
           (rule_.class_name.empty() || snapshot_.text(snapshot_.class_name(id)) == rule_.class_name);
  }

  void look_at(ObjectId id, const Cost& cost) {
    if (rule_.waste == Waste::duplicate_text ? is_duplicate(id) : is_empty(id)) found_ += cost;
  }

  const SavingRule& rule() const { return rule_; }
  const Cost& found() const { return found_; }

 private:
  void find_smallest() {
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      if (applies_to(id)) smallest_ = std::min(smallest_, snapshot_.size(id));
    }
  }

  /// True if an earlier object has the same text. A dump may write `?` for any byte, so texts that
  /// contain one are never counted as duplicates.
  bool is_duplicate(ObjectId id) {
    const NameId text = snapshot_.label(id);
    if (text == NameId::none) return false;
    const bool is_surely_same = snapshot_.text(text).find('?') == std::string_view::npos;
    const bool was_seen = was_seen_[index(text)];
    was_seen_[index(text)] = true;
    return was_seen && is_surely_same;
  }

  bool is_ignored(const Edge& edge) const {
    if (edge.kind == rule_.ignored) return true;
    const std::vector<std::string_view>& names = rule_.ignored_names;
    return std::find(names.begin(), names.end(), snapshot_.text(edge.name)) != names.end();
  }

  bool is_empty(ObjectId id) const {
    const Snapshot::EdgeRange edges = snapshot_.edges(id);
    const bool has_references =
        std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) { return !is_ignored(edge); });
    return !has_references && (snapshot_.size(id) == smallest_) == (rule_.waste == Waste::empty);
  }

  const Snapshot& snapshot_;
  const SavingRule& rule_;
  std::uint64_t smallest_ = std::numeric_limits<std::uint64_t>::max();  ///< of the type, in bytes
  std::vector<bool> was_seen_;                                          ///< indexed by name
  Cost found_;
};

}  // namespace

std::vector<Saving> find_savings(const Snapshot& snapshot, const std::vector<bool>& is_reached,
                                 const Weights& weights) {
  std::vector<SavingFinder> finders;
  for (const SavingRule& rule : snapshot.vocabulary()->savings) finders.emplace_back(snapshot, rule);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!is_reached[i] || !weights.counts(id)) continue;
    for (SavingFinder& finder : finders) {
      if (finder.applies_to(id)) finder.look_at(id, weights.cost(snapshot, id));
    }
  }
  std::vector<Saving> savings;
  savings.reserve(finders.size());
  for (const SavingFinder& finder : finders) {
    savings.push_back(
        {std::string(finder.rule().json_key), std::string(finder.rule().words), finder.found()});
  }
  return savings;
}

}  // namespace heapgraph
