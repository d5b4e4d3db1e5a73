// SPDX-License-Identifier: MIT
// Expected result of a search in the picture, from the library: `matched OLD NEW EXPRESSION` prints the
// bytes of the outermost nodes whose name matches, and those of all nodes.
#include <cstdio>
#include <regex>
#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/load.h"

using namespace heapgraph;

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: matched OLD NEW EXPRESSION\n", stderr);
    return 2;
  }
  std::vector<Dump> dumps;
  for (const char* path : {argv[1], argv[2]}) dumps.push_back({path, load_snapshot(path)});
  const Tree tree = analyze({}, dumps).tree;
  const std::regex expression(argv[3], std::regex::ECMAScript | std::regex::icase);
  std::uint64_t bytes = 0;
  std::uint32_t matched_depth = 0;  // depth of the outermost match around the node; 0 without one
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    const TreeNode& node = tree.nodes[i];
    if (matched_depth != 0 && node.depth > matched_depth) continue;
    const std::string_view name = tree.name(static_cast<NodeId>(i));
    const bool matches = std::regex_search(name.begin(), name.end(), expression);
    matched_depth = matches ? node.depth : 0;
    if (matches) bytes += node.total.bytes;
  }
  std::printf("%llu %llu\n", static_cast<unsigned long long>(bytes),
              static_cast<unsigned long long>(tree.root().total.bytes));
}
