// SPDX-License-Identifier: MIT
// The shortest path by which each object is first reached from a root.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// The last reference on an object's first path.
struct FirstStep {
  ObjectId holder = ObjectId::none;  ///< `none` of a root, and of an object that no root reaches
  NameId name = NameId::none;        ///< name of the reference, or of the root
  EdgeKind kind{};
};

/// The first step to each object. Together they are a tree of shortest paths.
using FirstSteps = std::vector<FirstStep>;

/// True for a root: its step has a name and no holder.
inline bool is_root(const FirstSteps& steps, ObjectId id) {
  return steps[index(id)].holder == ObjectId::none && steps[index(id)].name != NameId::none;
}

}  // namespace heapgraph
