// SPDX-License-Identifier: MIT
// What the picture's script says besides what it draws: the head, the sites, and the words about frames.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heapgraph/output.h"
#include "output/icicle_header.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// The facts as a JSON object:
/// - `verdict` (may be empty), `counted`, `provenance`, `notices`: the head and what stands below the frames;
/// - `nothing`: the words of a tree without bytes;
/// - `palette`: the colours among which the hash of a name chooses, or null if colours stand for types or
/// directions;
/// - `sites`: those of the first eight sites that gained bytes and have a node in the tree, each with its
/// `node`, `place`, `amount` (net
///   bytes, such as "+1.2 MB") and `notes`: what hangs there, what cutting it frees, and what else holds it;
/// - `templates`: the templates of what is said of a frame.
/// O(nodes).
std::string picture_facts(const Result& result, const FoldedTree& folded, const IcicleHeader& header,
                          std::span<const std::string_view> palette);

}  // namespace heapgraph
