// SPDX-License-Identifier: MIT
// Layout of an icicle graph: rectangles in bytes and rows, which the writer scales to pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// Rectangle of the graph. Children tile their parent from its left edge, so every edge is a sum of
/// bytes and exact.
struct Frame {
  FoldedId node = FoldedId::none;
  std::uint32_t row = 0;    ///< counted from the top; 0 for the root
  std::uint64_t begin = 0;  ///< bytes to the left of the frame
  std::uint64_t end = 0;
  /// 0 for the frame of a single node; otherwise the number of neighbours that it stands for, from `node`
  /// on, because each is too narrow to draw.
  std::uint64_t merged = 0;
  std::uint64_t bar = 0;  ///< bytes that the bar in the frame shows
};

struct LayoutLimits {
  std::uint64_t smallest_bytes = 1;  ///< narrower frames are merged; what stays narrower is left out
  std::uint32_t rows = 256;          ///< deeper nodes are left out
};

struct IcicleLayout {
  std::vector<Frame> frames;     ///< parents before children, left before right
  std::uint32_t rows = 0;        ///< number of rows drawn
  std::uint32_t rows_below = 0;  ///< number of rows that `LayoutLimits::rows` left out
};

/// Lays out a tree. `bar` is a column of the tree, or empty. O(nodes).
IcicleLayout lay_out(const FoldedNodes& tree, const ByteColumn& bar, const LayoutLimits& limits);

}  // namespace heapgraph
