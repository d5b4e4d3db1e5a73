// SPDX-License-Identifier: MIT
// A tree -> the rectangles of an icicle graph. Bytes and rows, no pixels: the writer scales them.
#pragma once

#include <cstdint>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// One rectangle. Children tile their parent from its left edge, so every edge is a sum of bytes and exact.
struct Frame {
  FoldedId node = FoldedId::none;
  std::uint32_t row = 0;    ///< from the top; the root's is 0
  std::uint64_t begin = 0;  ///< bytes left of it
  std::uint64_t end = 0;
  /// 0, or how many neighbours this frame stands for, from `node` on, because each is too narrow to draw.
  std::uint64_t merged = 0;
  std::uint64_t bar = 0;  ///< the part of its bytes that the bar in it shows
};

struct LayoutLimits {
  std::uint64_t smallest_bytes = 1;  ///< narrower frames are merged with their neighbours, and then left out
  std::uint32_t rows = 256;          ///< deeper ones are left out
};

struct IcicleLayout {
  std::vector<Frame> frames;     ///< parents before children, left before right
  std::uint32_t rows = 0;        ///< drawn
  std::uint32_t rows_below = 0;  ///< that the limit left out
};

/// `bar` is a column beside the tree, or empty. O(nodes).
IcicleLayout lay_out(const FoldedNodes& tree, const ByteColumn& bar, const LayoutLimits& limits);

}  // namespace heapgraph
