// SPDX-License-Identifier: MIT
// The cutter of a stream of bytes into blocks of whole lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/input.h"
#include "base/text_buffer.h"

namespace heapgraph::luau {

class BlockCutter {
 public:
  /// `name` stands for the input in messages.
  BlockCutter(Input& input, std::string name, std::uint64_t most_bytes_of_record)
      : input_(input), name_(std::move(name)), most_bytes_of_record_(most_bytes_of_record) {}

  /// The beginning of the input, which `next` gives out again. At most the size of a block.
  std::string_view beginning();

  /// Reads the next block, which is empty at the end of the input. Each block but the last ends after the
  /// comma and line break that end an object. Throws an Error if an object is larger than its bound, or if
  /// the first block has a line that is no object and does not end in it.
  void next(TextBuffer& block);

  /// Reads all that is left.
  void append_rest(std::string& text);

  std::uint64_t bytes_read() const { return bytes_read_; }

  /// True if the beginning and the blocks so far are the whole input.
  bool has_all() const { return is_at_end_; }

  /// True if the blocks so far are the whole input.
  bool is_at_end() const { return is_at_end_ && rest_.size() == 0; }

 private:
  void fill(TextBuffer& block, std::size_t wanted);

  Input& input_;
  std::string name_;
  std::uint64_t most_bytes_of_record_;
  std::uint64_t bytes_read_ = 0;
  TextBuffer rest_;
  bool is_at_end_ = false;
};

}  // namespace heapgraph::luau
