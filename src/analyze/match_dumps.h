// SPDX-License-Identifier: MIT
// The first stage of an answer: matching of the objects of the dumps, and their weights.
#pragma once

#include <vector>

#include "graph/identity.h"
#include "graph/lifetimes.h"
#include "graph/weights.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Matchings, lifetimes and weights, as far as the plan requires them. In a series, all of them follow the
/// objects from dump to dump.
struct MatchedDumps {
  Matching matching;  ///< last dump with the first, by the identity of the question
  Matching verified;  ///< likewise by `Identity::verified`; may be empty if `matching` is all that is needed
  /// By object of the last dump, for `Identity::automatic` only: it had to decide on the object, in a series
  /// in at least one of its intervals.
  std::vector<bool> is_undecided;
  Lifetimes lifetimes;           ///< filled for a series only, by the identity of the question
  Lifetimes verified_lifetimes;  ///< filled for a series that is not matched by `Identity::automatic`
  Weights weights;               ///< weights of the objects of the shown dump
};

/// Matches the objects of two dumps and weighs those of the shown one, as the plan says. With one dump, both
/// are the same.
MatchedDumps match_pair(const Question& question, const Plan& plan, const Snapshot& first,
                        const Snapshot& last);

/// Weights of the objects of the shown dump, as the plan says. O(objects of both).
Weights weigh(const Plan& plan, const Snapshot& first, const Snapshot& last, const MatchedDumps& matched);

/// Weights that count the objects in which the dumps differ, even if the measure counts others: the
/// added objects, in a series those that stay, under `freed` those that were freed.
Weights weigh_differing(const Plan& plan, const MatchedDumps& matched);

}  // namespace heapgraph
