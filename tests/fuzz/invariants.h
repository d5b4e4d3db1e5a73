// SPDX-License-Identifier: MIT
// What is true of every answer and every output, whatever the dumps are.
#pragma once

#include <span>
#include <string_view>

#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"

namespace heapgraph::fuzz {

/// Ends the process if the condition is false, after a line that says what should be true.
void require(bool condition, std::string_view truth);

/// An error is one line.
void check_error(const Error& error);

/// Identifiers are found, and edges, roots and names lead to what there is.
void check_snapshot(const Snapshot& snapshot);

/// Retained sizes are what removing each object frees. O(objects * edges).
void check_retained(const Snapshot& snapshot, bool follow_weak);

/// Sums of an answer to a question with a report close, and so do those of its sites if none is left out.
void check_answer(const Analysis& analysis, std::span<const Dump> dumps);

/// An output is what its format says: JSON of the schema, well-formed XML, lines of the folded syntax, text
/// that can be printed; and it has no line that a CI runner takes for a command.
void check_output(std::string_view format, std::string_view output);

/// Writes the answer in every format, and checks what comes.
void check_outputs(const Analysis& analysis);

}  // namespace heapgraph::fuzz
