// SPDX-License-Identifier: MIT
// Picture: an icicle graph in one self-contained SVG.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

/// Writes the picture. Equal results give equal bytes. Frames narrower than `PictureOptions::min_width`
/// are merged with their neighbours.
void write_svg(std::ostream& out, const Result& result);

}  // namespace heapgraph
