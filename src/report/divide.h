// SPDX-License-Identifier: MIT
// Division of all that changed between two dumps into sites.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/scheduler.h"
#include "graph/group_walk.h"
#include "graph/hanging.h"
#include "graph/identity.h"
#include "graph/kept_references.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"
#include "report/places.h"

namespace heapgraph {

/// Marks of the references and roots of one dump that dumps before it have too.
struct KeptLinks {
  KeptMarks references;
  KeptMarks roots;
};

/// Two dumps, both read in full, and the matching of their objects.
struct ChangedHeaps {
  const Snapshot& snapshot;
  const Snapshot& old;
  const Matching& matching;
  bool follow_weak = false;
  bool counts_unreached = true;          ///< what no root reaches is a site of its own
  const KeptLinks* old_links = nullptr;  ///< marks of OLD in a series; null if OLD is the first dump
};

/// Amounts of one site, as `Site` has them.
struct SiteAmounts {
  Cost added;
  Cost grown;
  Cost freed;
  Cost moved_in;
  Cost moved_out;
  std::uint64_t shrunk_bytes = 0;

  SiteAmounts& operator+=(const SiteAmounts& other);
  Cost after() const;
  Cost before() const;
  std::int64_t net_bytes() const { return change_between(before(), after()).bytes; }
};

/// Changed links at one place, with all that hangs from them.
struct SiteGroup {
  SitePlace place = SitePlace::root;
  SiteAmounts amounts;
  std::uint64_t links = 0;               ///< number of objects of NEW that hang from the place directly
  bool has_only_keys = false;            ///< these objects are keys without values, as of a set
  bool is_unreached = false;             ///< no root reaches what is there
  ObjectId most_grown = ObjectId::none;  ///< referrer or object at the place that grew most
  std::uint64_t most_grown_bytes = 0;
};

/// A kept object that grew where it always hung.
struct GrownObject {
  ObjectId object = ObjectId::none;
  std::uint32_t group = 0;
};

/// All sites of two dumps. Each object that is new, freed or moved is part of one group, and so is each
/// reachable kept object that grew or shrank, so the sums of the groups are those of the heaps.
struct Division {
  KeptLinks kept;  ///< marks of NEW
  /// The unchanged part of NEW, with paths. Links of moved objects follow its own links, and whatever is in a
  /// group has a path too.
  Unchanged unchanged;
  std::unique_ptr<Places> places;  ///< places of NEW
  std::vector<SiteGroup> groups;   ///< those with links from unchanged objects first, the preferred first
  std::vector<std::uint32_t> group_of;  ///< by object of NEW; `no_group` for unchanged and unreachable ones
  std::vector<std::uint32_t> group_of_old;   ///< likewise by object of OLD
  std::vector<std::uint32_t> group_of_link;  ///< by link of `unchanged.links`
  std::vector<GrownObject> grown;            ///< unchanged objects that grew, in the order of the dump
};

/// Reachable bytes of NEW. O(objects).
std::uint64_t reached_bytes(const Snapshot& snapshot, const Division& division);

/// Divides what changed. An object that hangs from several places belongs to the one that holds it by the
/// fewest references; of several, to that which is named best: not by a stack, by the shortest path, by the
/// first name. O(objects + edges log edges of an object).
std::unique_ptr<Division> divide(const ChangedHeaps& heaps, Scheduler& scheduler);

/// Divides what hangs in the last dump of a series where it did not hang in the first. `heaps` are the last
/// and the first, of which the sizes alone matter, and `kept` are the marks of the last one. Nothing is known
/// of what left its place, so all amounts before are empty. O(objects + edges).
std::unique_ptr<Division> divide_since_first(const ChangedHeaps& heaps, KeptLinks kept, Scheduler& scheduler);

}  // namespace heapgraph
