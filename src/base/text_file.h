// SPDX-License-Identifier: MIT
// Small files that people write.
#pragma once

#include <string>

namespace heapgraph {

/// Reads a whole file of at most 16 MiB. Throws an Error if it cannot be read or is larger; `advice` says
/// what to do if there is no such file.
std::string read_text_file(const std::string& path, const std::string& advice);

}  // namespace heapgraph
