// SPDX-License-Identifier: MIT
// Layout of an icicle graph: a tree becomes rectangles.
//
// The tree is in pre-order with the widest sibling first, so a node begins where the siblings before it
// end. The nodes that are too narrow to draw come last among their siblings, so their run becomes one
// merged frame.
#include "output/icicle_layout.h"

#include <algorithm>
#include <optional>

namespace heapgraph {
namespace {

class Layout {
 public:
  Layout(const FoldedNodes& tree, const ByteColumn& bar, const LayoutLimits& limits)
      : tree_(tree),
        bar_(bar),
        limits_(limits),
        next_child_begin_(tree.nodes.size(), 0),
        run_of_(tree.nodes.size(), no_run) {}

  IcicleLayout lay_out() {
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i) place(static_cast<FoldedId>(i));
    drop_narrow_runs();
    return std::move(result_);
  }

 private:
  static constexpr std::uint32_t no_run = 0xffffffff;

  std::uint64_t bar_of(FoldedId id) const { return bar_.empty() ? 0 : bar_.total[index(id)]; }

  void place(FoldedId id) {
    const FoldedNodes::Node& node = tree_.nodes[index(id)];
    const bool is_root = node.parent == FoldedId::none;
    // Nothing below an undrawn frame is drawn.
    if (!is_root && hidden_from_ <= node.depth) return;
    hidden_from_ = none_hidden;

    const std::uint64_t begin = is_root ? 0 : next_child_begin_[index(node.parent)];
    const std::uint64_t end = begin + node.total.bytes;
    if (!is_root) next_child_begin_[index(node.parent)] = end;
    next_child_begin_[index(id)] = begin;

    if (node.depth >= limits_.rows) {
      note_rows_below(id);
      hidden_from_ = node.depth + 1;
      return;
    }
    if (!is_root && node.total.bytes < limits_.smallest_bytes) {
      merge(id, begin, end);
      hidden_from_ = node.depth + 1;
      return;
    }
    result_.rows = std::max(result_.rows, node.depth + 1);
    result_.frames.push_back({id, node.depth, begin, end, 0, bar_of(id)});
  }

  void merge(FoldedId id, std::uint64_t begin, std::uint64_t end) {
    const FoldedNodes::Node& node = tree_.nodes[index(id)];
    std::uint32_t& run = run_of_[index(node.parent)];
    if (run == no_run) {
      run = static_cast<std::uint32_t>(result_.frames.size());  // no more than nodes
      result_.frames.push_back({id, node.depth, begin, end, 1, bar_of(id)});
    } else {
      Frame& frame = result_.frames[run];
      frame.end = end;
      frame.bar += bar_of(id);
      ++frame.merged;
    }
  }

  /// Counts the rows below the limit that hold nodes wide enough to draw.
  void note_rows_below(FoldedId id) {
    const std::uint32_t depth = tree_.nodes[index(id)].depth;
    if (tree_.nodes[index(id)].total.bytes < limits_.smallest_bytes) return;
    std::uint32_t deepest = depth;
    for (std::size_t i = index(id) + 1; i < tree_.nodes.size() && tree_.nodes[i].depth > depth; ++i) {
      const FoldedNodes::Node& node = tree_.nodes[i];
      if (node.total.bytes >= limits_.smallest_bytes) deepest = std::max(deepest, node.depth);
    }
    result_.rows_below = std::max(result_.rows_below, deepest + 1 - limits_.rows);
  }

  void drop_narrow_runs() {
    std::vector<Frame>& frames = result_.frames;
    frames.erase(std::remove_if(frames.begin(), frames.end(),
                                [&](const Frame& frame) {
                                  return frame.merged != 0 &&
                                         frame.end - frame.begin < limits_.smallest_bytes;
                                }),
                 frames.end());
    for (const Frame& frame : frames) result_.rows = std::max(result_.rows, frame.row + 1);
  }

  static constexpr std::uint32_t none_hidden = 0xffffffff;

  const FoldedNodes& tree_;
  const ByteColumn& bar_;
  const LayoutLimits& limits_;
  IcicleLayout result_;
  std::vector<std::uint64_t> next_child_begin_;
  std::vector<std::uint32_t> run_of_;  // by parent: frame that merges its narrow children
  std::uint32_t hidden_from_ = none_hidden;
};

}  // namespace

IcicleLayout lay_out(const FoldedNodes& tree, const ByteColumn& bar, const LayoutLimits& limits) {
  return Layout(tree, bar, limits).lay_out();
}

}  // namespace heapgraph
