// SPDX-License-Identifier: MIT
// Findings of a comparison of two dumps: its sites, and the sentence made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "base/scheduler.h"
#include "heapgraph/report.h"
#include "report/divide.h"

namespace heapgraph {

/// What is listed of the sites.
struct SiteQuery {
  std::size_t rows = 20;        ///< most sites that are listed
  bool by_freed = false;        ///< ranks by what was freed instead of the net change
  std::set<std::string> known;  ///< signatures of known leaks
  bool finds_objects = false;   ///< fills `Findings::site_of`
};

/// Lists the sites by falling net bytes, with what cutting each would free. Takes one or two walks over the
/// heap for each 31 rows besides the division.
Findings find_sites(const ChangedHeaps& heaps, const SiteQuery& query, Scheduler& scheduler);

}  // namespace heapgraph
