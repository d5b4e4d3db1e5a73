// SPDX-License-Identifier: MIT
// The cutter of a stream of bytes into blocks of whole lines.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/input.h"
#include "base/text_buffer.h"

namespace heapgraph::luau {

class BlockCutter {
 public:
  explicit BlockCutter(Input& input) : input_(input) {}

  /// Reads the next block, which is empty at the end of the input. Each block but the last ends after the
  /// comma and line break that end an object.
  void next(TextBuffer& block);

  /// True if the blocks so far are the whole input.
  bool is_at_end() const { return is_at_end_ && rest_.size() == 0; }

 private:
  void fill(TextBuffer& block, std::size_t wanted);

  Input& input_;
  TextBuffer rest_;
  bool is_at_end_ = false;
};

}  // namespace heapgraph::luau
