// SPDX-License-Identifier: MIT
// The one exception of heapgraph: an input or an output that nothing useful can be done with.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "heapgraph/api.h"

namespace heapgraph {

/// A place in a file. `line` and `column` count from 1, columns in bytes; 0 means "the whole file".
struct FilePlace {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// Thrown when a dump cannot be read or a result cannot be written. `what()` is one line,
/// `FILE:LINE:COLUMN: what is wrong; what to do about it`, without the name of the program.
/// Damage that can be passed over is not an error: it is counted in `Snapshot::report`.
class HEAPGRAPH_API Error : public std::runtime_error {
 public:
  Error(const FilePlace& place, const std::string& problem, const std::string& advice);
  /// An error that belongs to no file.
  Error(const std::string& problem, const std::string& advice);
};

}  // namespace heapgraph
