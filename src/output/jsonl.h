// SPDX-License-Identifier: MIT
// The tree for scripts: one JSON object a line.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

/// Parents first, siblings by falling total bytes, then by name. Bytes of a name that are not UTF-8 are
/// replaced.
void write_jsonl(std::ostream& out, const Result& result);

}  // namespace heapgraph
