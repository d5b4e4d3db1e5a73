// SPDX-License-Identifier: MIT
// Small files that people write.
#include "base/text_file.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/platform.h"
#include "heapgraph/error.h"

namespace heapgraph {

std::string read_text_file(const std::string& path, const std::string& advice) {
  constexpr std::size_t most_bytes = std::size_t{16} << 20U;
  constexpr std::size_t piece = std::size_t{1} << 16U;
  const std::filesystem::path file_path = to_path(path);
  std::ifstream file(file_path, std::ios::binary);
  std::error_code ignored;
  if (!file || std::filesystem::is_directory(file_path, ignored)) {
    throw Error(FilePlace{path}, "cannot be read", advice);
  }
  std::string text;
  while (file) {
    const std::size_t size = text.size();
    text.resize(size + piece);
    file.read(text.data() + size, piece);
    text.resize(size + static_cast<std::size_t>(file.gcount()));
    if (text.size() > most_bytes) {
      throw Error(FilePlace{path}, "is larger than 16 MiB, which no such file is", "give the right file");
    }
  }
  return text;
}

}  // namespace heapgraph
