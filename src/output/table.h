// SPDX-License-Identifier: MIT
// The whole tree as a compact text, from which the picture's script builds what is in view.
#pragma once

#include <string>

#include "heapgraph/output.h"

namespace heapgraph {

/// Lines of names, an empty line, and numbers.
///
/// Numbers are digits of five bits, the lowest first, each written as one character of base64
/// (`A-Za-z0-9+/`), plus 32 if another digit follows.
///
/// Each name is a line: a number, how many characters it shares with the name before it, and the rest. Names
/// stand in the order in which the nodes use them first.
///
/// Each node, in pre-order, is four numbers: how many levels up from the node before its parent is; 0 for the
/// next name of the list, or 1 + the position of a name that an earlier node has; its content + 6 * its own
/// objects; its own bytes. A node whose name is its own takes about 7 bytes and the end of its name.
///
/// More numbers are there if `table_columns` names them: `grown`, of its own bytes those by which objects
/// grew, or with `compared` those by which the node holds more; `retained`, what its objects retain besides
/// its own bytes; and `series3`, what each of three dumps holds there and below: the step from the dump
/// before (of the first, all), less the same step of the node before, as twice the number, or twice its
/// distance below zero less 1. With `compared` only the first dump is told.
///
/// Names are made visible, and very long ones shortened. The text is not escaped for XML. O(size).
std::string table_of(const Result& result);

/// The columns that not every table has, by a space between.
std::string table_columns(const Result& result);

}  // namespace heapgraph
