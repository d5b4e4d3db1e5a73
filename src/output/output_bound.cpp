// SPDX-License-Identifier: MIT
// The bound of formats that write a name, or a whole path, for each node of the tree.
#include "output/output_bound.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/bound_error.h"
#include "base/sizes.h"
#include "output/folded.h"

namespace heapgraph {

void require_bounded_output(const Result& result, NamesOfNode names) {
  const Tree& tree = result.analysis.tree;
  const std::uint64_t most = result.analysis.most_output_bytes;
  if (most == 0) return;
  std::uint64_t sum = 0;
  std::vector<std::uint64_t> path_bytes(names == NamesOfNode::path ? tree.nodes.size() : 0);
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    std::uint64_t bytes = tree.name(static_cast<NodeId>(i)).size();
    if (names == NamesOfNode::path) {
      bytes += path_bytes[index(tree.nodes[i].parent)] + 1;
      path_bytes[i] = bytes;
      bytes = std::min<std::uint64_t>(bytes, longest_folded_path);
    }
    sum += bytes;
  }
  if (sum <= most) return;
  throw beyond_bound({},
                     fmt::format("the names in the result take {}, more than {}", size_for_people(sum),
                                 size_for_people(most)),
                     "output");
}

}  // namespace heapgraph
