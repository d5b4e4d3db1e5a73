// SPDX-License-Identifier: MIT
// The cutter of a stream of bytes into blocks of whole lines.
#include "runtimes/luau/block_cutter.h"

#include <fmt/format.h>

#include "base/bound_error.h"
#include "base/sizes.h"
#include "heapgraph/error.h"

namespace heapgraph::luau {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20U;

/// Most bytes of a text that simdjson takes.
constexpr std::size_t largest_document = 0xffffffff;

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

std::string_view BlockCutter::beginning() {
  fill(rest_, block_bytes);
  return rest_.view();
}

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
    // The line is longer than the block.
    if (block.size() > most_bytes_of_record_) {
      throw beyond_bound(
          FilePlace{name_},
          fmt::format("has an object that takes more than {}", size_for_people(most_bytes_of_record_)),
          "record");
    }
    wanted = block.size() * 2;
  }
}

void BlockCutter::append_rest(std::string& text) {
  TextBuffer more;
  do {
    more.set_size(0);
    more.append(rest_.view());
    rest_.set_size(0);
    if (more.size() == 0) fill(more, block_bytes);
    text += more.view();
    if (text.size() > largest_document) {
      throw Error(FilePlace{name_}, "is not laid out as Luau writes dumps, and is larger than 4 GB",
                  "give the dump as Luau wrote it");
    }
  } while (more.size() != 0);
}

void BlockCutter::fill(TextBuffer& block, std::size_t wanted) {
  block.reserve(wanted);
  while (block.size() < wanted && !is_at_end_) {
    const std::size_t got = input_.read(block.data() + block.size(), wanted - block.size());
    block.set_size(block.size() + got);
    bytes_read_ += got;
    is_at_end_ = got == 0;
  }
}

}  // namespace heapgraph::luau
