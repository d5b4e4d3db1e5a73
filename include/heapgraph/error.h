// SPDX-License-Identifier: MIT
// The one exception of heapgraph, for an input or output with which nothing useful can be done.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "heapgraph/api.h"

namespace heapgraph {

/// A place in a file. Lines and columns count from 1, columns in bytes. Line 0 stands for the whole file,
/// column 0 for the whole line.
struct FilePlace {
  std::string file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// Thrown when a dump cannot be read, a question cannot be answered or a result cannot be written.
/// `what()` is one line, `FILE:LINE:COLUMN: PROBLEM; ADVICE`, without the name of the program. Damage that
/// can be passed over is no error: `Snapshot::report` counts it.
class HEAPGRAPH_API Error : public std::runtime_error {
 public:
  Error(const FilePlace& place, const std::string& problem, const std::string& advice);
  /// An error that belongs to no file.
  Error(const std::string& problem, const std::string& advice);
};

}  // namespace heapgraph
