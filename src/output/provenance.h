// SPDX-License-Identifier: MIT
// Where a picture or page comes from: the dumps, the options and the version.
#pragma once

#include <string>

#include "heapgraph/analyze.h"

namespace heapgraph {

/// Names of the dumps, "a.json → b.json", of which a long series leaves some out. Printable. A name is that
/// of the file without its folders, unless two dumps have the same.
std::string dumps_in_words(const Analysis& analysis);

/// The dumps, the options that are not the default, and the version, in one printable line.
std::string provenance_in_words(const Analysis& analysis);

}  // namespace heapgraph
