// SPDX-License-Identifier: MIT
// What a person should know besides the result.
#include "cli/warnings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <vector>

#include "base/input.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/lifetimes.h"
#include "output/wording.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

struct Extent {
  std::uint64_t bytes = 0;
  std::array<std::uint64_t, Vocabulary::most_types> objects{};
};

Extent extent_of(const Snapshot& snapshot) {
  Extent extent;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    extent.bytes += snapshot.size(id);
    ++extent.objects[static_cast<std::size_t>(snapshot.type(id))];
  }
  return extent;
}

bool is_smaller_in_every_respect(const Extent& a, const Extent& b) {
  return a.bytes < b.bytes && std::equal(a.objects.begin(), a.objects.end(), b.objects.begin(),
                                         [](std::uint64_t x, std::uint64_t y) { return x <= y; });
}

std::uint64_t count_surely_others(const Pair& pair) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < pair.snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const ObjectId before = pair.by_address.old_of[i];
    if (before == ObjectId::none) continue;
    if (!can_be_same(pair.snapshot, id, pair.old, before)) ++count;
  }
  return count;
}

void tell_hidden(std::uint64_t count, std::string_view at_least, std::ostream& messages) {
  if (count == 0) return;
  messages << fmt::format(
      "heapgraph: warning: {}{} objects count as old only because of their address, which was used again or "
      "which they moved from; --identity verified counts them as new\n",
      at_least, group_digits(count));
}

}  // namespace

void warn_of_damage(const Snapshot& snapshot, const std::string& path, std::ostream& messages) {
  const LoadReport& report = snapshot.report();
  std::vector<std::string> parts;
  const auto say = [&](std::uint64_t count, std::string_view what) {
    if (count != 0) parts.push_back(fmt::format("{} {}", group_digits(count), what));
  };
  for (const LoadReport::Repair& repair : report.repairs) say(repair.count, repair.what);
  say(report.unreadable_lines, "unreadable lines (left out)");
  say(report.dangling, "references to no object");
  say(report.unknown_types, "objects of unknown type");
  say(report.duplicates, "objects at an address already taken");
  if (parts.empty()) return;
  std::string place;
  if (report.first_column != 0) {
    place = fmt::format("; first {}:{}: {}", report.first_line, report.first_column, report.first_problem);
  }
  messages << fmt::format("heapgraph: warning: {}: {}{}\n", escape_unprintable(input_name(path)),
                          fmt::join(parts, ", "), place);
}

bool share_a_root(const Snapshot& old, const Snapshot& snapshot) {
  for (const Root& root : snapshot.roots()) {
    for (const Root& old_root : old.roots()) {
      if (snapshot.identifier(root.object) == old.identifier(old_root.object)) return true;
    }
  }
  return false;
}

void tell_two_processes(const std::string& first, const std::string& second, std::ostream& messages) {
  messages << fmt::format(
      "heapgraph: warning: the dumps have no root address in common ({}, {}): they are of two processes, so "
      "that addresses say nothing of what is new; compare them by --match path\n",
      escape_unprintable(first), escape_unprintable(second));
}

void warn_of_swapping(const Snapshot& old, const Snapshot& snapshot, std::ostream& messages) {
  if (snapshot.object_count() < old.object_count() &&
      is_smaller_in_every_respect(extent_of(snapshot), extent_of(old))) {
    messages << "heapgraph: warning: NEW is smaller than OLD in every respect: if they are swapped, give the "
                "older dump first\n";
  }
}

void warn_of_garbage(const Summary& summary, const std::string& path, std::ostream& messages) {
  // After a collection about fifty objects are left that only roots of the collector's own reach.
  constexpr std::uint64_t most_objects = 500;
  constexpr std::uint64_t parts_of_whole = 20;
  const Cost& unreached = summary.unreached;
  const std::uint64_t whole = unreached.bytes + summary.reached.bytes;
  if (unreached.objects <= most_objects || unreached.bytes < whole / parts_of_whole) return;
  messages << fmt::format(
      "heapgraph: warning: {}: no root reaches {} objects, {} of all bytes: garbage, if the dump was made "
      "without a full collection; {}\n",
      escape_unprintable(input_name(path)), group_digits(unreached.objects),
      percentage(unreached.bytes, whole), readers().front().vocabulary->phrases.collect_garbage);
}

void warn_of_reuse(const Pair& pair, const Difference* difference, std::ostream& messages) {
  const std::uint64_t count =
      difference != nullptr ? difference->unconfirmed.objects : count_surely_others(pair);
  tell_hidden(count, difference != nullptr ? "" : "at least ", messages);
}

void warn_of_unconfirmed(const Stays& stays, std::ostream& messages) {
  tell_hidden(stays.hidden.objects, "", messages);
  if (stays.unconfirmed.objects == 0) return;
  messages << fmt::format(
      "heapgraph: warning: {} objects count as staying by their address alone: another may have taken it, or "
      "they moved in their table; --identity verified leaves them out\n",
      group_digits(stays.unconfirmed.objects));
}

void tell_limits(const LimitReport& limits, std::ostream& messages) {
  for (const LimitResult& result : limits.results) {
    for (const LimitCheck& check : result.checks) {
      if (check.is_exceeded()) {
        messages << fmt::format("heapgraph: limit exceeded: {} {}\n", limit_in_words(result.limit),
                                check_in_words(check));
      }
    }
    if (!result.has_matched) {
      messages << fmt::format("heapgraph: warning: the limit of {} matches nothing\n",
                              limit_in_words(result.limit));
    }
  }
  for (const Ignored& ignored : limits.lapsed) {
    messages << fmt::format("heapgraph: warning: {} is no longer ignored since {}: {}\n",
                            escape_unprintable(ignored.pattern), ignored.until,
                            escape_unprintable(ignored.reason));
  }
  for (const Ignored& ignored : limits.unmatched) {
    messages << fmt::format("heapgraph: warning: {} is ignored but matches nothing\n",
                            escape_unprintable(ignored.pattern));
  }
}

}  // namespace heapgraph
