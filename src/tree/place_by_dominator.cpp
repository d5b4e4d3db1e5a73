// SPDX-License-Identifier: MIT
// Placement of each object under its immediate dominator.
#include "tree/place_by_dominator.h"

#include <string>
#include <vector>

#include "graph/followed_edges.h"
#include "heap/names.h"
#include "heap/vocabulary.h"
#include "tree/extended_names.h"
#include "tree/node_table.h"

namespace heapgraph {
namespace {

/// Names of objects to which their immediate dominator does not refer itself.
class SharedNames {
 public:
  explicit SharedNames(const Snapshot& snapshot)
      : snapshot_(snapshot),
        names_(snapshot.names()),
        shared_of_(snapshot.names()->size(), NameId::none),
        shared_of_kind_(snapshot.vocabulary()->edges.size(), NameId::none) {}

  NameId name_after(const FirstStep& step) {
    const NameId own = snapshot_.own_name(step.name);
    NameId& shared =
        own == NameId::none ? shared_of_kind_[static_cast<std::size_t>(step.kind)] : shared_of_[index(own)];
    if (shared == NameId::none) {
      const std::string_view name =
          own == NameId::none ? (*snapshot_.vocabulary())[step.kind].nameless : names_.table()->text(own);
      shared = names_.intern(std::string(name) + " (shared)");
    }
    return shared;
  }

  const std::shared_ptr<const NameTable>& table() const { return names_.table(); }

 private:
  const Snapshot& snapshot_;
  ExtendedNames names_;
  std::vector<NameId> shared_of_;       ///< by name of the snapshot, made on demand
  std::vector<NameId> shared_of_kind_;  ///< likewise, by kind of a reference without a name
};

}  // namespace

Placement place_by_dominator(const Snapshot& snapshot, const Dominators& dominators, const FirstSteps& steps,
                             bool follow_weak) {
  NodeTable nodes;
  SharedNames names(snapshot);
  IdMap<ObjectId, PlaceId> node_of(snapshot.object_count());
  for (const Root& root : snapshot.roots()) {
    PlaceId& node = node_of[root.object];
    if (node == PlaceId::none) node = nodes.child(PlaceId::root, root.name);
  }
  for (const ObjectId object : dominators.order) {
    PlaceId& node = node_of[object];
    if (node == PlaceId::none) {
      const ObjectId dominator = dominators.immediate[index(object)];
      node = nodes.child(dominator == ObjectId::none ? PlaceId::root : node_of[dominator],
                         names.name_after(steps[index(object)]));
    }
    const PlaceId holder = node;
    for (const Edge edge : snapshot.edges(object)) {
      if (!is_followed(edge, follow_weak)) continue;
      PlaceId& target = node_of[edge.target];
      if (target == PlaceId::none && dominators.immediate[index(edge.target)] == object) {
        target = target_node(nodes, holder, edge.name, *snapshot.names());
      }
    }
  }
  return {nodes.take(), std::move(node_of), names.table()};
}

}  // namespace heapgraph
