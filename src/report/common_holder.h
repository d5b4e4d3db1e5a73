// SPDX-License-Identifier: MIT
// The place that holds several sites, where no one of them is the answer.
#pragma once

#include <cstdint>
#include <vector>

#include "report/places.h"
#include "report/verdict.h"

namespace heapgraph {

/// Net bytes of one site.
struct PlacedNet {
  SitePlace place = SitePlace::root;
  std::int64_t bytes = 0;
};

/// Deepest place above the first site that holds four fifths of `grown_bytes`, if the first site alone has
/// less than half of them. `sites` are those that gained. O(sites + places).
CommonHolder find_common_holder(const Places& places, const std::vector<PlacedNet>& sites,
                                std::uint64_t grown_bytes);

}  // namespace heapgraph
