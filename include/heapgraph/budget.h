// SPDX-License-Identifier: MIT
// Budgets: limits on what a heap may hold, and the result of checking them.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// The part of a heap that a limit applies to.
enum class LimitOf : std::uint8_t {
  whole,  ///< everything that counts under the measure
  /// The objects on the nodes that match a path pattern, without those on nodes below.
  path,
  group  ///< the objects of a group, such as a type, or a memory category by name or number
};

/// A limit of a budget. At least one of `bytes`, `objects` and `growth` is set.
struct Limit {
  LimitOf of = LimitOf::whole;
  std::string key;                       ///< path pattern or name of the group; empty for the whole
  std::string group;                     ///< key of the grouping in a budget file: `type`, `category` …
  std::optional<std::uint64_t> bytes;    ///< most bytes allowed
  std::optional<std::uint64_t> objects;  ///< most objects allowed
  /// Bytes that live objects there may have grown by since OLD.
  std::optional<std::uint64_t> growth;
  std::string reason;
  bool optional = false;  ///< it is kept where nothing matches it

  bool operator==(const Limit&) const = default;
};

/// Key of the limited part in a budget file: `whole`, `path`, or the key of the grouping.
HEAPGRAPH_API std::string_view name_of(const Limit& limit);

/// A path pattern whose nodes count for no limit.
struct Ignored {
  std::string pattern;
  std::string reason;
  std::string until;  ///< last day on which the pattern is ignored, as 2026-12-31; empty for no end

  bool operator==(const Ignored&) const = default;
};

/// What a heap may hold, and what counts for no limit.
struct Budget {
  std::vector<Limit> limits;
  std::vector<Ignored> ignored;
  std::set<std::string> known;  ///< signatures of leaks that count for no limit

  bool operator==(const Budget&) const = default;
};

/// Reads signatures of known leaks from a file: the first word of each line, with comments from `#` on.
/// Throws an Error if the file cannot be read, and with the line of a word that is not a signature.
HEAPGRAPH_API std::set<std::string> load_known(const std::string& path);

/// Parses `PATTERN=SIZE`, or `SIZE` as a limit of the whole. Throws an Error if the text is neither.
HEAPGRAPH_API Limit parse_limit(std::string_view text);

/// Reads a budget file. Throws an Error with the file, line and column of what is wrong.
HEAPGRAPH_API Budget load_budget(const std::string& path);

/// One number of a limit, with what was measured.
struct LimitCheck {
  std::string_view unit;   ///< `bytes`, `objects`, or `growth`, which is in bytes
  bool is_change = false;  ///< `measured` is a change since OLD and may be negative
  std::int64_t measured = 0;
  std::uint64_t limit = 0;
  bool is_exceeded() const { return measured > 0 && static_cast<std::uint64_t>(measured) > limit; }
};

/// The result of checking one limit.
struct HEAPGRAPH_API LimitResult {
  Limit limit;
  Change measured;                     ///< weight that counts; change since OLD if heaps are compared by path
  std::optional<std::int64_t> growth;  ///< bytes since OLD; only if the limit has a growth
  std::vector<LimitCheck> checks;      ///< one for each number that is limited
  bool is_exceeded() const;
  bool has_matched = false;  ///< a node or object of NEW or OLD matches the limit
  /// True if nothing matches, and something should. A limit that checks nothing is not kept.
  bool is_missing() const { return !has_matched && !limit.optional; }
  bool is_kept() const { return !is_exceeded() && !is_missing(); }
};

/// The result of checking a budget.
struct HEAPGRAPH_API LimitReport {
  std::vector<LimitResult> results;  ///< in the order of the budget
  Cost ignored;                      ///< weight of all ignored nodes
  std::vector<Ignored> lapsed;       ///< entries whose last day is over; they are not ignored
  std::vector<Ignored> unmatched;    ///< entries and known leaks that match nothing
  /// Number of limits that are exceeded.
  std::size_t exceeded() const;
  /// Number of limits that are not exceeded, but match nothing.
  std::size_t missing() const;
  bool is_kept() const { return exceeded() == 0 && missing() == 0; }
};

/// A number of a budget file that was replaced.
struct BudgetChange {
  Limit limit;
  std::string_view unit;     ///< as in `LimitCheck`
  std::uint64_t before = 0;  ///< bytes or objects
  std::uint64_t after = 0;
};

struct UpdatedBudget {
  std::string text;
  std::vector<BudgetChange> changes;  ///< in the order of the file
};

/// Text of a budget file in which each limit is replaced by what was measured, plus `headroom` percent,
/// rounded up, in the unit in which it stood. The order, reasons and everything else stay. Throws an Error if
/// the file is not a budget.
HEAPGRAPH_API UpdatedBudget updated_budget(const std::string& path, const LimitReport& report,
                                           std::uint32_t headroom);

}  // namespace heapgraph
