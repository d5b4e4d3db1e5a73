// SPDX-License-Identifier: MIT
// Texts about the frames of the picture.
//
// What is said of a frame is put together from templates, in which `{}` stands for an amount. The picture
// carries the templates to its script, which fills them in for the frames that it draws, so that both say the
// same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/output.h"
#include "output/icicle_layout.h"
#include "output/icicle_style.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// Name of the root, which has none of its own.
inline constexpr std::string_view root_name = "root";

class FrameTexts {
 public:
  /// Refers to all of its arguments. `columns` are those of the folded tree.
  FrameTexts(const Result& result, const FoldedTree& folded, const TreeColumns& columns);

  icicle::Direction direction(FoldedId id) const;
  /// Name of a frame with its signs, printable. A folded chain shows how often it repeats. The direction of
  /// change is shown where it differs from that of the parent, and the arrow of growth where no child has
  /// half of it.
  std::string name_of(FoldedId id) const;
  /// Size that stands beside the name.
  static std::string size_of(const Frame& frame);
  /// What a frame says of itself besides the path to it, in exact bytes.
  std::string details_of(const Frame& frame) const;

 private:
  bool is_compared() const { return result_.analysis.compares_paths(); }
  std::uint64_t own_bar(FoldedId id) const;
  bool grows_by_itself(FoldedId id) const;
  std::string growth_in_words(const Frame& frame, std::uint64_t own) const;

  const Result& result_;
  const FoldedTree& folded_;
  const TreeColumns& columns_;
  std::uint64_t total_;
  std::vector<std::uint64_t> steepest_child_;  ///< by node, in bytes a dump; empty if it is no series
};

/// The templates as a JSON object. `{}` stands for an amount.
std::string frame_templates_as_json();

}  // namespace heapgraph
