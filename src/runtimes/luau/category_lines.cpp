// SPDX-License-Identifier: MIT
// The repair of the category names at the end of a dump.
#include "runtimes/luau/category_lines.h"

#include <algorithm>
#include <optional>

#include "base/json_text.h"

namespace heapgraph::luau {
namespace {

struct Parts {
  std::string_view before;
  std::string_view name;
  std::string_view after;
};

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The name between `"N":{"name":"` and the last `", "size":N}` of a line, with the parts around it.
std::optional<Parts> parts_of(std::string_view line) {
  constexpr std::string_view opening = "\":{\"name\":\"";
  constexpr std::string_view closing = "\", \"size\":";
  if (!line.starts_with('"')) return std::nullopt;
  const std::size_t open = line.find(opening);
  if (open == std::string_view::npos || !is_number(line.substr(1, open - 1))) return std::nullopt;
  const std::size_t begin = open + opening.size();
  const std::size_t end = line.rfind(closing);
  if (end == std::string_view::npos || end < begin) return std::nullopt;
  return Parts{line.substr(0, begin), line.substr(begin, end - begin), line.substr(end)};
}

}  // namespace

RepairedCategories repair_category_names(std::string_view text) {
  RepairedCategories result;
  std::uint64_t line_number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    const std::optional<Parts> parts = parts_of(line);
    if (!parts || stands_for_itself(parts->name)) {
      result.text += line;
    } else {
      const std::string quoted = quoted_as_json(parts->name);
      result.text.append(parts->before.substr(0, parts->before.size() - 1))
          .append(quoted)
          .append(parts->after.substr(1));
      if (++result.damage.raw_names == 1) {
        result.damage.first_line = line_number;
        result.damage.first_column = parts->before.size() + 1;
        result.damage.first_problem = "a name written raw";
      }
    }
    ++line_number;
    text.remove_prefix(end);
  }
  return result;
}

}  // namespace heapgraph::luau
