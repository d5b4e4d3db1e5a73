// SPDX-License-Identifier: MIT
// Folding of the tree of an answer, as the question asks.
#include "analyze/fold_answer.h"

#include <utility>

#include "tree/fold_columns.h"

namespace heapgraph {

std::shared_ptr<const FoldedTree> fold_answer(Fold fold, const TreeWithColumns& answer) {
  const bool is_as_it_is = fold == Fold::nothing || !answer.names.empty();
  return std::make_shared<FoldedTree>(is_as_it_is ? as_folded(answer) : fold_tree(answer.tree));
}

void show_folded(TreeWithColumns& answer, std::shared_ptr<const FoldedTree>& folded) {
  TreeWithColumns shown;
  shown.tree.names = folded->tree.names;
  shown.tree.vocabulary = folded->tree.vocabulary;
  shown.tree.nodes.reserve(folded->tree.nodes.size());
  for (const FoldedNodes::Node& node : folded->tree.nodes) {
    const auto parent = static_cast<NodeId>(node.parent);  // nodes keep their positions
    shown.tree.nodes.push_back({parent, node.depth, node.name, node.content, node.self, node.total});
  }
  shown.columns = fold_columns(*folded, answer.tree, answer.columns);
  shown.repeats = folded->repeats;
  shown.names = folded->names;
  answer = std::move(shown);
  folded = std::make_shared<FoldedTree>(as_folded(answer));
}

}  // namespace heapgraph
