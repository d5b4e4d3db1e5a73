// SPDX-License-Identifier: MIT
// Files that tests read.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace heapgraph::test {

/// Bytes of a file; none if it cannot be read.
inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace heapgraph::test
