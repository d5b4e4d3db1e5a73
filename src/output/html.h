// SPDX-License-Identifier: MIT
// The explorer: one HTML page that carries the whole answer.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

void write_html(std::ostream& out, const Result& result);

}  // namespace heapgraph
