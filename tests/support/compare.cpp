// SPDX-License-Identifier: MIT
// Differences of large values, by the first line, node or object that differs.
#include "support/compare.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace heapgraph::test {
namespace {

constexpr std::size_t shown_before = 30;
constexpr std::size_t shown_bytes = 100;

std::string line_of(std::string_view text, std::size_t number) {
  std::size_t begin = 0;
  for (std::size_t line = 1; line < number; ++line) begin = text.find('\n', begin) + 1;
  return std::string(text.substr(begin, text.find('\n', begin) - begin));
}

/// Part of a line around a column. Line breaks are not part of the line.
std::string excerpt(const std::string& line, std::size_t column) {
  const std::size_t begin = column > shown_before + 3 ? column - shown_before : 0;
  const bool is_cut = line.size() > begin + shown_bytes;
  return (begin > 0 ? "…" : "") + escape_unprintable(line.substr(begin, shown_bytes)) + (is_cut ? "…" : "");
}

std::string as_text(const Cost& cost) {
  return std::to_string(cost.bytes) + " bytes in " + std::to_string(cost.objects) + " objects";
}

std::string as_text(const Rows& rows, const std::string& path) {
  const auto row = rows.find(path);
  if (row == rows.end()) return "no such node";
  return "self " + as_text(row->second.first) + ", total " + as_text(row->second.second);
}

std::string as_path(std::string path) {
  if (path.empty()) return "the root";
  path.erase(0, 1);
  std::replace(path.begin(), path.end(), '\x01', '/');
  return path;
}

std::string name_text(const Snapshot& snapshot, NameId name) {
  return name == NameId::none ? "(none)" : std::string(snapshot.text(name));
}

/// Columns of the comparison, with the values of one object or of the snapshot.
using Facts = std::vector<std::pair<std::string, std::string>>;

Facts facts_of(const Snapshot& snapshot, ObjectId id) {
  Facts facts = {{"identifier", std::to_string(snapshot.identifier(id))},
                 {"type", std::to_string(static_cast<int>(snapshot.type(id)))},
                 {"category", name_text(snapshot, snapshot.category_name(snapshot.category(id)))},
                 {"size", std::to_string(snapshot.size(id))},
                 {"label", name_text(snapshot, snapshot.label(id))},
                 {"class", name_text(snapshot, snapshot.class_name(id))},
                 {"line", std::to_string(snapshot.place(id).line)}};
  std::size_t number = 0;
  for (const Edge edge : snapshot.edges(id)) {
    const std::string column = "reference " + std::to_string(number++) + ": ";
    facts.emplace_back(column + "target", std::to_string(index(edge.target)));
    facts.emplace_back(column + "kind", std::to_string(static_cast<int>(edge.kind)));
    facts.emplace_back(column + "name", name_text(snapshot, edge.name));
    facts.emplace_back(column + "weak", edge.weak ? "yes" : "no");
    facts.emplace_back(column + "retains", edge.retains ? "yes" : "no");
  }
  facts.emplace_back("references", std::to_string(number));
  return facts;
}

Facts facts_of(const Snapshot& snapshot) {
  Facts facts = {{"objects", std::to_string(snapshot.object_count())},
                 {"repaired lines", std::to_string(snapshot.report().repaired())},
                 {"unreadable lines", std::to_string(snapshot.report().unreadable_lines)},
                 {"dangling references", std::to_string(snapshot.report().dangling)},
                 {"duplicates", std::to_string(snapshot.report().duplicates)},
                 {"declared bytes", std::to_string(snapshot.declared_bytes().value_or(0))}};
  for (const Root& root : snapshot.roots()) {
    facts.emplace_back("root " + name_text(snapshot, root.name), std::to_string(index(root.object)));
  }
  return facts;
}

std::string facts_difference(const std::string& of, const Facts& actual, const Facts& expected) {
  const auto [one, other] = std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
  if (one == actual.end() && other == expected.end()) return "";
  const auto shown = [](const Facts& facts, Facts::const_iterator at) {
    return at == facts.end() ? "nothing" : at->first + " " + escape_unprintable(at->second);
  };
  return of + "\n  actual:   " + shown(actual, one) + "\n  expected: " + shown(expected, other);
}

}  // namespace

std::string text_difference(std::string_view actual, std::string_view expected) {
  if (actual == expected) return "";
  const auto at = static_cast<std::size_t>(
      std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end()).first - actual.begin());
  const auto before = actual.substr(0, at);
  const auto number = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t column = before.size() - (before.rfind('\n') + 1);  // npos + 1 is 0
  const auto shown = [&](std::string_view text) {
    return at == text.size() ? "(the text ends) " + excerpt(line_of(text, number), column)
                             : excerpt(line_of(text, number), column);
  };
  return "line " + std::to_string(number) + ", column " + std::to_string(column + 1) +
         "\n  actual:   " + shown(actual) + "\n  expected: " + shown(expected);
}

std::string rows_difference(const Rows& actual, const Rows& expected) {
  const auto [one, other] = std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end());
  if (one == actual.end() && other == expected.end()) return "";
  // If the paths differ, the other side lacks the smaller one.
  const bool is_missing = one == actual.end() || (other != expected.end() && other->first < one->first);
  const std::string path = is_missing ? other->first : one->first;
  return "node " + escape_unprintable(as_path(path)) + "\n  actual:   " + as_text(actual, path) +
         "\n  expected: " + as_text(expected, path);
}

std::string snapshot_difference(const Snapshot& actual, const Snapshot& expected) {
  std::string difference = facts_difference("snapshot", facts_of(actual), facts_of(expected));
  for (std::size_t i = 0; difference.empty() && i < actual.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    difference =
        facts_difference("object " + std::to_string(i), facts_of(actual, id), facts_of(expected, id));
  }
  return difference;
}

}  // namespace heapgraph::test
