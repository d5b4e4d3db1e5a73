// SPDX-License-Identifier: MIT
// The order in which roots of several ranks are walked.
#include "graph/walk.h"

#include <string>

#include "support/catch.h"
#include "support/check.h"
#include "support/tiny_runtime.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

// Roots of both ranks reach `shared`: `near` in one step, `far` in three. The dump names the higher rank
// first.
constexpr std::string_view heap_of_ranks =
    "tiny heap\n"
    "object 1 box 1 lobby\n"
    "to door 6\n"
    "to own 5\n"
    "object 2 box 2 street\n"
    "to first 3\n"
    "object 3 box 4 yard\n"
    "to second 4\n"
    "object 4 box 8 stairs\n"
    "to third 6\n"
    "object 5 box 16 cupboard\n"
    "object 6 box 32 shared\n"
    "to below 7\n"
    "object 7 box 64 cellar\n"
    "root 7 near 1\n"
    "root 7 roof 3\n"
    "root 2 far 2\n";

/// The identifiers of the objects in the order in which the walk meets them.
struct Recorder {
  const Snapshot& snapshot;
  std::string met;

  void root(const Root& root) { add(root.object); }
  void leave(ObjectId /*holder*/) {}
  void reach(const Edge& edge) { add(edge.target); }
  void add(ObjectId id) { met += std::to_string(snapshot.identifier(id)); }
};

}  // namespace

TEST_CASE("the ranks of the roots are told once each, lowest first") {
  CHECK(ranks_of(tiny::load(heap_of_ranks)) == std::set<std::uint8_t>{2, 7});
}

TEST_CASE("what the roots of a rank reach is walked to the end before those of the next") {
  const Snapshot snapshot = tiny::load(heap_of_ranks);
  Recorder recorder{snapshot, {}};
  const std::vector<bool> is_reached = walk_breadth_first(snapshot, false, recorder);
  CHECK(recorder.met == "2346715");
  CHECK(is_reached == std::vector<bool>(7, true));
}

TEST_CASE("an object that roots of two ranks reach sits under the root of the lower rank") {
  const Tree tree = live_tree(tiny::load(heap_of_ranks));
  CHECK(self_at(tree, "far/first/second/third") == Cost{32, 1});
  CHECK(self_at(tree, "far/first/second/third/below") == Cost{64, 1});
  CHECK_FALSE(self_at(tree, "near/door"));
  CHECK(self_at(tree, "near/own") == Cost{16, 1});
  SECTION("also if the higher rank names it as a root") {
    CHECK(self_at(tree, "far/first") == Cost{4, 1});
    CHECK_FALSE(self_at(tree, "roof"));
  }
  SECTION("but of one rank the shortest path counts") {
    std::string flat(heap_of_ranks);
    flat.replace(flat.find("root 2"), 6, "root 7");
    const Tree of_one_rank = live_tree(tiny::load(flat));
    CHECK(self_at(of_one_rank, "near/door") == Cost{32, 1});
    CHECK(self_at(of_one_rank, "roof") == Cost{4, 1});
    CHECK_FALSE(self_at(of_one_rank, "far/first"));
  }
}
