// SPDX-License-Identifier: MIT
// Names of what is asked, on the command line and in reports.
#include "heapgraph/question.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string>
#include <vector>

namespace heapgraph {

std::string_view name_of(Measure measure) {
  switch (measure) {
    case Measure::added:
      return "new";
    case Measure::growth:
      return "growth";
    case Measure::freed:
      return "freed";
    case Measure::live:
      break;
  }
  return "live";
}

std::string_view name_of(Identity identity) {
  constexpr std::array names = {"address", "verified", "auto"};
  return names[static_cast<std::size_t>(identity)];
}

std::string_view name_of(TreeKind kind) {
  return kind == TreeKind::dominators ? "dominators" : "paths";
}

std::string_view name_of(Split split) {
  constexpr std::array names = {"none", "custom", "all"};
  return names[static_cast<std::size_t>(split)];
}

std::string options_of(const Question& question) {
  std::vector<std::string> options;
  const auto add = [&](bool is_given, std::string_view option, std::string_view value = {}) {
    if (is_given) options.push_back(fmt::format("{}{}{}", option, value.empty() ? "" : " ", value));
  };
  add(question.match == MatchBy::path, "--match", "path");
  if (question.measure) add(true, "--measure", name_of(*question.measure));
  add(question.identity != Identity::automatic, "--identity", name_of(question.identity));
  add(question.compatible, "--compatible");
  add(question.split != Split::none, "--split", name_of(question.split));
  add(question.tree != TreeKind::paths, "--tree", name_of(question.tree));
  add(question.follow_weak, "--follow-weak");
  add(question.fold == Fold::tree, "--fold");
  add(question.fold == Fold::nothing, "--no-fold");
  return fmt::format("{}", fmt::join(options, " "));
}

}  // namespace heapgraph
