// SPDX-License-Identifier: MIT
// The tree for other flame-graph tools: `a;b;c BYTES` lines.
#include "output/folded.h"

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

std::string folded_name(std::string_view name) {
  std::string result = escape_unprintable(name);
  for (std::size_t at = result.find(';'); at != std::string::npos; at = result.find(';', at)) {
    result.replace(at, 1, "\\x3b");
  }
  return result;
}

}  // namespace

void write_folded(std::ostream& out, const Result& result) {
  TextSink sink(out);
  std::string path;
  std::vector<std::size_t> path_ends = {0};       // by depth: how much of `path` its node's own path is
  std::uint32_t cut_depth = deepest_folded_path;  // of the node that holds all below it, while among those
  for (std::size_t i = 1; i < result.analysis.tree.nodes.size(); ++i) {
    const TreeNode& node = result.analysis.tree.nodes[i];
    if (node.depth > cut_depth) continue;
    cut_depth = deepest_folded_path;
    path_ends.resize(node.depth);
    path.resize(path_ends.back());
    if (node.depth > 1) path += ';';
    path += folded_name(result.analysis.tree.name(static_cast<NodeId>(i)));
    path_ends.push_back(path.size());
    if (path.size() > longest_folded_path) cut_depth = node.depth;
    const bool is_cut = node.depth == cut_depth;
    const std::uint64_t bytes = is_cut ? node.total.bytes : node.self.bytes;
    if (bytes == 0) continue;
    if (result.analysis.compares_paths()) {
      const auto id = static_cast<NodeId>(i);
      const std::span<const Cost> held =
          is_cut ? result.analysis.columns.series.total_of(id) : result.analysis.columns.series.self_of(id);
      sink.print("{} {} {}\n", path, held.front().bytes, held.back().bytes);
    } else {
      sink.print("{} {}\n", path, bytes);
    }
  }
}

}  // namespace heapgraph
