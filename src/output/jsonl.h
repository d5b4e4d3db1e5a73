// SPDX-License-Identifier: MIT
// The tree for scripts: one JSON object a line.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

class TextSink;

/// One node, without a line break. Bytes of its name that are not UTF-8 are replaced.
void write_row(TextSink& sink, const Tree& tree, NodeId id);

/// Parents first, siblings by falling total bytes, then by name.
void write_jsonl(std::ostream& out, const Result& result);

}  // namespace heapgraph
