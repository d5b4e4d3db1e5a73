// SPDX-License-Identifier: MIT
// The verdict: the answer to a question in one or two sentences.
#pragma once

#include <cstdint>
#include <string>

#include "heapgraph/report.h"

namespace heapgraph {

/// How the reachable heap changed in all.
struct ChangeInAll {
  std::uint64_t old_bytes = 0;    ///< reachable bytes of OLD
  std::uint64_t grown_bytes = 0;  ///< sum of the net bytes of all sites that gained
  std::int64_t net_bytes = 0;     ///< sum of the net bytes of all sites
  std::uint64_t new_bytes = 0;    ///< new objects and growth
  std::uint64_t freed_bytes = 0;  ///< freed objects and shrinkage
};

/// A place that holds several sites.
struct CommonHolder {
  std::string place;  ///< as code; empty if there is none
  std::int64_t net_bytes = 0;
  std::size_t sites = 0;
};

/// True if the net change is a leak: one of less than 2% of the heap is not called so.
bool is_leak(const ChangeInAll& change);

/// Verdict on a comparison. `sites` are by falling net bytes; the first has all of its fields. `what` of the
/// first in the plural is `plural`.
std::string verdict_on_change(const std::vector<Site>& sites, const ChangeInAll& change,
                              const CommonHolder& common, const std::string& plural);

/// Verdict on what was freed. `sites` are by falling bytes that were there before.
std::string verdict_on_freed(const std::vector<Site>& sites, const ChangeInAll& change);

/// Verdict on a comparison of two heaps by path. `sites` are by falling size of the change.
std::string verdict_on_paths(const std::vector<Site>& sites, const ChangeInAll& change);

/// Verdict on one dump of which `alive` is reachable. `sites` are by falling bytes that cutting them frees.
std::string verdict_on_live(const std::vector<Site>& sites, const Cost& alive, const std::string& plural);

}  // namespace heapgraph
