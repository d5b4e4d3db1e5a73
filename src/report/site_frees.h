// SPDX-License-Identifier: MIT
// What cutting the references of sites would free, and what else keeps them alive.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/frees.h"
#include "graph/hanging.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"
#include "report/places.h"

namespace heapgraph {

/// A division of objects into groups, some of which are listed as rows.
struct ListedGroups {
  const Snapshot& snapshot;
  const std::vector<std::uint32_t>& group_of;          ///< by object; `no_group` for objects of none
  const std::vector<SitePlace>& place_of;              ///< by group
  const std::vector<std::uint32_t>& row_of;            ///< by group; `no_group` if it is not listed
  const std::vector<std::vector<ChangedLink>>& links;  ///< by row: references and roots that hold the group
  Places& places;
  bool follow_weak = false;
  const SettledPart* settled = nullptr;  ///< what is reached whatever is cut; may be null
};

/// Fills in `frees_bytes`, `also_held_by` and `frees_with_others_bytes` of the sites, which are by row.
/// `after.bytes` less `grown.bytes` must be what hangs there. One walk for every 63 rows, and one more where
/// other places keep much of a site alive.
void find_frees(const ListedGroups& groups, std::vector<Site>& sites);

}  // namespace heapgraph
