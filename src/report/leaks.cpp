// SPDX-License-Identifier: MIT
// The heaviest spots of a tree, under names that are the same in every run.
//
// Addresses and sizes differ from run to run; the names that lead to a leak and the kind of what leaks do
// not.
#include "report/leaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/platform.h"
#include "base/text.h"
#include "heapgraph/error.h"
#include "tree/subtrees.h"

namespace heapgraph {
namespace {

constexpr std::size_t digits_of_signature = 16;

/// Adds to a hash: FNV-1a with 64 bits (G. Fowler, L. C. Noll, P. Vo).
constexpr std::uint64_t empty_hash = 0xcbf29ce484222325U;
std::uint64_t add_to_hash(std::uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
}

/// Of the names that lead to each node; a name ends in a byte that no UTF-8 text has. O(nodes, and the length
/// of their names).
std::vector<std::uint64_t> path_hashes(const Tree& tree) {
  std::vector<std::uint64_t> hashes = {empty_hash};
  hashes.reserve(tree.nodes.size());
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    std::uint64_t hash = hashes[index(tree.nodes[i].parent)];
    for (const char c : tree.name(static_cast<NodeId>(i))) hash = add_to_hash(hash, c);
    hashes.push_back(add_to_hash(hash, '\xff'));
  }
  return hashes;
}

std::string signature_of(std::uint64_t path_hash, const TreeNode& node) {
  return fmt::format("{:016x}", add_to_hash(path_hash, static_cast<char>(node.content)));
}

/// The node and all below it. Of a path that is too long for a pattern, the names in the middle may be any.
std::string pattern_below(const FoldedTree& folded, NodeId node) {
  constexpr std::size_t most_names = PathPattern::most_parts - 2;
  const std::vector<NodeId> chain = path_to(folded.tree, node);
  std::string pattern;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (chain.size() > most_names && i >= most_names / 2 && i < chain.size() - most_names / 2) {
      if (i == most_names / 2) pattern += "**/";
      continue;
    }
    // The name of a chain is that of its links: names with `/` between if they alternate.
    const bool is_chain = folded.repeats[index(chain[i])] > 1;
    for (const char c : folded.tree.name(chain[i])) {
      if (c == '\\' || c == '*' || (c == '/' && !is_chain)) pattern += '\\';
      pattern += c;
    }
    pattern += '/';
  }
  return pattern + "**";
}

std::vector<std::string> names_to(const Tree& tree, NodeId node) {
  std::vector<std::string> names;
  for (const NodeId part : path_to(tree, node)) names.emplace_back(tree.name(part));
  return names;
}

std::vector<Cost> series_at(const Series& series, NodeId node) {
  const std::span<const Cost> totals = series.total_of(node);
  return {totals.begin(), totals.end()};
}

/// Most of it is in a few large children: they say all that the node does.
bool only_leads_on(const Tree& tree, const std::vector<std::uint32_t>& ends, std::uint32_t node) {
  constexpr std::uint64_t parts_of_whole = 100;
  const std::uint64_t whole = tree.nodes[node].total.bytes;
  return large_children(tree, ends, node, whole / parts_of_whole).bytes > whole / 2;
}

}  // namespace

std::set<std::string> load_known(const std::string& path) {
  const std::filesystem::path file_path = to_path(path);
  std::ifstream file(file_path, std::ios::binary);
  std::error_code ignored;
  if (!file || std::filesystem::is_directory(file_path, ignored)) {
    throw Error(FilePlace{path}, "cannot be read", "give --ignore-known the name of a file");
  }
  std::set<std::string> known;
  std::uint64_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos || line[begin] == '#') continue;
    const std::string word = line.substr(begin, line.find_first_of(" \t\r#", begin) - begin);
    const bool is_signature =
        word.size() == digits_of_signature && word.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_signature) {
      throw Error(FilePlace{path, number, begin + 1},
                  fmt::format("{} is no signature", escape_unprintable(word)),
                  "write the sixteen digits that -f json gives a leak");
    }
    known.insert(word);
  }
  return known;
}

std::vector<Leak> find_leaks(const FoldedTree& folded, const BesideTree& beside,
                             const std::set<std::string>& known, std::size_t count) {
  std::vector<Leak> leaks;
  const std::vector<std::uint64_t> hashes = path_hashes(folded.tree);
  for (const NodeId spot : hot_nodes(folded.tree, count)) {
    const TreeNode& node = folded.tree.nodes[index(spot)];
    Leak leak;
    leak.signature = signature_of(hashes[index(spot)], node);
    leak.path = names_to(folded.tree, spot);
    leak.repeats = folded.repeats[index(spot)];
    leak.cost = node.total;
    if (!beside.retained.empty()) leak.retained_bytes = beside.retained[index(spot)];
    leak.is_known = known.count(leak.signature) != 0;
    if (beside.series.heaps != 0) leak.series = series_at(beside.series, spot);
    leaks.push_back(std::move(leak));
  }
  return leaks;
}

std::vector<GrowingPath> find_growing(const Tree& tree, const Series& series, std::size_t count) {
  const FoldedTree folded = fold_repeats(tree);
  const Series beside = fold_series(folded, tree, series);
  const std::vector<std::uint32_t> ends = subtree_ends(folded.tree);
  std::vector<std::pair<std::uint64_t, NodeId>> slopes;
  for (std::uint32_t i = 1; i < folded.tree.nodes.size();) {
    const auto id = static_cast<NodeId>(i);
    const std::optional<std::uint64_t> slope = slope_of(beside.total_of(id));
    if (!slope || only_leads_on(folded.tree, ends, i)) {
      ++i;
      continue;
    }
    slopes.emplace_back(*slope, id);
    i = ends[i];  // what grows below is a part of it
  }
  std::sort(slopes.begin(), slopes.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (slopes.size() > count) slopes.resize(count);
  std::vector<GrowingPath> growing;
  growing.reserve(slopes.size());
  for (const auto& [slope, id] : slopes) {
    growing.push_back({names_to(folded.tree, id), folded.repeats[index(id)], slope, series_at(beside, id)});
  }
  return growing;
}

BudgetOfTree ignore_known(const Budget& budget, const FoldedTree& folded) {
  BudgetOfTree result = {budget, {}};
  if (budget.known.empty()) return result;
  std::set<std::string> gone = budget.known;
  // It may be too light in this run to be among the heaviest, or lead to one that is.
  const std::vector<std::uint64_t> hashes = path_hashes(folded.tree);
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) {
    const std::string signature = signature_of(hashes[i], folded.tree.nodes[i]);
    if (budget.known.count(signature) == 0) continue;
    gone.erase(signature);
    result.budget.ignored.push_back(
        {pattern_below(folded, static_cast<NodeId>(i)), "known as " + signature, ""});
  }
  for (const std::string& signature : gone) {
    result.gone.push_back({"the known leak " + signature, {}, {}});
  }
  return result;
}

LimitReport check_limits_of_tree(const Budget& budget, const FoldedTree& folded, const MeasuredHeaps& heaps,
                                 std::string_view today) {
  const BudgetOfTree known = ignore_known(budget, folded);
  LimitReport report = check_limits(known.budget, heaps, today);
  report.unmatched.insert(report.unmatched.end(), known.gone.begin(), known.gone.end());
  return report;
}

}  // namespace heapgraph
