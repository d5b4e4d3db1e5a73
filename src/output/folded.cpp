// SPDX-License-Identifier: MIT
// Tree for other flame-graph tools, as lines `a;b;c BYTES`.
#include "output/folded.h"

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "output/output_bound.h"
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
  require_bounded_output(result, NamesOfNode::path);
  TextSink sink(out);
  std::string path;
  std::vector<std::size_t> path_ends = {0};       // by depth: length of the path of the open node
  std::uint32_t cut_depth = deepest_folded_path;  // nodes below this depth count in an ancestor's line
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
