// SPDX-License-Identifier: MIT
// What references of a collection lead to.
#include "report/entries.h"

#include <optional>

#include "heap/vocabulary.h"

namespace heapgraph {

bool is_key(const Snapshot& snapshot, const ChangedLink& link) {
  return link.holder != ObjectId::none &&
         (*snapshot.vocabulary())[snapshot.edge_at(link.position).kind].is_key;
}

bool leads_to_storage(const Snapshot& snapshot, const Edge& edge) {
  const std::optional<TypeId> storage = (*snapshot.vocabulary())[edge.kind].storage;
  return storage && edge.target != ObjectId::none && snapshot.type(edge.target) == *storage;
}

bool leads_to_storage(const Snapshot& snapshot, const ChangedLink& link) {
  return link.holder != ObjectId::none && leads_to_storage(snapshot, snapshot.edge_at(link.position));
}

}  // namespace heapgraph
