// SPDX-License-Identifier: MIT
// The tree for scripts: one JSON object a line.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

class TextSink;

/// One node, without a line break. Bytes of its name that are not UTF-8 are replaced. Of a series with
/// `series`, the total bytes at each dump, and `slope`, which is null if they do not grow in every interval;
/// by path with `before`, `after` and `difference`.
void write_row(TextSink& sink, const Result& result, NodeId id);

/// Parents first, siblings by falling total bytes, then by name.
void write_jsonl(std::ostream& out, const Result& result);

}  // namespace heapgraph
