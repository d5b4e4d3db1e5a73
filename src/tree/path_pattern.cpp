// SPDX-License-Identifier: MIT
// Path patterns, which select nodes of a tree.
//
// A pattern is a nondeterministic finite automaton, which moves by one name for each level of the tree.
// State i means that the first i parts are matched. The states of a node are a set of bits, computed
// from the set of its parent.
#include "tree/path_pattern.h"

#include <fmt/format.h>

#include <cstdint>
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

std::vector<bool> PathPattern::match(const std::vector<PlaceNode>& nodes, const NameTable& names) const {
  using States = std::uint64_t;  // bit i: the first i parts are matched
  const auto bit = [](std::size_t i) { return States{1} << i; };
  std::vector<NameId> name_of_part;
  for (const Part& part : parts_) name_of_part.push_back(names.find(part.name));
  // Epsilon closure: `**` may match no name at all.
  const auto closed = [&](States states) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].kind == Kind::any_names && (states & bit(i)) != 0) states |= bit(i + 1);
    }
    return states;
  };

  std::vector<bool> is_matched(nodes.size(), false);
  std::vector<States> states(nodes.size(), 0);
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    if (node == 0) {
      states[0] = closed(bit(0));
    } else {
      const States before = states[index(nodes[node].parent)];
      States after = 0;
      for (std::size_t i = 0; before >> i != 0 && i < parts_.size(); ++i) {
        if ((before & bit(i)) == 0) continue;
        if (parts_[i].kind == Kind::any_names) {
          after |= bit(i);
        } else if (parts_[i].kind == Kind::any_name || nodes[node].name == name_of_part[i]) {
          after |= bit(i + 1);
        }
      }
      states[node] = closed(after);
    }
    is_matched[node] = (states[node] & bit(parts_.size())) != 0;
  }
  return is_matched;
}

}  // namespace heapgraph
