// SPDX-License-Identifier: MIT
// The tree for scripts: one JSON object a line.
#include "output/jsonl.h"

#include <fmt/format.h>

#include <ostream>
#include <string_view>

#include "output/text_sink.h"
#include "snapshot/raw_names.h"

namespace heapgraph {

void write_row(TextSink& sink, const Tree& tree, NodeId id) {
  const TreeNode& node = tree.nodes[index(id)];
  sink.print(R"({{"id":{},"parent":)", index(id));
  if (node.parent == NodeId::none) {
    sink.write("null");
  } else {
    sink.print("{}", index(node.parent));
  }
  // Nearly every name needs no escape, and then none of the library's work.
  const std::string_view name = tree.names->text(node.name);
  if (stands_for_itself(name)) {
    sink.print(R"(,"name":"{}")", name);
  } else {
    sink.print(R"(,"name":{})", quoted_as_json(name));
  }
  sink.print(R"(,"self_bytes":{},"self_objects":{},"total_bytes":{},"total_objects":{}}})", node.self.bytes,
             node.self.objects, node.total.bytes, node.total.objects);
}

void write_jsonl(std::ostream& out, const Result& result) {
  TextSink sink(out);
  for (std::size_t i = 0; i < result.tree.nodes.size(); ++i) {
    write_row(sink, result.tree, static_cast<NodeId>(i));
    sink.write("\n");
  }
}

}  // namespace heapgraph
