// SPDX-License-Identifier: MIT
// The bytes of a file or pipe, unpacked if they are packed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "heapgraph/load.h"

namespace heapgraph {

/// The name under which standard input goes in messages, or the path itself.
std::string input_name(const std::string& path);

/// Reads from front to end. gzip (also several members in a row) and zstd are recognised by their magic
/// bytes.
class Input {
 public:
  virtual ~Input() = default;

  /// Up to `size` bytes; 0 only at the end. Throws `Error` if the file cannot be read, or is packed and
  /// damaged.
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// `-` is standard input. `progress` may be null. Throws `Error` if there is no such file.
std::unique_ptr<Input> open_input(const std::string& path, Progress* progress);

/// The bytes on the disk of a regular file, packed or not; 0 of anything else.
std::uint64_t plain_size(const std::string& path);

}  // namespace heapgraph
