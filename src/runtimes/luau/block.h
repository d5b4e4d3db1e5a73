// SPDX-License-Identifier: MIT
// The objects of a part of a dump, not yet joined to the rest: what one worker makes of one block of lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "heapgraph/load.h"
#include "heapgraph/snapshot.h"
#include "runtimes/luau/record.h"

namespace heapgraph {

/// Columns by object; edges are addresses, in the order in which the walk follows them. Names are texts of
/// the block.
struct SnapshotBlock {
  static constexpr std::uint32_t no_text = 0xffffffff;

  std::vector<std::uint64_t> addresses;
  std::vector<std::uint32_t> sizes;
  std::vector<ObjectType> types;
  std::vector<std::uint8_t> categories;
  std::vector<std::uint32_t> labels;       ///< of each object: a text, or `no_text`
  std::vector<std::uint32_t> lines;        ///< of the protos and threads, in their order
  std::vector<std::uint32_t> edge_counts;  ///< of each object
  std::vector<std::uint64_t> links;        ///< `null_address` for a stack frame that begins without an object
  std::vector<EdgeKind> kinds;
  std::vector<std::uint32_t> stack_names;  ///< texts of the stack_frame and stack_local edges, in their order

  std::vector<char> text_pool;
  std::vector<std::size_t> text_ends;

  std::string_view text(std::uint32_t id) const {
    const std::size_t begin = id == 0 ? 0 : text_ends[id - 1];
    return {text_pool.data() + begin, text_ends[id] - begin};
  }

  /// With `LoadDetail::addresses`, labels and edges are left out.
  void add(const Record& record, LoadDetail detail);
  void clear();
};

}  // namespace heapgraph
