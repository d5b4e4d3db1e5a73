// SPDX-License-Identifier: MIT
// Where the reachable objects of a dump hang compared with another dump: what hangs where it hung, and by
// which references the rest hangs from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A reference to an object that hung elsewhere or not at all, from an object that hangs where it hung.
struct ChangedLink {
  ObjectId holder = ObjectId::none;  ///< `none` if the target is a root
  std::size_t position = 0;          ///< of the reference in the snapshot, or of the root among the roots
  ObjectId target = ObjectId::none;
};

/// Last reference on the path of an object.
struct HangingStep {
  ObjectId holder = ObjectId::none;  ///< `none` for roots and objects without a path
  std::uint32_t number = 0;          ///< number of the reference among those of its referrer, or of the root
};

/// The part of a heap that hangs where it hung in the other dump: kept references alone lead to it from
/// roots that both dumps have.
struct Unchanged {
  std::vector<bool> is_unchanged;  ///< by object
  /// Paths of the unchanged objects, if asked for. A path is a shortest one over references that name a place
  /// well, and over others where there is no such path. The names decide between paths of one length.
  std::vector<HangingStep> steps;
  /// The unchanged objects in the order of the walk, each after its referrer on the path.
  std::vector<ObjectId> order;
  /// Referrers in the order of the walk, the references of each in their order.
  std::vector<ChangedLink> links;
  /// By object: it is unchanged, and references that count for retention lead to it from roots.
  std::vector<bool> is_retained;
  /// References that do not count for retention, from what is retained to what is unchanged but not retained.
  std::vector<ChangedLink> loose_links;
};

/// Walks the unchanged part. `kept_references` has one byte for each reference, `kept_roots` one for each
/// root. O(objects + edges).
Unchanged walk_unchanged(const Snapshot& snapshot, const std::vector<std::uint8_t>& kept_references,
                         const std::vector<std::uint8_t>& kept_roots, bool with_steps, bool follow_weak);

}  // namespace heapgraph
