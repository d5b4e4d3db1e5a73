// SPDX-License-Identifier: MIT
// The cutter of a stream of bytes into blocks of whole lines.
#include "runtimes/luau/block_cutter.h"

namespace heapgraph::luau {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;

/// Offset just past the last line that ends an object; 0 if there is no such line.
std::size_t end_of_last_object(std::string_view block) {
  for (std::size_t at = block.rfind('\n'); at != std::string_view::npos && at != 0;
       at = block.rfind('\n', at - 1)) {
    const bool has_return = block[at - 1] == '\r' && at > 1;
    if (block[at - (has_return ? 2 : 1)] == ',') return at + 1;
  }
  return 0;
}

}  // namespace

void BlockCutter::next(TextBuffer& block) {
  block.set_size(0);
  block.append(rest_.view());
  rest_.set_size(0);
  std::size_t wanted = block_bytes;
  while (!is_at_end_) {
    fill(block, wanted);
    if (is_at_end_) break;
    const std::size_t cut = end_of_last_object(block.view());
    if (cut != 0) {
      rest_.append(block.view().substr(cut));
      block.set_size(cut);
      return;
    }
    wanted = block.size() * 2;  // the line is longer than the block
  }
}

void BlockCutter::fill(TextBuffer& block, std::size_t wanted) {
  block.reserve(wanted);
  while (block.size() < wanted && !is_at_end_) {
    const std::size_t got = input_.read(block.data() + block.size(), wanted - block.size());
    block.set_size(block.size() + got);
    is_at_end_ = got == 0;
  }
}

}  // namespace heapgraph::luau
