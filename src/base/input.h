// SPDX-License-Identifier: MIT
// Inputs that read the bytes of a file or pipe and unpack gzip and zstd.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "heapgraph/bounds.h"
#include "heapgraph/load.h"

namespace heapgraph {

/// Name of an input in messages: the path itself, or a name for standard input.
std::string input_name(const std::string& path);

/// A stream of bytes, read from front to end. gzip (also several members in a row) and zstd are recognised
/// by their magic bytes and unpacked.
class Input {
 public:
  virtual ~Input() = default;

  /// Reads up to `size` bytes and returns their number, which is 0 only at the end. Throws an Error if the
  /// file cannot be read, is packed and damaged, or exceeds `Bounds::unpacked_bytes` or `unpacked_ratio`.
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// Opens a file or pipe; `-` is standard input. `progress` may be null. Throws an Error if the file does
/// not exist or cannot be read.
std::unique_ptr<Input> open_input(const std::string& path, Progress* progress, const Bounds& bounds = {});

/// Size of a regular file in bytes, packed or not; 0 for anything else.
std::uint64_t plain_size(const std::string& path);

}  // namespace heapgraph
