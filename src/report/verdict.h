// SPDX-License-Identifier: MIT
// The verdict: the answer to a question in one or two sentences.
#pragma once

#include <cstdint>
#include <string>

#include "heapgraph/report.h"

namespace heapgraph {

/// How the reachable heap changed in all.
struct ChangeInAll {
  std::uint64_t old_bytes = 0;               ///< reachable bytes of OLD
  std::uint64_t grown_bytes = 0;             ///< sum of the net bytes of all sites that gained
  std::int64_t net_bytes = 0;                ///< sum of the net bytes of all sites
  std::uint64_t new_bytes = 0;               ///< new objects and growth
  std::uint64_t freed_bytes = 0;             ///< freed objects and shrinkage
  std::uint64_t grown_of_runtime_bytes = 0;  ///< the part of `grown_bytes` that belongs to the runtime
};

/// How the reachable heap changed over a series of dumps.
struct ChangeOverSeries {
  std::uint64_t first_bytes = 0;   ///< reachable bytes of the first dump
  std::uint64_t steady_bytes = 0;  ///< net bytes of the sites that grow in every interval and do not saturate
  std::int64_t net_bytes = 0;      ///< change from the first dump to the last
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

/// Verdict on a series. `sites` are in the order of the smallest increase, with sums over all intervals;
/// `hanging` are the same with what hangs there in the last dump and did not in the first, and `plurals` say
/// what that is.
std::string verdict_on_series(const std::vector<Site>& sites, const std::vector<Site>& hanging,
                              const ChangeOverSeries& change, const CommonHolder& common,
                              const std::vector<std::string>& plurals);
/// Verdict on what was freed. `sites` are by falling bytes that were there before.
std::string verdict_on_freed(const std::vector<Site>& sites, const ChangeInAll& change);

/// Verdict on a comparison of two heaps by path. `sites` are by falling size of the change.
std::string verdict_on_paths(const std::vector<Site>& sites, const ChangeInAll& change);

/// Verdict on one dump of which `alive` is reachable. `sites` are by falling bytes that cutting them frees.
std::string verdict_on_live(const std::vector<Site>& sites, const Cost& alive, const std::string& plural);

}  // namespace heapgraph
