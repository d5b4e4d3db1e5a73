// SPDX-License-Identifier: MIT
// The tree for scripts: one JSON object a line.
#include "output/jsonl.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "output/text_sink.h"

namespace heapgraph {

void write_jsonl(std::ostream& out, const Result& result) {
  TextSink sink(out);
  for (std::size_t i = 0; i < result.tree.nodes.size(); ++i) {
    const TreeNode& node = result.tree.nodes[i];
    const nlohmann::json name = std::string(result.tree.names->text(node.name));
    sink.print(
        R"({{"id":{},"parent":{},"name":{},"self_bytes":{},"self_objects":{},"total_bytes":{},"total_objects":{}}})"
        "\n",
        i, node.parent == NodeId::none ? "null" : fmt::to_string(index(node.parent)),
        name.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), node.self.bytes,
        node.self.objects, node.total.bytes, node.total.objects);
  }
}

}  // namespace heapgraph
