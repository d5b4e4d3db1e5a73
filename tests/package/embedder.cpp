// SPDX-License-Identifier: MIT
// Prints how many bytes of a dump the roots reach, through the installed headers alone.
#include <heapgraph/error.h>
#include <heapgraph/load.h>
#include <heapgraph/output.h>
#include <heapgraph/tree.h>

#include <iostream>

int main(int argc, char** argv) {
  using namespace heapgraph;
  if (argc != 2) return 2;
  const Snapshot snapshot = load_snapshot(argv[1]);
  const CostOf cost = cost_of_live(snapshot);
  const Placement placement = place_by_first_path(snapshot, false);
  const Tree tree = build_tree(placement, snapshot, cost);
  std::cout << tree.root().total.bytes << '\n';
}
