// SPDX-License-Identifier: MIT
// Patterns of leaks that have a name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/snapshot.h"
#include "report/divide.h"

namespace heapgraph {

/// Pattern of a group in words, such as "a linked list that only gets longer"; "" if it has none that is
/// known. `members` are its objects and `links` its links. O(references of the members and of the referrers).
std::string pattern_of(const Snapshot& snapshot, const Division& division, std::uint32_t group,
                       const std::vector<ObjectId>& members, const std::vector<ChangedLink>& links);

}  // namespace heapgraph
