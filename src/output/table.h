// SPDX-License-Identifier: MIT
// Whole tree as a compact text, from which the picture's script builds what is in view.
#pragma once

#include <string>

#include "heapgraph/output.h"

namespace heapgraph {

/// Table of the tree: lines of names, an empty line, and numbers.
///
/// Numbers are variable-length quantities in base64, as in source maps: digits of five bits, the lowest
/// first. A digit is one character of `A-Za-z0-9+/`, and has 32 added if another digit follows.
///
/// Names are front coded. Each is a line: the number of characters that it shares with the name before
/// it, and the rest. Names are in the order in which nodes first use them.
///
/// Nodes are in pre-order. Each has four numbers, and takes about 7 bytes and the end of its name if the
/// name is its own:
/// - the number of levels from the node before it up to its parent;
/// - 0 for the next name of the list, or 1 + the position of a name that an earlier node has;
/// - its content + 6 * its own objects, where 6 is the number of colours;
/// - its own bytes.
///
/// Further numbers follow if `table_columns` names their columns:
/// - `grown`: the part of its own bytes by which objects grew or, with `compared`, by which the node
///   holds more;
/// - `retained`: what its objects retain besides its own bytes;
/// - `series3`: the total bytes in each of three dumps, as steps from the dump before (from 0 for the
///   first). Each step is less the same step of the node before, and zigzag coded. With `compared` only
///   the first dump is written.
///
/// Unprintable characters of names are escaped, and very long names are shortened. The text is not
/// escaped for XML. O(size).
std::string table_of(const Result& result);

/// Names of the optional columns that the table has, separated by spaces.
std::string table_columns(const Result& result);

}  // namespace heapgraph
