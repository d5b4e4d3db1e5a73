// SPDX-License-Identifier: MIT
// Signatures of tree nodes, which are the same in every run.
#include "tree/signature.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "tree/name_pattern.h"

namespace heapgraph {
namespace {

/// The FNV-1a hash with 64 bits (G. Fowler, L. C. Noll, P. Vo).
constexpr std::uint64_t empty_hash = 0xcbf29ce484222325U;
std::uint64_t add_to_hash(std::uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
}

}  // namespace

Signatures::Signatures(const FoldedNodes& tree) : tree_(tree), path_hashes_{empty_hash} {
  // Each name is terminated by a byte that never occurs in UTF-8.
  path_hashes_.reserve(tree.nodes.size());
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    std::uint64_t hash = path_hashes_[index(tree.nodes[i].parent)];
    const std::string_view name = tree.name(static_cast<FoldedId>(i));
    const std::optional<std::string> pattern = generalised_name(name);
    for (const char c : pattern ? *pattern : name) hash = add_to_hash(hash, c);
    path_hashes_.push_back(add_to_hash(hash, '\xff'));
  }
}

std::string Signatures::of(FoldedId node) const {
  const ColourGroup content = tree_.nodes[index(node)].content;
  return fmt::format("{:016x}", add_to_hash(path_hashes_[index(node)], static_cast<char>(content)));
}

std::string signature_of_place(std::string_view pattern, std::string_view code) {
  std::uint64_t hash = empty_hash;
  for (const char c : pattern) hash = add_to_hash(hash, c);
  hash = add_to_hash(hash, '\xff');
  for (const char c : code) hash = add_to_hash(hash, c);
  return fmt::format("{:016x}", hash);
}

}  // namespace heapgraph
