// SPDX-License-Identifier: MIT
// Checks of heaps against the limits of a budget.
#include "limits/check_limits.h"

#include <algorithm>
#include <functional>

#include "heap/vocabulary.h"
#include "tree/path_pattern.h"

namespace heapgraph {
namespace {

std::vector<bool> match(const std::string& pattern, const Placement& placement) {
  return PathPattern(pattern).match(placement.nodes, *placement.names);
}

/// Evaluator of limits on one measured heap. Objects on ignored nodes do not count.
class LimitEvaluator {
 public:
  LimitEvaluator(const Measured& measured, const std::vector<Ignored>& ignored)
      : snapshot_(measured.snapshot),
        placement_(measured.placement),
        weights_(measured.weights),
        ignored_objects_(measured.ignored),
        is_ignored_(measured.placement.nodes.size(), false) {
    for (const Ignored& entry : ignored) {
      const std::vector<bool> is_matched = match(entry.pattern, placement_);
      const bool is_any = std::find(is_matched.begin(), is_matched.end(), true) != is_matched.end();
      matches_something_.push_back(is_any);
      for (std::size_t i = 0; i < is_matched.size(); ++i) is_ignored_[i] = is_ignored_[i] || is_matched[i];
    }
  }

  struct Reading {
    Cost cost;
    bool has_matched = false;
  };

  Reading measure(const Limit& limit) const {
    switch (limit.of) {
      case LimitOf::whole:
        return {sum([](ObjectId) { return true; }).cost, true};
      case LimitOf::path: {
        const std::vector<bool> is_matched = match(limit.key, placement_);
        Reading reading = sum([&](ObjectId id) { return is_matched[index(placement_.node_of[id])]; });
        // A matched node without objects of its own is a match too.
        reading.has_matched = std::find(is_matched.begin(), is_matched.end(), true) != is_matched.end();
        return reading;
      }
      case LimitOf::group:
        return measure_group(limit);
    }
    return {};
  }

  Cost ignored() const {
    Cost cost;
    for (std::size_t i = 0; i < placement_.node_of.size(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const PlaceId node = placement_.node_of[id];
      if (node != PlaceId::none && is_ignored(id)) cost += weights_.cost(snapshot_, id);
    }
    return cost;
  }

  /// For each ignored pattern, whether it matches a node.
  const std::vector<bool>& matches_something() const { return matches_something_; }

 private:
  /// Measures a group. The reading is empty if the runtime has no such grouping.
  Reading measure_group(const Limit& limit) const {
    const Vocabulary& vocabulary = *snapshot_.vocabulary();
    const Grouping* const grouping = vocabulary.grouping(limit.group);
    if (grouping == nullptr || !grouping->has_limits) return {};
    if (grouping->by == GroupBy::type) {
      return sum([&](ObjectId id) { return vocabulary[snapshot_.type(id)].name == limit.key; });
    }
    if (grouping->by == GroupBy::category) {
      return sum([&](ObjectId id) {
        const std::uint8_t category = snapshot_.category(id);
        return snapshot_.text(snapshot_.category_name(category)) == limit.key ||
               std::to_string(category) == limit.key;
      });
    }
    return sum([&](ObjectId id) {
      if (snapshot_.type(id) != grouping->type) return false;
      const NameId name = snapshot_.class_name(id);
      return (name == NameId::none ? grouping->name : snapshot_.text(name)) == limit.key;
    });
  }

  bool is_ignored(ObjectId id) const {
    return is_ignored_[index(placement_.node_of[id])] ||
           (ignored_objects_ != nullptr && (*ignored_objects_)[index(id)]);
  }

  Reading sum(const std::function<bool(ObjectId)>& is_meant) const {
    Reading reading;
    for (std::size_t i = 0; i < placement_.node_of.size(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const PlaceId node = placement_.node_of[id];
      if (node == PlaceId::none || is_ignored(id) || !is_meant(id)) continue;
      reading.cost += weights_.cost(snapshot_, id);
      reading.has_matched = true;
    }
    return reading;
  }

  const Snapshot& snapshot_;
  const Placement& placement_;
  const Weights& weights_;
  const std::vector<bool>* ignored_objects_;
  std::vector<bool> is_ignored_;
  std::vector<bool> matches_something_;
};

/// Checker of limits against all measured heaps.
class LimitChecker {
 public:
  LimitChecker(const MeasuredHeaps& heaps, const std::vector<Ignored>& ignored)
      : counted_(evaluator(heaps.counted, ignored)),
        live_(evaluator(heaps.live, ignored)),
        old_(evaluator(heaps.old, ignored)) {}

  LimitResult check(const Limit& limit) const {
    LimitResult result;
    result.limit = limit;
    if (counted_) {
      const LimitEvaluator::Reading reading = counted_->measure(limit);
      result.measured = change_between(Cost{}, reading.cost);
      result.has_matched = reading.has_matched;
    }
    if (live_ && old_ && (limit.growth || !counted_)) {
      const LimitEvaluator::Reading now = live_->measure(limit);
      const LimitEvaluator::Reading before = old_->measure(limit);
      const Change change = change_between(before.cost, now.cost);
      if (!counted_) result.measured = change;
      if (limit.growth) result.growth = change.bytes;
      result.has_matched = result.has_matched || now.has_matched || before.has_matched;
    }
    const bool is_change = !counted_;
    if (limit.bytes) result.checks.push_back({"bytes", is_change, result.measured.bytes, *limit.bytes});
    if (limit.objects) {
      result.checks.push_back({"objects", is_change, result.measured.objects, *limit.objects});
    }
    if (result.growth) result.checks.push_back({"growth", true, *result.growth, *limit.growth});
    return result;
  }

  /// Cost of the ignored nodes that would otherwise count, or their growth if dumps are compared by path.
  Cost ignored() const {
    if (counted_) return counted_->ignored();
    const Cost before = old_->ignored();
    const Cost now = live_->ignored();
    return {now.bytes - std::min(before.bytes, now.bytes),
            now.objects - std::min(before.objects, now.objects)};
  }

  bool is_matched(std::size_t pattern) const {
    return shown().matches_something()[pattern] || (!counted_ && old_ && old_->matches_something()[pattern]);
  }

 private:
  static std::optional<LimitEvaluator> evaluator(const Measured* heap, const std::vector<Ignored>& ignored) {
    return heap != nullptr ? std::optional<LimitEvaluator>(LimitEvaluator(*heap, ignored)) : std::nullopt;
  }
  const LimitEvaluator& shown() const { return counted_ ? *counted_ : *live_; }

  std::optional<LimitEvaluator> counted_;
  std::optional<LimitEvaluator> live_;
  std::optional<LimitEvaluator> old_;
};

}  // namespace

bool LimitResult::is_exceeded() const {
  return std::any_of(checks.begin(), checks.end(),
                     [](const LimitCheck& check) { return check.is_exceeded(); });
}

std::size_t LimitReport::exceeded() const {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [](const LimitResult& result) { return result.is_exceeded(); }));
}

std::size_t LimitReport::missing() const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(),
                    [](const LimitResult& result) { return result.is_missing() && !result.is_exceeded(); }));
}

LimitReport check_limits(const Budget& budget, const MeasuredHeaps& heaps, std::string_view today) {
  LimitReport report;
  std::vector<Ignored> ignored;
  for (const Ignored& entry : budget.ignored) {
    const bool is_over = !entry.until.empty() && entry.until < today;
    (is_over ? report.lapsed : ignored).push_back(entry);
  }
  const LimitChecker checker(heaps, ignored);
  report.ignored = checker.ignored();
  for (std::size_t i = 0; i < ignored.size(); ++i) {
    if (!checker.is_matched(i)) report.unmatched.push_back(ignored[i]);
  }
  for (const Limit& limit : budget.limits) report.results.push_back(checker.check(limit));
  return report;
}

}  // namespace heapgraph
