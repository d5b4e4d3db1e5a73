// SPDX-License-Identifier: MIT
// References written as JavaScript, or as phrases that its programmers would use.
#pragma once

#include "heap/vocabulary.h"

namespace heapgraph::v8 {

/// The reference as JavaScript or in words (`Vocabulary::step_in_code`).
CodeStep step_in_code(const Snapshot& snapshot, const Reference& reference);

/// The file of a source, which may be a path or an address: "server.js", "node:events".
std::string_view file_of_source(std::string_view source);

}  // namespace heapgraph::v8
