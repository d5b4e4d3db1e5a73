// SPDX-License-Identifier: MIT
// Embedder that prints how many bytes of a dump the roots reach, through the installed headers alone.
#include <heapgraph/analyze.h>
#include <heapgraph/load.h>

#include <iostream>
#include <vector>

int main(int argc, char** argv) {
  using namespace heapgraph;
  if (argc != 2) return 2;
  std::vector<Dump> dumps;
  dumps.push_back({argv[1], load_snapshot(argv[1])});
  std::cout << analyze({}, dumps).tree.root().total.bytes << '\n';
}
