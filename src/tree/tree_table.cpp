// SPDX-License-Identifier: MIT
// Trees as compact texts.
#include "tree/tree_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "base/text.h"
#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

void append_number(std::string& text, std::uint64_t number) {
  constexpr unsigned bits = 5;
  constexpr std::uint64_t more = std::uint64_t{1} << bits;
  while (number >= more) {
    text += base64_digits[static_cast<std::size_t>(number % more + more)];
    number >>= bits;
  }
  text += base64_digits[static_cast<std::size_t>(number)];
}

/// Length of the common beginning in ASCII characters, which every reader counts alike.
std::size_t shared_length(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t length = 0;
  while (length < most && a[length] == b[length] && static_cast<unsigned char>(a[length]) < 0x80) ++length;
  return length;
}

void append_signed(std::string& text, std::int64_t number) {
  append_number(text, number < 0 ? static_cast<std::uint64_t>(-number) * 2 - 1
                                 : static_cast<std::uint64_t>(number) * 2);
}

/// Number of dumps in the tables. The second of a comparison follows from the first and the change.
std::size_t told_dumps(const FoldableTree& trees) {
  if (trees.columns.series.empty()) return 0;
  return trees.compares_paths ? 1 : trees.columns.series.heaps;
}

/// Writer of names, each of which is in the list once.
class NameWriter {
 public:
  explicit NameWriter(const NameTable& names) : names_(names), position_of_(names.size(), 0) {}

  /// Appends the code of a name to the numbers.
  void append(std::string& numbers, NameId name) {
    std::uint32_t& position = position_of_[index(name)];
    append_number(numbers, position);
    if (position != 0) return;
    position = ++introduced_;
    const std::string text = shown_name(names_.text(name));
    const std::size_t shared = shared_length(last_, text);
    append_number(list_, shared);
    list_.append(text, shared);
    list_ += '\n';
    last_ = text;
  }

  const std::string& list() const { return list_; }

 private:
  const NameTable& names_;
  /// Position of each name in the list, from 1; 0 for a name that is not in it yet.
  std::vector<std::uint32_t> position_of_;
  std::uint32_t introduced_ = 0;
  std::string list_;
  std::string last_;
};

/// Writer of the numbers that follow the name of a node. A step of a series is less the same step of the
/// node before, which is nearly equal in a list.
template <class Id>
class AmountWriter {
 public:
  AmountWriter(const TreeOf<Id>& tree, const TreeColumns& columns, std::size_t dumps)
      : tree_(tree), columns_(columns), last_steps_(dumps, 0) {}

  void append(std::string& numbers, Id id) {
    const TreeNodeOf<Id>& node = tree_.nodes[index(id)];
    append_number(numbers,
                  static_cast<std::uint64_t>(node.content) + Vocabulary::most_colours * node.self.objects);
    append_number(numbers, node.self.bytes);
    if (const ByteColumn& bar = columns_.bar(); !bar.empty()) append_number(numbers, bar.self[index(id)]);
    if (!columns_.retained.empty()) {
      const std::uint64_t retained = columns_.retained[index(id)];
      append_number(numbers, retained == 0 ? 0 : retained - node.self.bytes + 1);
    }
    if (!last_steps_.empty()) append_series(numbers, columns_.series.total_of(id));
  }

 private:
  void append_series(std::string& numbers, std::span<const Cost> series) {
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < last_steps_.size(); ++i) {
      const auto step = static_cast<std::int64_t>(series[i].bytes - last);
      append_signed(numbers, step - std::exchange(last_steps_[i], step));
      last = series[i].bytes;
    }
  }

  const TreeOf<Id>& tree_;
  const TreeColumns& columns_;
  std::vector<std::int64_t> last_steps_;
};

/// Writer of the number of levels up to the parent of each node.
class DepthWriter {
 public:
  void append(std::string& numbers, std::uint32_t depth) {
    append_number(numbers, depth == 0 ? 0 : last_ + 1 - depth);
    last_ = depth;
  }

 private:
  std::uint32_t last_ = 0;
};

bool has_repeats(const FoldedTree& folded) {
  return std::any_of(folded.repeats.begin(), folded.repeats.end(),
                     [](std::uint64_t times) { return times > 1; });
}

/// Columns of the folded tree, with what is retained by nodes that stand for one node each.
TreeColumns with_retained(const FoldableTree& trees) {
  TreeColumns columns = trees.folded_columns;
  const std::vector<std::uint64_t>& retained = trees.columns.retained;
  columns.retained.assign(retained.empty() ? 0 : trees.folded.tree.nodes.size(), 0);
  for (std::size_t i = 0; i < retained.size(); ++i) {
    const FoldedId id = trees.folded.node_of[static_cast<NodeId>(i)];
    if (trees.folded.repeats[index(id)] == 1) columns.retained[index(id)] = retained[i];
  }
  return columns;
}

}  // namespace

std::string table_columns(const FoldableTree& trees) {
  std::vector<std::string> columns;
  if (!trees.columns.bar().empty()) columns.emplace_back("grown");
  if (trees.compares_paths) columns.emplace_back("compared");
  if (!trees.columns.retained.empty()) columns.emplace_back("retained");
  if (!trees.columns.series.empty()) columns.push_back(fmt::format("series{}", told_dumps(trees)));
  if (has_repeats(trees.folded)) columns.emplace_back("repeats");
  return fmt::format("{}", fmt::join(columns, " "));
}

std::string table_of(const FoldableTree& trees) {
  const FoldedNodes& tree = trees.folded.tree;
  const TreeColumns columns = with_retained(trees);
  const bool repeats = has_repeats(trees.folded);
  std::string numbers;
  NameWriter names(*tree.names);
  DepthWriter depths;
  AmountWriter<FoldedId> amounts(tree, columns, told_dumps(trees));
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    depths.append(numbers, tree.nodes[i].depth);
    if (i == 0) {
      append_number(numbers, 1);  // not 0, as the root has no name in the list
    } else {
      names.append(numbers, tree.nodes[i].name);
    }
    amounts.append(numbers, static_cast<FoldedId>(i));
    if (repeats) {
      append_number(numbers, (trees.folded.repeats[i] - 1) * 2 + (trees.folded.names[i].is_plain() ? 0 : 1));
    }
  }
  return names.list() + '\n' + numbers;
}

std::string unfolded_table_of(const FoldableTree& trees) {
  if (!trees.is_folded()) return {};
  const Tree& tree = trees.tree;
  const FoldedTree& folded = trees.folded;
  std::string numbers;
  NameWriter names(*tree.names);
  DepthWriter depths;
  AmountWriter<NodeId> amounts(tree, trees.columns, told_dumps(trees));
  std::size_t last = 0;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const std::size_t folded_node = index(folded.node_of[id]);
    depths.append(numbers, tree.nodes[i].depth);
    append_signed(numbers, static_cast<std::int64_t>(folded_node) - static_cast<std::int64_t>(last));
    last = folded_node;
    if (folded.repeats[folded_node] == 1) continue;
    if (!folded.names[folded_node].is_plain()) names.append(numbers, tree.nodes[i].name);
    amounts.append(numbers, id);
  }
  return names.list() + '\n' + numbers;
}

}  // namespace heapgraph
