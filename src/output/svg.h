// SPDX-License-Identifier: MIT
// Picture: an icicle graph in one self-contained SVG.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"
#include "output/text_sink.h"

namespace heapgraph {

/// Writes the picture. Equal results give equal bytes. Frames narrower than `PictureOptions::min_width`
/// are merged with their neighbours.
void write_svg(std::ostream& out, const Result& result);

/// Writes what is seen of the picture without scripts, as an element for an HTML page.
void write_still_picture(TextSink& sink, const Result& result);

}  // namespace heapgraph
