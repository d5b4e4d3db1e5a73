// SPDX-License-Identifier: MIT
// Which named references of an object are entries of a dictionary, so that their names are data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Pattern that stands for the name of an entry.
struct EntryPattern {
  std::string_view text;  ///< `player_*` or `*`; "" if the name is a name. Valid as long as the dictionaries
  bool is_for_nearly_all = false;  ///< nearly all names of the referrer have this pattern
};

/// Names are data if several of one object differ only in digits or the like (`player_17`). They are data too
/// if very many lead to objects that are alike in type and in the names of their own references, and these
/// are at least half of all that lead to objects of the type. So the globals of a program keep their names,
/// although many are functions of the runtime.
class Dictionaries {
 public:
  /// With two dumps the entries of both count. `old` and `old_of` may be null.
  Dictionaries(const Snapshot& snapshot, const Snapshot* old, const std::vector<ObjectId>* old_of)
      : snapshot_(snapshot), old_(old), old_of_(old_of) {}

  /// Pattern that stands for the name of a reference of `holder`. A key has the pattern of its value. `edge`
  /// is a reference in `snapshot`, which is that of NEW or OLD. O(1), the first time O(references of the
  /// holder and of their targets).
  EntryPattern entry_pattern(ObjectId holder, const Snapshot& snapshot, const Edge& edge);

 private:
  static constexpr std::uint32_t fewest_similar = 3;
  static constexpr std::uint32_t fewest_alike = 32;

  /// Numbers of targets of one type.
  struct Alike {
    std::uint32_t all = 0;
    std::uint32_t most = 0;  ///< largest number that are alike
  };

  struct Dictionary {
    std::uint32_t named = 0;                                      ///< number of entries with a name
    std::unordered_map<std::string_view, std::uint32_t> similar;  ///< number of names by pattern
    std::vector<Alike> of_type;                                   ///< by type of the targets
  };

  const Dictionary& dictionary_of(ObjectId holder);
  static void merge(const Dictionary& from, Dictionary& to);
  Dictionary count(const Snapshot& snapshot, ObjectId holder, bool counts_shapes);
  std::string_view pattern_of(const Snapshot& snapshot, NameId name);

  const Snapshot& snapshot_;
  const Snapshot* old_;
  const std::vector<ObjectId>* old_of_;
  std::unordered_map<ObjectId, Dictionary> dictionaries_;
  std::unordered_set<std::string> patterns_;  ///< all patterns; few, as many names share one
};

}  // namespace heapgraph
