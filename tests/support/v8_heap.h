// SPDX-License-Identifier: MIT
// Hand-made heap snapshots of V8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/load.h"

namespace heapgraph::test {

/// A snapshot in the making. Node 0 is the root of all.
class V8Heap {
 public:
  V8Heap() { node("synthetic", "", 0); }

  /// Adds a node and returns its ordinal. Its id is twice the ordinal and one more, unless it is given.
  std::size_t node(std::string_view type, std::string_view name, std::uint64_t size = 16,
                   std::uint64_t id = 0, int detachedness = 0);
  V8Heap& edge(std::size_t from, std::string_view type, std::string_view name, std::size_t to);
  V8Heap& element(std::size_t from, std::size_t index, std::size_t to, std::string_view type = "element");
  V8Heap& location(std::size_t node, std::size_t script, std::uint32_t line);

  /// How the snapshot is written.
  struct Style {
    bool has_trace_ids = false;      ///< as Node 20
    bool has_lines = false;          ///< a record a line
    bool has_spaces = false;         ///< white space wherever JSON allows it
    bool is_reversed = false;        ///< the fields of records in the other order
    bool has_more_sections = false;  ///< sections that nothing reads
  };
  std::string dump(const Style& style) const;
  std::string dump() const { return dump(Style{}); }
  Snapshot load() const { return parse_snapshot(dump(), "hand-made.heapsnapshot"); }

 private:
  struct Node {
    std::size_t type;
    std::size_t name;
    std::uint64_t id;
    std::uint64_t size;
    int detachedness;
  };
  struct Edge {
    std::size_t from;
    std::size_t type;
    std::size_t name;
    std::size_t to;
  };
  struct Location {
    std::size_t node;
    std::size_t script;
    std::uint32_t line;
  };

  std::size_t string(std::string_view text);

  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::vector<Location> locations_;
  std::vector<std::string> strings_ = {"<dummy>"};
};

/// The real snapshot `testdata/v8/NAME.heapsnapshot.zst`.
Dump real_snapshot(const std::string& name, const LoadOptions& options = {});

}  // namespace heapgraph::test
