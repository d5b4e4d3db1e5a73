// SPDX-License-Identifier: MIT
// The place that holds several sites, where no one of them is the answer.
#include "report/common_holder.h"

#include <cstddef>

namespace heapgraph {

CommonHolder find_common_holder(const Places& places, const std::vector<PlacedNet>& sites,
                                std::uint64_t grown_bytes) {
  if (sites.empty() || static_cast<std::uint64_t>(sites.front().bytes) * 2 >= grown_bytes) return {};
  struct Below {
    std::int64_t net_bytes = 0;
    std::size_t sites = 0;
  };
  std::vector<Below> below(places.size());
  for (const PlacedNet& site : sites) {
    below[index(site.place)].net_bytes += site.bytes;
    ++below[index(site.place)].sites;
  }
  // A place is made after its parent.
  for (std::size_t i = below.size(); i-- > 1;) {
    Below& parent = below[index(places.parent(static_cast<SitePlace>(i)))];
    parent.net_bytes += below[i].net_bytes;
    parent.sites += below[i].sites;
  }
  for (SitePlace at = places.parent(sites.front().place);
       at != SitePlace::none && !places.holds_everything(at); at = places.parent(at)) {
    const auto& [net, number] = below[index(at)];
    if (static_cast<std::uint64_t>(net) * 5 < grown_bytes * 4 || number < 2) continue;
    return {places.code(at), net, number};
  }
  return {};
}

}  // namespace heapgraph
