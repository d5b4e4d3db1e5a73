// SPDX-License-Identifier: MIT
// The JSON of a dump -> records for the builder.
#pragma once

#include <string>

#include "base/files.h"
#include "snapshot/builder.h"

namespace heapgraph {

/// How many bytes must be allocated behind the text that `read_dump` is given.
std::size_t reader_padding();

/// Reads a whole dump, in any layout and any order of its fields, into the builder. Throws `Error` with the
/// line where the text is no JSON or no dump; `name` stands for the file in messages.
void read_dump(const Bytes& bytes, const std::string& name, SnapshotBuilder& builder);

}  // namespace heapgraph
