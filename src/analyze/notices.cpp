// SPDX-License-Identifier: MIT
// Notices: what a person should know besides the result.
#include "analyze/notices.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/sizes.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "limits/limit_words.h"

namespace heapgraph {
namespace {

using Kind = Notice::Kind;

std::optional<Notice> damage_of(const DumpFacts& dump) {
  const LoadReport& report = dump.load;
  std::vector<std::string> parts;
  const auto say = [&](std::uint64_t count, std::string_view what) {
    if (count != 0) parts.push_back(fmt::format("{} {}", group_digits(count), what));
  };
  for (const LoadReport::Repair& repair : report.repairs) say(repair.count, repair.what);
  say(report.unreadable_lines, "unreadable lines (left out)");
  say(report.dangling, "references to objects that are not in the dump");
  say(report.unknown_types, "objects of unknown type");
  say(report.duplicates, "objects with the address of another object");
  if (parts.empty()) return std::nullopt;
  std::string place;
  if (report.first_column != 0) {
    place = fmt::format("; first {}:{}: {}", report.first_line, report.first_column,
                        escape_unprintable(report.first_problem));
  }
  return Notice{Kind::damage, dump.file, 0,
                fmt::format("{}: {}{}", escape_unprintable(dump.file), fmt::join(parts, ", "), place)};
}

/// Notice of nodes that are alive although no document has them any more.
std::optional<Notice> detached_in(const Snapshot& snapshot, const std::string& name, const Matching& matching,
                                  const std::vector<bool>& is_reached) {
  const std::optional<std::uint8_t> detached = snapshot.vocabulary()->detached_category;
  if (!detached) return std::nullopt;
  Cost all;
  std::uint64_t added = 0;
  for (std::size_t i = 0; i < is_reached.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!is_reached[i] || snapshot.category(id) != *detached) continue;
    all += {snapshot.size(id), 1};
    if (!matching.old_of.empty() && matching.old_of[i] == ObjectId::none) ++added;
  }
  if (all.objects == 0) return std::nullopt;
  const std::string news = matching.old_of.empty()
                               ? ""
                               : fmt::format(", {} of them new", added == 0 ? "none" : group_digits(added));
  return Notice{Kind::detached, name, all.objects,
                fmt::format("{}: {} DOM {} alive, but in no document ({}){}: --by detachedness",
                            escape_unprintable(name), group_digits(all.objects),
                            all.objects == 1 ? "node is" : "nodes are", size_for_people(all.bytes), news)};
}

/// Objects that no root reaches, without those that the runtime may hold by references that a dump does not
/// list.
Cost garbage_of(const Snapshot& snapshot, const std::vector<bool>& is_reached) {
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  Cost garbage;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (is_reached[i]) continue;
    const bool may_be_held = vocabulary[snapshot.type(id)].is_text &&
                             vocabulary.may_be_held_by_code != nullptr &&
                             vocabulary.may_be_held_by_code(snapshot.text(snapshot.label(id)));
    if (!may_be_held) garbage += {snapshot.size(id), 1};
  }
  return garbage;
}

/// Notice that much of a dump is garbage, as when it was made without a collection before. Where lines were
/// left out, what they referred to is not reached either.
std::optional<Notice> garbage_in(const Snapshot& snapshot, const std::string& name,
                                 const std::vector<bool>& is_reached, const Summary& summary) {
  // After a collection, about fifty objects remain that only internal roots of the collector reach.
  constexpr std::uint64_t most_objects = 500;
  constexpr std::uint64_t parts_of_whole = 20;
  const std::uint64_t whole = summary.unreached.bytes + summary.reached.bytes;
  const auto is_little = [&](const Cost& cost) {
    return cost.objects <= most_objects || cost.bytes < whole / parts_of_whole;
  };
  if (is_little(summary.unreached) || snapshot.report().unreadable_lines != 0) return std::nullopt;
  const Cost garbage = garbage_of(snapshot, is_reached);
  if (is_little(garbage)) return std::nullopt;
  return Notice{
      Kind::garbage, name, garbage.objects,
      fmt::format("{}: {} objects, {} of all bytes, are garbage, since the dump was made without a "
                  "full collection: no root reaches them; {}",
                  escape_unprintable(name), group_digits(garbage.objects), percentage(garbage.bytes, whole),
                  snapshot.vocabulary()->phrases.collect_garbage)};
}

/// Notice about the first dump that has no root address in common with the oldest.
std::optional<Notice> other_process_among(const std::vector<DumpRecord>& records) {
  for (const DumpRecord& record : records) {
    if (record.shares_a_root) continue;
    return Notice{
        Kind::two_processes, record.facts.file, 0,
        fmt::format("the dumps have no root address in common ({}, {}): they are of two processes, "
                    "so addresses cannot show what is new; compare them by --match path",
                    escape_unprintable(records.front().facts.file), escape_unprintable(record.facts.file))};
  }
  return std::nullopt;
}

/// Notice that the dumps seem to be in the wrong order. A program at rest frees objects without new ones too,
/// but objects of some types keep their capacity when they lose what they hold. If these are smaller in NEW
/// and none is larger, and NEW has next to nothing of its own, time probably ran the other way.
std::optional<Notice> swapping_of(const Snapshot& old, const Snapshot& snapshot, const Matching& matching) {
  constexpr std::uint64_t parts_of_whole = 500;
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  Cost shrunk;
  std::uint64_t added = 0;
  std::uint64_t gone = 0;
  std::optional<TypeId> type_of_shrunk;
  for (std::size_t i = 0; i < old.object_count(); ++i) gone += old.size(static_cast<ObjectId>(i));
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const ObjectId before = matching.old_of[i];
    const TypeId type = snapshot.type(id);
    if (before == ObjectId::none || old.type(before) != type) {
      added += snapshot.size(id);
      continue;
    }
    gone -= old.size(before);
    if (!vocabulary[type].keeps_capacity) continue;
    if (snapshot.size(id) > old.size(before)) return std::nullopt;
    if (snapshot.size(id) == old.size(before)) continue;
    shrunk += {old.size(before) - snapshot.size(id), 1};
    type_of_shrunk = type;
  }
  if (!type_of_shrunk || added > (gone + shrunk.bytes) / parts_of_whole) return std::nullopt;
  const bool is_one = shrunk.objects == 1;
  return Notice{
      Kind::swapped, "", 0,
      fmt::format(
          "the dumps may be swapped: NEW has almost no new objects, and {} old object{} of type {} {} "
          "smaller in it and none is larger; give the older dump first",
          group_digits(shrunk.objects), is_one ? "" : "s", snapshot.name_of(*type_of_shrunk),
          is_one ? "is" : "are")};
}

std::uint64_t count_surely_others(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const ObjectId before = by_address.old_of[i];
    if (before == ObjectId::none) continue;
    if (!can_be_same(snapshot, id, old, before)) ++count;
  }
  return count;
}

/// Notice that objects count as old although they may be others, or may have moved.
std::optional<Notice> hidden(std::uint64_t count, std::string_view at_least) {
  if (count == 0) return std::nullopt;
  return Notice{
      Kind::reused_addresses, "", count,
      fmt::format("{}{} objects count as old only because of their address, which may have been used again; "
                  "the default, --identity auto, decides by evidence",
                  at_least, group_digits(count))};
}

std::optional<Notice> unconfirmed(const Cost& cost) {
  if (cost.objects == 0) return std::nullopt;
  return Notice{
      Kind::unconfirmed, "", cost.objects,
      fmt::format("{} objects count as staying by their address alone, which may have been used again; "
                  "the default, --identity auto, decides by evidence",
                  group_digits(cost.objects))};
}

/// Collector of the notices on two or more dumps whose objects are compared.
class Comparison {
 public:
  Comparison(const AskedDumps& dumps, const Matching& matching, const Analysis& analysis,
             std::vector<Notice>& notices)
      : dumps_(dumps), matching_(matching), analysis_(analysis), notices_(notices) {}

  void add(const Plan& plan) {
    if (add(other_process_among(dumps_.records))) return;
    if (!matching_.old_of.empty()) add(swapping_of(dumps_.first, dumps_.last, matching_));
    // By the other rules, the answer itself tells what is uncertain.
    if (plan.identity != Identity::address || analysis_.measure == Measure::live) return;
    if (!analysis_.stays) {
      add_reuse(plan.verifies);
    } else if (analysis_.measure != Measure::freed) {
      add(hidden(analysis_.stays->hidden.objects, ""));
      add(unconfirmed(analysis_.stays->unconfirmed));
    }
  }

 private:
  bool add(std::optional<Notice> notice) {
    if (!notice) return false;
    notices_.push_back(std::move(*notice));
    return true;
  }

  /// Adds the notice on reused addresses. Where nothing is verified, only the objects that cannot be the same
  /// are counted.
  void add_reuse(bool is_verified) {
    if (is_verified) {
      add(hidden(analysis_.summary.unconfirmed.objects, ""));
    } else {
      add(hidden(count_surely_others(dumps_.last, dumps_.first, matching_), "at least "));
    }
  }

  const AskedDumps& dumps_;
  const Matching& matching_;
  const Analysis& analysis_;
  std::vector<Notice>& notices_;
};

void add_limits(const LimitReport& limits, std::vector<Notice>& notices) {
  for (const LimitResult& result : limits.results) {
    for (const LimitCheck& check : result.checks) {
      if (!check.is_exceeded()) continue;
      notices.push_back({Kind::limit_exceeded, "", 0,
                         fmt::format("{}: {}", limit_in_words(result.limit), check_in_words(check))});
    }
    if (result.is_missing()) {
      notices.push_back(
          {Kind::limit_without_match, "", 0,
           fmt::format(
               "{} matches nothing; correct it, or write \"optional\": true beside it in a budget file",
               limit_in_words(result.limit))});
    }
  }
  for (const Ignored& ignored : limits.lapsed) {
    notices.push_back(
        {Kind::no_longer_ignored, "", 0,
         fmt::format("{} has not been ignored since {}: {}", escape_unprintable(ignored.pattern),
                     ignored.until, escape_unprintable(ignored.reason))});
  }
  for (const Ignored& ignored : limits.unmatched) {
    notices.push_back(
        {Kind::ignored_without_match, "", 0,
         fmt::format("{} is ignored but matches nothing", escape_unprintable(ignored.pattern))});
  }
}

}  // namespace

std::vector<Notice> notices_of(const Plan& plan, const AskedDumps& dumps, const Matching& matching,
                               const std::vector<bool>& is_reached, const Analysis& analysis) {
  std::vector<Notice> notices;
  for (const DumpRecord& record : dumps.records) {
    if (std::optional<Notice> damage = damage_of(record.facts)) notices.push_back(std::move(*damage));
  }
  const std::string& shown_file = dumps.records[plan.shown].facts.file;
  if (std::optional<Notice> garbage =
          garbage_in(dumps.shown(plan), shown_file, is_reached, analysis.summary)) {
    notices.push_back(std::move(*garbage));
  }
  if (&dumps.shown(plan) == &dumps.last) {
    if (std::optional<Notice> detached = detached_in(dumps.last, shown_file, matching, is_reached)) {
      notices.push_back(std::move(*detached));
    }
  }
  if (dumps.records.size() > 1 && !plan.compares_paths) {
    Comparison(dumps, matching, analysis, notices).add(plan);
  }
  if (analysis.limits) add_limits(*analysis.limits, notices);
  return notices;
}

}  // namespace heapgraph
