// SPDX-License-Identifier: MIT
// Decisions made of the bytes of an input, so that a fuzzer steers a grammar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace heapgraph::fuzz {

/// Reads bytes from the front. After the last one every decision is 0, so a grammar must end by decisions
/// of 0.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}

  /// A number below `n`, of one byte, or of two if `n` is more than 256.
  std::size_t below(std::size_t n) {
    const std::size_t number = n > 256 ? next() << 8U | next() : next();
    return number % n;
  }
  bool flip() { return below(2) == 1; }
  bool rarely() { return below(16) == 15; }

  template <class List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }

  /// Bytes as they are: `size`, or what is left.
  std::string_view take(std::size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::size_t next() {
    const std::string_view byte = take(1);
    return byte.empty() ? 0 : static_cast<unsigned char>(byte.front());
  }

  std::string_view bytes_;
};

}  // namespace heapgraph::fuzz
