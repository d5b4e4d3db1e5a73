// SPDX-License-Identifier: MIT
// Patterns of leaks that have a name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/snapshot.h"
#include "report/divide.h"

namespace heapgraph {

struct GroupContents {
  const std::vector<ObjectId>& members;
  const std::vector<ChangedLink>& links;
  std::uint64_t entries = 0;  ///< `Site::entries`
};

/// Pattern of a group in words, such as "a linked list that only gets longer"; "" if it has none that is
/// known. O(references of the members and of the referrers).
std::string pattern_of(const Snapshot& snapshot, const Division& division, std::uint32_t group,
                       const GroupContents& contents);

}  // namespace heapgraph
