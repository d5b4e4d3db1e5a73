// SPDX-License-Identifier: MIT
// Files that tests read.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "base/input.h"

namespace heapgraph::test {

/// Bytes of a file; none if it cannot be read.
inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Text of a file as heapgraph reads it, unpacked. The path is UTF-8.
inline std::string read_unpacked(const std::string& path, const Bounds& bounds = {}) {
  const std::unique_ptr<Input> input = open_input(path, nullptr, bounds);
  std::string text;
  std::string piece(1 << 16U, '\0');
  while (const std::size_t got = input->read(piece.data(), piece.size())) text.append(piece, 0, got);
  return text;
}

}  // namespace heapgraph::test
