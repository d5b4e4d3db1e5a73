// SPDX-License-Identifier: MIT
// Tree for other flame-graph tools, as lines `a;b;c BYTES`. The problem: such tools, and those that guess
// what a file is, tell the format by how lines begin and end, and names can be any text. The method: names
// keep letters, and what could be taken for the syntax of this format or another is an escape. docs/folded.md
// has the rules.
#include "output/folded.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "output/output_bound.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

constexpr std::string_view digits = "0123456789";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string escape_of(char c) {
  return fmt::format("\\x{:02x}", static_cast<unsigned>(c));
}

/// True if a text begins like an escape, so that its backslash must be one itself.
bool begins_like_escape(std::string_view text) {
  return text.starts_with("\\x") || text.starts_with("\\u{");
}

/// True if the last word of a name is a number, which tools would take for a number of bytes.
bool ends_with_number(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view word = name.substr(space + 1);
  return word.find_first_of(digits) != std::string_view::npos &&
         word.find_first_not_of("0123456789.+-eE") == std::string_view::npos;
}

/// Escapes white space outside ASCII, at which some tools split. The text is valid UTF-8.
std::string escape_wide_spaces(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.code >= 0x80 && is_space(character.code)) {
      result += fmt::format("\\u{{{:x}}}", character.code);
    } else {
      result += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return result;
}

/// Name between semicolons. Different names are different texts.
std::string folded_name(std::string_view name) {
  if (name.empty()) return "\"\"";
  if (name == "\"\"") return escape_of('"') + escape_of('"');
  std::string result;
  std::string_view rest = name;
  for (std::size_t at = 0; at < rest.size();) {
    if (rest[at] != ';' && !begins_like_escape(rest.substr(at))) {
      ++at;
      continue;
    }
    result += escape_wide_spaces(escape_unprintable(rest.substr(0, at))) + escape_of(rest[at]);
    rest.remove_prefix(at + 1);
    at = 0;
  }
  result += escape_wide_spaces(escape_unprintable(rest));
  // Tools remove space at the ends, and split at the last.
  if (ends_with_number(result)) result.replace(result.rfind(' '), 1, escape_of(' '));
  if (result.back() == ' ') result.replace(result.size() - 1, 1, escape_of(' '));
  if (result.front() == ' ') result.replace(0, 1, escape_of(' '));
  return result;
}

/// Name at the start of a line. JSON, XML, comments, `perf script`, diffs, headers and scripts begin with
/// punctuation, a digit, or a word and a colon or an equals sign.
std::string first_name(std::string name) {
  const char first = name.front();
  const bool is_text = is_letter(first) || first == '_' || first == '(' || first == '\\' ||
                       static_cast<unsigned char>(first) >= 0x80;
  if (!is_text) return name.replace(0, 1, escape_of(first));
  const auto end = std::find_if_not(name.begin(), name.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == ' ';
  });
  if (end != name.end() && (*end == ':' || *end == '=')) {
    const std::string escape = escape_of(*end);
    name.replace(end, end + 1, escape);
  }
  return name;
}

}  // namespace

void write_folded(std::ostream& out, const Result& result) {
  require_bounded_output(result, NamesOfNode::path);
  TextSink sink(out);
  std::string path;
  std::vector<std::size_t> path_ends = {0};       // by depth: length of the path of the open node
  std::uint32_t cut_depth = deepest_folded_path;  // nodes below this depth count in an ancestor's line
  for (std::size_t i = 1; i < result.analysis.tree.nodes.size(); ++i) {
    const TreeNode& node = result.analysis.tree.nodes[i];
    if (node.depth > cut_depth) continue;
    cut_depth = deepest_folded_path;
    path_ends.resize(node.depth);
    path.resize(path_ends.back());
    if (node.depth > 1) path += ';';
    const std::string name = folded_name(result.analysis.tree.name(static_cast<NodeId>(i)));
    path += node.depth == 1 ? first_name(name) : name;
    path_ends.push_back(path.size());
    if (path.size() > longest_folded_path) cut_depth = node.depth;
    const bool is_cut = node.depth == cut_depth;
    const std::uint64_t bytes = is_cut ? node.total.bytes : node.self.bytes;
    if (bytes == 0) continue;
    if (result.analysis.compares_paths()) {
      const auto id = static_cast<NodeId>(i);
      const std::span<const Cost> held =
          is_cut ? result.analysis.columns.series.total_of(id) : result.analysis.columns.series.self_of(id);
      sink.print("{} {} {}\n", path, held.front().bytes, held.back().bytes);
    } else {
      sink.print("{} {}\n", path, bytes);
    }
  }
}

}  // namespace heapgraph
