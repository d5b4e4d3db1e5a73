// SPDX-License-Identifier: MIT
// Blocks of objects, which a reader fills.
#include "heap/object_block.h"

namespace heapgraph {

void ObjectBlock::add_named_edge(EdgeKind kind, std::uint64_t identifier, const EdgeName& name, bool weak,
                                 bool retains) {
  add_edge(kind, identifier, weak, retains);
  edge_names.push_back(name);
}

void ObjectBlock::clear() {
  identifiers.clear();
  sizes.clear();
  types.clear();
  categories.clear();
  labels.clear();
  places.clear();
  edge_counts.clear();
  links.clear();
  kinds.clear();
  edge_names.clear();
  text_pool.clear();
  text_ends.clear();
}

}  // namespace heapgraph
