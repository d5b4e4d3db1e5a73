// SPDX-License-Identifier: MIT
// A stream of bytes -> blocks of whole lines.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/input.h"
#include "base/text_buffer.h"

namespace heapgraph::luau {

class BlockCutter {
 public:
  explicit BlockCutter(Input& input) : input_(input) {}

  /// The next block, empty at the end of the input. All but the last end behind the comma and line break that
  /// end an object.
  void next(TextBuffer& block);

  /// All was given out.
  bool is_at_end() const { return is_at_end_ && rest_.size() == 0; }

 private:
  void fill(TextBuffer& block, std::size_t wanted);

  Input& input_;
  TextBuffer rest_;
  bool is_at_end_ = false;
};

}  // namespace heapgraph::luau
