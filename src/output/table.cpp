// SPDX-License-Identifier: MIT
// The whole tree as a compact text.
#include "output/table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "output/wording.h"

namespace heapgraph {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void append_number(std::string& text, std::uint64_t number) {
  constexpr unsigned bits = 5;
  constexpr std::uint64_t more = std::uint64_t{1} << bits;
  while (number >= more) {
    text += digits[number % more + more];
    number >>= bits;
  }
  text += digits[number];
}

/// Of ASCII characters only, which count one for every reader.
std::size_t shared_length(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t length = 0;
  while (length < most && a[length] == b[length] && static_cast<unsigned char>(a[length]) < 0x80) ++length;
  return length;
}

}  // namespace

std::string table_columns(const Result& result) {
  std::string columns;
  if (result.measure == Measure::growth) columns = "grown";
  if (!result.retained.empty()) columns += columns.empty() ? "retained" : " retained";
  return columns;
}

std::string table_of(const Result& result) {
  const Tree& tree = result.tree;
  std::string names;
  std::string numbers;
  std::string last_name;
  std::vector<std::uint32_t> position_of(tree.names->size(), 0);  // of each name in the list, from 1
  std::uint32_t introduced = 0;
  std::uint32_t last_depth = 0;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const TreeNode& node = tree.nodes[i];
    const bool is_root = node.parent == NodeId::none;
    append_number(numbers, is_root ? 0 : last_depth + 1 - node.depth);
    last_depth = node.depth;
    if (is_root) {
      append_number(numbers, 1);  // it has no name, and needs none of the list
    } else if (std::uint32_t& position = position_of[index(node.name)]; position != 0) {
      append_number(numbers, position);
    } else {
      append_number(numbers, 0);
      position = ++introduced;
      const std::string name = shown_name(tree.names->text(node.name));
      const std::size_t shared = shared_length(last_name, name);
      append_number(names, shared);
      names.append(name, shared);
      names += '\n';
      last_name = name;
    }
    append_number(numbers, static_cast<std::uint64_t>(node.content) + content_count * node.self.objects);
    append_number(numbers, node.self.bytes);
    if (result.measure == Measure::growth) append_number(numbers, node.self.grown);
    if (!result.retained.empty()) append_number(numbers, result.retained[i] - node.self.bytes);
  }
  return names + '\n' + numbers;
}

}  // namespace heapgraph
