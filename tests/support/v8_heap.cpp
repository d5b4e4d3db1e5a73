// SPDX-License-Identifier: MIT
// Hand-made heap snapshots of V8.
#include "support/v8_heap.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "support/check.h"

namespace heapgraph::test {
namespace {

constexpr std::array<std::string_view, 15> node_types = {"hidden",
                                                         "array",
                                                         "string",
                                                         "object",
                                                         "code",
                                                         "closure",
                                                         "regexp",
                                                         "number",
                                                         "native",
                                                         "synthetic",
                                                         "concatenated string",
                                                         "sliced string",
                                                         "symbol",
                                                         "bigint",
                                                         "object shape"};
constexpr std::array<std::string_view, 7> edge_types = {"context", "element",  "property", "internal",
                                                        "hidden",  "shortcut", "weak"};

template <class Texts>
std::size_t position(const Texts& texts, std::string_view text) {
  return static_cast<std::size_t>(std::find(texts.begin(), texts.end(), text) - texts.begin());
}

}  // namespace

std::size_t V8Heap::string(std::string_view text) {
  const std::size_t at = position(strings_, text);
  if (at == strings_.size()) strings_.emplace_back(text);
  return at;
}

std::size_t V8Heap::node(std::string_view type, std::string_view name, std::uint64_t size, std::uint64_t id,
                         int detachedness) {
  const std::size_t ordinal = nodes_.size();
  nodes_.push_back(
      {position(node_types, type), string(name), id != 0 ? id : ordinal * 2 + 1, size, detachedness});
  return ordinal;
}

V8Heap& V8Heap::edge(std::size_t from, std::string_view type, std::string_view name, std::size_t to) {
  edges_.push_back({from, position(edge_types, type), string(name), to});
  return *this;
}

V8Heap& V8Heap::element(std::size_t from, std::size_t index, std::size_t to, std::string_view type) {
  edges_.push_back({from, position(edge_types, type), index, to});
  return *this;
}

V8Heap& V8Heap::location(std::size_t node, std::size_t script, std::uint32_t line) {
  locations_.push_back({node, script, line});
  return *this;
}

std::string V8Heap::dump(const Style& style) const {
  using Json = nlohmann::ordered_json;
  std::vector<std::string> fields = {"type", "name", "id", "self_size", "edge_count"};
  if (style.has_trace_ids) fields.emplace_back("trace_node_id");
  fields.emplace_back("detachedness");
  std::vector<std::string> edge_fields = {"type", "name_or_index", "to_node"};
  if (style.is_reversed) {
    std::reverse(fields.begin(), fields.end());
    std::reverse(edge_fields.begin(), edge_fields.end());
  }
  Json meta;
  meta["node_fields"] = fields;
  meta["node_types"] = Json::array({node_types, "string", "number"});
  meta["edge_fields"] = edge_fields;
  meta["edge_types"] = Json::array({edge_types, "string_or_number", "node"});
  meta["location_fields"] = {"object_index", "script_id", "script_object_index", "line", "column"};
  Json snapshot;
  snapshot["meta"] = meta;
  snapshot["node_count"] = nodes_.size();
  snapshot["edge_count"] = edges_.size();

  const std::string comma = style.has_spaces ? " \t, " : style.has_lines ? "\n," : ",";
  const auto add = [&](std::string& list, std::vector<std::size_t> row) {
    if (style.is_reversed) std::reverse(row.begin(), row.end());
    for (const std::size_t number : row) {
      const bool begins = &number == &row.front();
      if (!list.empty()) list += begins || style.has_spaces ? comma : ",";
      list += std::to_string(number);
    }
  };
  std::string nodes;
  std::string edges;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    std::size_t count = 0;
    for (const Edge& edge : edges_) {
      if (edge.from != i) continue;
      ++count;
      add(edges, {edge.type, edge.name, edge.to * fields.size()});
    }
    std::vector<std::size_t> row = {node.type, node.name, node.id, node.size, count};
    if (style.has_trace_ids) row.push_back(0);
    row.push_back(static_cast<std::size_t>(node.detachedness));
    add(nodes, row);
  }
  std::string locations;
  for (const Location& at : locations_) {
    for (const std::size_t number : {at.node * fields.size(), std::size_t{7}, at.script * fields.size(),
                                     std::size_t{at.line}, std::size_t{0}}) {
      locations += (locations.empty() ? "" : ",") + std::to_string(number);
    }
  }
  std::string text =
      "{\"snapshot\":" + snapshot.dump() + ",\n\"nodes\":[" + nodes + "],\n\"edges\":[" + edges + "],";
  if (style.has_more_sections)
    text += "\"trace_tree\":[1,[2,{\"]\":[]}],-3.5e1,\"}\"],\"samples\":null,\"more\":true,";
  return text + "\"locations\":[" + locations + "],\"strings\":" + Json(strings_).dump() + "}\n";
}

Dump real_snapshot(const std::string& name, const LoadOptions& options) {
  return {name, load_snapshot(utf8_name(testdata("v8/" + name + ".heapsnapshot.zst")), options)};
}

}  // namespace heapgraph::test
