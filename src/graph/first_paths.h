// SPDX-License-Identifier: MIT
// First paths: the path by which a breadth-first walk from the roots first reaches each object.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Last reference on the first path of an object.
struct FirstStep {
  ObjectId holder = ObjectId::none;  ///< referrer; `none` for roots and unreachable objects
  NameId name = NameId::none;        ///< name of the reference or of the root
  EdgeKind kind{};
};

/// Last step of the first path of each object. Together the steps form a tree of shortest paths.
using FirstSteps = std::vector<FirstStep>;

/// True for a root: its step has a name and no referrer.
inline bool is_root(const FirstSteps& steps, ObjectId id) {
  return steps[index(id)].holder == ObjectId::none && steps[index(id)].name != NameId::none;
}

}  // namespace heapgraph
