// SPDX-License-Identifier: MIT
// Findings of one dump: the places that hold most of it.
#pragma once

#include <cstddef>

#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"
#include "report/find_sites.h"

namespace heapgraph {

/// Lists the places that hold most of what the roots reach, without those that only lead to others. Each
/// object is part of one site at most. O(objects + edges + names), and the walks of `find_frees`.
Findings find_live_sites(const Snapshot& snapshot, bool follow_weak, const SiteQuery& query);

}  // namespace heapgraph
