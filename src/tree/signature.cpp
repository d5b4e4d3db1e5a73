// SPDX-License-Identifier: MIT
// Signatures of tree nodes, which are the same in every run.
#include "tree/signature.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/fnv_hash.h"
#include "tree/name_pattern.h"

namespace heapgraph {
namespace {

/// A byte that never occurs in UTF-8 and ends each name.
constexpr std::string_view end_of_name = "\xff";

}  // namespace

Signatures::Signatures(const FoldedNodes& tree) : tree_(tree), path_hashes_{empty_fnv_hash} {
  path_hashes_.reserve(tree.nodes.size());
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    std::uint64_t hash = path_hashes_[index(tree.nodes[i].parent)];
    const std::string_view name = tree.name(static_cast<FoldedId>(i));
    const std::optional<std::string> pattern = generalised_name(name);
    hash = add_to_fnv_hash(hash, pattern ? *pattern : name);
    path_hashes_.push_back(add_to_fnv_hash(hash, end_of_name));
  }
}

std::string Signatures::of(FoldedId node) const {
  const ColourGroup content = tree_.nodes[index(node)].content;
  const auto byte = static_cast<char>(content);
  return fmt::format("{:016x}", add_to_fnv_hash(path_hashes_[index(node)], {&byte, 1}));
}

std::string signature_of_place(std::string_view pattern, std::string_view code) {
  std::uint64_t hash = add_to_fnv_hash(empty_fnv_hash, pattern);
  hash = add_to_fnv_hash(hash, end_of_name);
  hash = add_to_fnv_hash(hash, code);
  return fmt::format("{:016x}", hash);
}

}  // namespace heapgraph
