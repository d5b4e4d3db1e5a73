// SPDX-License-Identifier: MIT
// What the picture's script says besides what it draws: the head, the sites, and the words about frames.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "heapgraph/output.h"
#include "heapgraph/report.h"
#include "output/icicle_header.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// Members of a JSON object that pictures and pages need: `verdict` (may be empty), `counted`, `provenance`,
/// `notices`: the head and what stands below the frames; `nothing`: the words of a tree without bytes;
/// `templates`: the templates of what is said of a frame.
std::string head_as_json(const Result& result, const IcicleHeader& header);

/// A site as a JSON list: its node, its place as code, its amount (net bytes, such as "+1.2 MB"), and notes:
/// what hangs there, what cutting it frees, and what else holds it. Nothing if no node of the tree is at its
/// place. O(nodes).
std::optional<std::string> site_as_json(const Analysis& analysis, const Site& site, const FoldedNodes& tree);

/// The facts as a JSON object: the members of `head_as_json`,
/// - `palette`: the colours among which the hash of a name chooses, or null if colours stand for types or
/// directions;
/// - `sites`: those of the first eight sites that gained bytes and have a node in the tree.
/// O(nodes).
std::string picture_facts(const Result& result, const FoldedTree& folded, const IcicleHeader& header,
                          std::span<const std::string_view> palette);

}  // namespace heapgraph
