// SPDX-License-Identifier: MIT
// Compression of texts.
#include "output/packed_text.h"

#include <zlib.h>

#include <array>
#include <cstddef>
#include <limits>
#include <new>

#include "base/base64.h"

namespace heapgraph {
namespace {

/// A large text is packed at half the cost, and becomes a tenth larger.
constexpr std::size_t large_text = std::size_t{1} << 18U;
constexpr int level_of_large = 4;

/// A stream that is ended whatever happens.
struct Deflating {
  z_stream stream = {};
  explicit Deflating(int level) {
    if (deflateInit(&stream, level) != Z_OK) throw std::bad_alloc();
  }
  Deflating(const Deflating&) = delete;
  Deflating& operator=(const Deflating&) = delete;
  Deflating(Deflating&&) = delete;
  Deflating& operator=(Deflating&&) = delete;
  ~Deflating() { deflateEnd(&stream); }
};

}  // namespace

std::string packed_text(std::string_view text) {
  Deflating deflating(text.size() < large_text ? Z_DEFAULT_COMPRESSION : level_of_large);
  z_stream& stream = deflating.stream;
  std::string packed;
  std::array<char, 65536> buffer = {};
  constexpr std::size_t most = std::numeric_limits<uInt>::max();
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    if (stream.avail_in == 0) {
      const std::string_view piece = text.substr(0, most);
      // zlib does not write to its input.
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
      stream.avail_in = static_cast<uInt>(piece.size());
      text.remove_prefix(piece.size());
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    state = deflate(&stream, text.empty() ? Z_FINISH : Z_NO_FLUSH);
    packed.append(buffer.data(), buffer.size() - stream.avail_out);
  }
  return in_base64(packed);
}

}  // namespace heapgraph
