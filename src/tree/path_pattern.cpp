// SPDX-License-Identifier: MIT
// Path patterns, which select nodes of a tree.
//
// A pattern is a nondeterministic finite automaton, which moves by one name for each level of the tree.
// State i means that the first i parts are matched. The states of a node are a set of bits, computed
// from the set of its parent.
#include "tree/path_pattern.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "heap/names.h"
#include "heapgraph/error.h"
#include "runtimes/readers.h"

namespace heapgraph {

PathPattern::PathPattern(std::string_view text) : text_(text) {
  const auto fail = [&](const std::string& problem) {
    throw Error(fmt::format("the pattern {} {}", escape_unprintable(text), problem),
                fmt::format("write names as {}/**, and \\ before a character that stands for itself",
                            readers().front().vocabulary->phrases.example_path));
  };
  if (text.empty()) fail("is empty");
  Part part;
  bool is_plain = true;  // no character was escaped, so stars are wildcards
  const auto end_part = [&] {
    if (is_plain && part.name == "*") part.kind = Kind::any_name;
    if (is_plain && part.name == "**") part.kind = Kind::any_names;
    parts_.push_back(std::move(part));
    part = {};
    is_plain = true;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/') {
      end_part();
      continue;
    }
    if (text[i] == '\\') {
      if (++i == text.size()) fail("ends in a lone \\");
      is_plain = false;
    }
    part.name += text[i];
  }
  end_part();
  if (parts_.size() > most_parts) fail(fmt::format("has more than {} names", most_parts));
}

std::optional<PathPattern> PathPattern::parse(std::string_view text) {
  try {
    return PathPattern(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Epsilon closure: `**` may match no name at all.
PathPattern::States PathPattern::closed(States states) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].kind == Kind::any_names && (states & bit(i)) != 0) states |= bit(i + 1);
  }
  return states;
}

template <class IsName>
PathPattern::States PathPattern::after(States before, const IsName& is_name) const {
  States after = 0;
  for (std::size_t i = 0; before >> i != 0 && i < parts_.size(); ++i) {
    if ((before & bit(i)) == 0) continue;
    if (parts_[i].kind == Kind::any_names) {
      after |= bit(i);
    } else if (parts_[i].kind == Kind::any_name || is_name(i)) {
      after |= bit(i + 1);
    }
  }
  return closed(after);
}

std::vector<bool> PathPattern::match(const std::vector<PlaceNode>& nodes, const NameTable& names) const {
  std::vector<NameId> name_of_part;
  for (const Part& part : parts_) name_of_part.push_back(names.find(part.name));
  std::vector<bool> is_matched(nodes.size(), false);
  std::vector<States> states(nodes.size(), start());
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    if (node != 0) {
      states[node] = after(states[index(nodes[node].parent)],
                           [&](std::size_t part) { return nodes[node].name == name_of_part[part]; });
    }
    is_matched[node] = is_end(states[node]);
  }
  return is_matched;
}

FoldedId PathPattern::first_match(const FoldedNodes& tree) const {
  std::vector<NameId> name_of_part;
  for (const Part& part : parts_) name_of_part.push_back(tree.names->find(part.name));
  std::vector<States> states(tree.nodes.size(), start());
  for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
    if (node != 0) {
      states[node] = after(states[index(tree.nodes[node].parent)],
                           [&](std::size_t part) { return tree.nodes[node].name == name_of_part[part]; });
    }
    if (is_end(states[node])) return static_cast<FoldedId>(node);
  }
  return FoldedId::none;
}

bool PathPattern::matches(const std::vector<std::string>& path) const {
  States states = start();
  for (const std::string& name : path) {
    states = after(states, [&](std::size_t part) { return parts_[part].name == name; });
  }
  return is_end(states);
}

}  // namespace heapgraph
