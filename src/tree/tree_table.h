// SPDX-License-Identifier: MIT
// Trees as compact texts, from which the scripts of pictures and pages build what is in view.
#pragma once

#include <string>

#include "heapgraph/tree.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// A tree with its folded form, and the columns of both. It refers to them.
struct FoldableTree {
  const Tree& tree;
  const TreeColumns& columns;
  const FoldedTree& folded;
  const TreeColumns& folded_columns;
  bool compares_paths = false;

  bool is_folded() const { return folded.tree.nodes.size() < tree.nodes.size(); }
};

/// Table of the folded tree: lines of names, an empty line, and numbers.
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
/// - its content + 8 * its own objects, where 8 is the most colours that a runtime has;
/// - its own bytes.
///
/// Further numbers follow if `table_columns` names their columns:
/// - `grown`: the part of its own bytes by which objects grew or, with `compared`, by which the node
///   holds more;
/// - `retained`: 1 + what its objects retain besides its own bytes; 0 for a node that stands for several;
/// - `series3`: the total bytes in each of three dumps, as steps from the dump before (from 0 for the
///   first). Each step is less the same step of the node before, and zigzag coded. With `compared` only
///   the first dump is written;
/// - `repeats`: 2 * how often it repeats besides once, + 1 if it has not the name of the nodes for which it
///   stands.
///
/// Unprintable characters of names are escaped, and very long names are shortened. The text is not
/// escaped for XML. O(size).
std::string table_of(const FoldableTree& trees);

/// Table of the unfolded tree, which is read with that of the folded one: names and numbers likewise, but
/// a node begins with the levels up to its parent and the step from the folded node of the node before to
/// its own, zigzag coded. A node that its folded node does not repeat has no more. Any other one goes on as
/// above, with a name only if the folded node has another one, and without `repeats`. Empty if nothing is
/// folded. O(size).
std::string unfolded_table_of(const FoldableTree& trees);

/// Names of the optional columns that the tables have, separated by spaces.
std::string table_columns(const FoldableTree& trees);

}  // namespace heapgraph
