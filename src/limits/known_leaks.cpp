// SPDX-License-Identifier: MIT
// Known leaks, which count for no limit.
#include "limits/known_leaks.h"

#include <fmt/format.h>

#include <set>
#include <sstream>
#include <string>

#include "base/text.h"
#include "base/text_file.h"
#include "heapgraph/error.h"
#include "tree/pattern_below.h"
#include "tree/signature.h"

namespace heapgraph {

std::set<std::string> load_known(const std::string& path) {
  std::istringstream file(read_text_file(path, "give --ignore-known the name of a file"));
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
                  fmt::format("{} is not a signature", shorten_printable(word, 60)),
                  "write the sixteen digits that -f json gives a leak");
    }
    known.insert(word);
  }
  return known;
}

BudgetOfTree ignore_known(const Budget& budget, const FoldedTree& folded,
                          const std::set<std::string>& sites) {
  BudgetOfTree result = {budget, {}};
  if (budget.known.empty()) return result;
  std::set<std::string> gone = budget.known;
  for (const std::string& signature : sites) gone.erase(signature);
  // All nodes are searched. In this run the known leak may be too light to be a hot node, or may only
  // lead to one.
  const Signatures signatures(folded.tree);
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) {
    const auto node = static_cast<FoldedId>(i);
    const std::string signature = signatures.of(node);
    if (budget.known.count(signature) == 0) continue;
    gone.erase(signature);
    result.budget.ignored.push_back({pattern_below(folded, node), "known as " + signature, ""});
  }
  for (const std::string& signature : gone) {
    result.gone.push_back({"the known leak " + signature, {}, {}});
  }
  return result;
}

LimitReport check_limits_of_tree(const Budget& budget, const FoldedTree& folded,
                                 const std::set<std::string>& sites, const MeasuredHeaps& heaps,
                                 std::string_view today) {
  const BudgetOfTree known = ignore_known(budget, folded, sites);
  LimitReport report = check_limits(known.budget, heaps, today);
  report.unmatched.insert(report.unmatched.end(), known.gone.begin(), known.gone.end());
  return report;
}

}  // namespace heapgraph
