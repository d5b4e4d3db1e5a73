// SPDX-License-Identifier: MIT
// Roles of objects: like objects that are referred to in like ways, and what became of each role.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/heap_pair.h"
#include "heap/index_table.h"

namespace heapgraph {

/// Position of a role in `Roles`.
enum class RoleId : std::uint32_t {};

/// An undecided object, with the referrer of each dump that makes its role.
struct Candidate {
  ObjectId object = ObjectId::none;
  ObjectId holder = ObjectId::none;      ///< a referrer in NEW; `none` if there is none
  ObjectId old_holder = ObjectId::none;  ///< a referrer of its candidate in OLD
  RoleId role{};
  RoleId old_role{};
  bool continues_chain = false;  ///< the referrer in NEW is itself referred to in the same way
};

/// Objects that play one role.
struct RoleCount {
  std::uint32_t gone = 0;    ///< objects of OLD that no object of NEW can be
  std::uint32_t added = 0;   ///< added objects of NEW
  std::uint32_t reused = 0;  ///< added objects at the address of another object of their type in OLD
};

/// The role of an object is its type and the ways by which it is reached over three references: the kinds
/// and names of the references, and the types of the referrers. A name among many of one referrer is
/// data and does not count. Of several references to an object the one with the least hash counts, so that
/// a role does not depend on addresses. Roles of both dumps can be compared.
class Roles {
 public:
  /// Finds the roles of the undecided objects, and counts those of the others. O(objects + edges).
  explicit Roles(const HeapPair& pair);

  const std::vector<Candidate>& candidates() const { return candidates_; }
  const RoleCount& operator[](RoleId role) const { return counts_[static_cast<std::size_t>(role)]; }

 private:
  RoleId role_of(std::uint64_t key);
  void count_old(const HeapPair& pair);
  void count_new(const HeapPair& pair);

  std::vector<Candidate> candidates_;  // in the order of the objects
  std::vector<RoleCount> counts_;
  std::vector<std::uint64_t> keys_;  // hash of each role
  IndexTable ids_;
};

}  // namespace heapgraph
