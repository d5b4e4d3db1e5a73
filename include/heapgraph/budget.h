// SPDX-License-Identifier: MIT
// How much a heap may hold, and whether it holds more.
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

/// What is limited.
enum class LimitOf : std::uint8_t {
  whole,  ///< all that counts
  path,   ///< the nodes that match a path pattern, each with its own objects
  group   ///< the objects of a group: of a type, or a memory category by its name or number
};

struct Limit {
  LimitOf of = LimitOf::whole;
  std::string key;    ///< pattern or name; of the whole empty
  std::string group;  ///< how it is grouped, as a budget file names it: `type`, `category` …
  std::optional<std::uint64_t> bytes;
  std::optional<std::uint64_t> objects;
  /// By how many bytes what is alive there may have grown since OLD.
  std::optional<std::uint64_t> growth;
  std::string reason;

  bool operator==(const Limit&) const = default;
};

/// How a budget file names what is limited: `whole`, `path`, or the key of the grouping.
HEAPGRAPH_API std::string_view name_of(const Limit& limit);

/// Nodes that count for no limit.
struct Ignored {
  std::string pattern;
  std::string reason;
  std::string until;  ///< the last day on which it is ignored, as 2026-12-31; empty: for ever

  bool operator==(const Ignored&) const = default;
};

struct Budget {
  std::vector<Limit> limits;
  std::vector<Ignored> ignored;
  std::set<std::string> known;  ///< signatures of leaks that count for no limit

  bool operator==(const Budget&) const = default;
};

/// Signatures of leaks from a file, the first word of each line; `#` begins a comment. Throws an Error with
/// the line of what is none.
HEAPGRAPH_API std::set<std::string> load_known(const std::string& path);

/// `PATTERN=SIZE`, or `SIZE` for the whole. Throws an Error if it is neither.
HEAPGRAPH_API Limit parse_limit(std::string_view text);

/// Throws an Error with file, line and column of what is wrong.
HEAPGRAPH_API Budget load_budget(const std::string& path);

/// One number that is limited.
struct LimitCheck {
  std::string_view unit;   ///< `bytes`, `objects` or `growth`
  bool is_change = false;  ///< since OLD, so that it may be less than nothing
  std::int64_t measured = 0;
  std::uint64_t limit = 0;
  bool is_exceeded() const { return measured > 0 && static_cast<std::uint64_t>(measured) > limit; }
};

struct HEAPGRAPH_API LimitResult {
  Limit limit;
  Change measured;                     ///< what counts
  std::optional<std::int64_t> growth;  ///< in bytes, if it is limited
  std::vector<LimitCheck> checks;
  bool is_exceeded() const;
  bool has_matched = false;  ///< something was there, in NEW or OLD
};

struct HEAPGRAPH_API LimitReport {
  std::vector<LimitResult> results;  ///< in the order of the budget
  Cost ignored;
  std::vector<Ignored> lapsed;     ///< whose last day is over
  std::vector<Ignored> unmatched;  ///< that match nothing
  std::size_t exceeded() const;
};

/// The text of a budget file with what was measured in place of its limits, and `headroom` parts of a hundred
/// more. Order, reasons and all else stay.
HEAPGRAPH_API std::string updated_budget(const std::string& path, const LimitReport& report,
                                         std::uint32_t headroom);

}  // namespace heapgraph
