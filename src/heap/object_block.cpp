// SPDX-License-Identifier: MIT
// The objects of a part of a dump, not yet joined to the rest.
#include "heap/object_block.h"

namespace heapgraph {

std::uint32_t ObjectBlock::add_text(std::string_view text) {
  text_pool.insert(text_pool.end(), text.begin(), text.end());
  text_ends.push_back(text_pool.size());
  return static_cast<std::uint32_t>(text_ends.size() - 1);
}

void ObjectBlock::add_object(std::uint64_t identifier, TypeId type, std::uint8_t category,
                             std::uint64_t size) {
  identifiers.push_back(identifier);
  sizes.push_back(size);
  types.push_back(type);
  categories.push_back(category);
  first_edge_of_last_ = links.size();
}

void ObjectBlock::add_edge(EdgeKind kind, std::uint64_t identifier, bool weak, bool retains) {
  links.push_back(identifier);
  kinds.push_back(Snapshot::packed_kind(kind, weak, retains));
}

void ObjectBlock::add_named_edge(EdgeKind kind, std::uint64_t identifier, const EdgeName& name, bool weak,
                                 bool retains) {
  add_edge(kind, identifier, weak, retains);
  edge_names.push_back(name);
}

void ObjectBlock::end_object(std::uint32_t label) {
  labels.push_back(label);
  edge_counts.push_back(static_cast<std::uint32_t>(links.size() - first_edge_of_last_));
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
