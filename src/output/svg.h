// SPDX-License-Identifier: MIT
// The picture: an icicle graph in one self-contained SVG.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

/// The same result gives the same bytes. Frames narrower than half a pixel are merged with their neighbours.
void write_svg(std::ostream& out, const Result& result);

}  // namespace heapgraph
