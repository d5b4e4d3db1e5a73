// SPDX-License-Identifier: MIT
// Descriptions of the objects that hang from a place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A kind of objects in words.
struct Description {
  std::string singular;  ///< "function anonymous (game.luau:23)", "table {id, items, name}", "Entity {kind}"
  std::string plural;    ///< "functions anonymous (game.luau:23)", …
  std::uint64_t objects = 0;  ///< number of objects that it fits
};

/// Describes most of the objects: by class if they have one, by code or place if they have one, and by the
/// names of their fields. O(objects + references of all).
Description describe_most(const Snapshot& snapshot, const std::vector<ObjectId>& objects);

/// What follows the number of `all` objects: "tables {id}", or "objects (900 of them tables {id})" if the
/// description does not fit all of them.
std::string plural_of_all(const Description& most, std::uint64_t all);

}  // namespace heapgraph
