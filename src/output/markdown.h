// SPDX-License-Identifier: MIT
// Report for a pull request, in GitHub's Markdown.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

void write_markdown(std::ostream& out, const Result& result);

}  // namespace heapgraph
