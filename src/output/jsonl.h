// SPDX-License-Identifier: MIT
// Tree for scripts, with one JSON object a line.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

class TextSink;

/// Writes a node as a JSON object, without a line break. Bytes of its name that are not UTF-8 are
/// replaced. A series adds `series`, the total bytes in each dump, and `slope`, which is null unless they
/// grow in every interval. A comparison by path adds `before`, `after` and `difference`.
void write_row(TextSink& sink, const Result& result, NodeId id);

/// Writes the nodes with parents first, siblings by falling total bytes, then by name.
void write_jsonl(std::ostream& out, const Result& result);

}  // namespace heapgraph
