// SPDX-License-Identifier: MIT
// Tree for scripts, with one JSON object a line.
#include "output/jsonl.h"

#include <fmt/format.h>

#include <ostream>
#include <string_view>

#include "base/json_text.h"
#include "heap/names.h"
#include "output/output_bound.h"
#include "output/text_sink.h"

namespace heapgraph {

namespace {

template <class Amount>
void write_amounts(TextSink& sink, std::string_view key, const Amount& self, const Amount& total) {
  sink.print(R"(,"{}":{{"self_bytes":{},"self_objects":{},"total_bytes":{},"total_objects":{}}})", key,
             self.bytes, self.objects, total.bytes, total.objects);
}

void write_change(TextSink& sink, const Series& series, NodeId id) {
  const std::span<const Cost> self = series.self_of(id);
  const std::span<const Cost> total = series.total_of(id);
  write_amounts(sink, "before", self.front(), total.front());
  write_amounts(sink, "after", self.back(), total.back());
  write_amounts(sink, "difference", change_of(self), change_of(total));
}

void write_series(TextSink& sink, std::span<const Cost> series) {
  sink.write(R"(,"series":[)");
  for (const Cost& cost : series) sink.print("{}{}", &cost == &series.front() ? "" : ",", cost.bytes);
  const std::optional<std::uint64_t> slope = slope_of(series);
  sink.print(R"(],"slope":{})", slope ? fmt::to_string(*slope) : "null");
}

}  // namespace

void write_row(TextSink& sink, const Result& result, NodeId id) {
  const Tree& tree = result.analysis.tree;
  const TreeNode& node = tree.nodes[index(id)];
  sink.print(R"({{"id":{},"parent":)", index(id));
  if (node.parent == NodeId::none) {
    sink.write("null");
  } else {
    sink.print("{}", index(node.parent));
  }
  // Nearly every name needs no escapes, so it can skip the JSON library.
  const std::string_view name = tree.names->text(node.name);
  if (needs_only_quotes(name)) {
    sink.print(R"(,"name":"{}")", name);
  } else {
    sink.print(R"(,"name":{})", quoted_as_json(name));
  }
  sink.print(R"(,"self_bytes":{},"self_objects":{},"total_bytes":{},"total_objects":{})", node.self.bytes,
             node.self.objects, node.total.bytes, node.total.objects);
  if (result.analysis.compares_paths()) {
    write_change(sink, result.analysis.columns.series, id);
  } else if (!result.analysis.columns.series.empty()) {
    write_series(sink, result.analysis.columns.series.total_of(id));
  }
  sink.write("}");
}

void write_jsonl(std::ostream& out, const Result& result) {
  require_bounded_output(result, NamesOfNode::own);
  TextSink sink(out);
  for (std::size_t i = 0; i < result.analysis.tree.nodes.size(); ++i) {
    write_row(sink, result, static_cast<NodeId>(i));
    sink.write("\n");
  }
}

}  // namespace heapgraph
