// SPDX-License-Identifier: MIT
// Path patterns, which select nodes of a tree.
//
// A pattern is a nondeterministic finite automaton, which moves by one name for each level of the tree.
// State i means that the first i parts are matched. The states of a node are a set of bits, computed
// from the set of its parent.
#include "tree/path_pattern.h"

#include <fmt/format.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "base/text.h"
#include "heap/names.h"
#include "heapgraph/error.h"
#include "runtimes/readers.h"

namespace heapgraph {

std::string escaped_in_pattern(std::string_view name, NameInPattern meaning) {
  std::string text;
  for (const char c : name) {
    const bool is_star = c == '*' && !meaning.keeps_stars;
    const bool is_slash = c == '/' && !meaning.keeps_slashes;
    if (c == '\\' || is_star || is_slash) text += '\\';
    text += c;
  }
  return text;
}

PathPattern::PathPattern(std::string_view text) : text_(text) {
  const auto fail = [&](const std::string& problem) {
    constexpr std::size_t shown_cells = 200;
    throw Error(fmt::format("the pattern {} {}", shorten_printable(text, shown_cells), problem),
                fmt::format("write names as {}/**, and \\ before a character that stands for itself",
                            readers().front().vocabulary->phrases.example_path));
  };
  if (text.empty()) fail("is empty");
  Part part;
  const auto end_part = [&] {
    if (parts_.size() == most_parts) fail(fmt::format("has more than {} names", most_parts));
    if (part.glob.stars() > 0) part.kind = Kind::glob;
    if (part.glob.has_only_stars()) part.kind = part.glob.stars() == 2 ? Kind::any_names : Kind::any_name;
    parts_.push_back(std::exchange(part, {}));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '/') {
      end_part();
      continue;
    }
    if (text[i] == '*') {
      part.glob.add_star();
      continue;
    }
    if (text[i] == '\\' && ++i == text.size()) fail("ends in a lone \\");
    part.glob.add(text[i]);
  }
  end_part();
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

/// Finds whether a part of a pattern matches a name of a table. What a glob matches is found once for all
/// nodes of that name.
class PathPattern::NamedParts {
 public:
  NamedParts(const PathPattern& pattern, const NameTable& names)
      : pattern_(pattern), names_(names), known_(pattern.parts_.size()) {
    for (const Part& part : pattern.parts_) {
      ids_.push_back(part.kind == Kind::name ? names.find(part.glob.beginning()) : NameId::none);
    }
  }

  bool matches(std::size_t part, NameId name) {
    if (pattern_.parts_[part].kind == Kind::name) return name == ids_[part];
    if (known_[part].empty()) known_[part].assign(names_.size(), Known::nothing);
    Known& answer = known_[part][index(name)];
    if (answer == Known::nothing) {
      answer = pattern_.parts_[part].glob.matches(names_.text(name)) ? Known::yes : Known::no;
    }
    return answer == Known::yes;
  }

 private:
  enum class Known : std::uint8_t { nothing, yes, no };

  const PathPattern& pattern_;
  const NameTable& names_;
  std::vector<NameId> ids_;                ///< by part, for names
  std::vector<std::vector<Known>> known_;  ///< by part and name, for globs
};

std::vector<bool> PathPattern::match(const std::vector<PlaceNode>& nodes, const NameTable& names) const {
  NamedParts named(*this, names);
  std::vector<bool> is_matched(nodes.size(), false);
  std::vector<States> states(nodes.size(), start());
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    if (node != 0) {
      states[node] = after(states[index(nodes[node].parent)],
                           [&](std::size_t part) { return named.matches(part, nodes[node].name); });
    }
    is_matched[node] = is_end(states[node]);
  }
  return is_matched;
}

FoldedId PathPattern::first_match(const FoldedNodes& tree) const {
  NamedParts named(*this, *tree.names);
  std::vector<States> states(tree.nodes.size(), start());
  for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
    if (node != 0) {
      states[node] = after(states[index(tree.nodes[node].parent)],
                           [&](std::size_t part) { return named.matches(part, tree.nodes[node].name); });
    }
    if (is_end(states[node])) return static_cast<FoldedId>(node);
  }
  return FoldedId::none;
}

bool PathPattern::matches(const std::vector<std::string>& path) const {
  States states = start();
  for (const std::string& name : path) {
    states = after(states, [&](std::size_t part) { return parts_[part].glob.matches(name); });
  }
  return is_end(states);
}

}  // namespace heapgraph
