// SPDX-License-Identifier: MIT
// Budget files: JSON that people write by hand and `--update-budget` keeps up to date.
#include "heapgraph/budget.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/json_fault.h"
#include "base/json_places.h"
#include "base/json_text.h"
#include "base/sizes.h"
#include "base/text.h"
#include "base/text_file.h"
#include "heapgraph/error.h"
#include "runtimes/readers.h"
#include "tree/path_pattern.h"

namespace heapgraph {
namespace {

using Json = nlohmann::ordered_json;

/// Edit distance of two words in bytes (V. I. Levenshtein, 1965). O(length of a * length of b).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, changed});
    }
  }
  return row.back();
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

/// Names of the types of all runtimes, since the runtime of the dumps is not known yet.
std::vector<std::string> known_types() {
  std::vector<std::string> names;
  for (const Reader& reader : readers()) {
    for (const TypeInfo& type : reader.vocabulary->types) add_once(names, type.name);
  }
  return names;
}

/// Keys of the groupings of all runtimes whose groups can have limits, if `is_meant` selects them.
template <class IsMeant>
std::vector<std::string> known_groupings(const IsMeant& is_meant) {
  std::vector<std::string> keys;
  for (const Reader& reader : readers()) {
    for (const Grouping& grouping : reader.vocabulary->groupings) {
      if (grouping.has_limits && is_meant(grouping)) add_once(keys, grouping.key);
    }
  }
  return keys;
}

bool is_by_type(const std::string& key) {
  const std::vector<std::string> keys =
      known_groupings([](const Grouping& grouping) { return grouping.by == GroupBy::type; });
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class BudgetReader {
  static constexpr std::size_t most_levels = 100;
  static constexpr std::size_t most_entries = 1000;
  static constexpr std::size_t longest_quote = 60;  // in character cells

 public:
  explicit BudgetReader(const std::string& path) : path_(path) {
    text_ = read_text_file(path, "give --budget the name of a JSON file");
    // The JSON library copies and destroys values by recursion.
    if (look_at_beginning(text_).depth > most_levels) {
      throw Error(FilePlace{path_}, fmt::format("is nested deeper than {} levels", most_levels),
                  "mend the budget file");
    }
    json_ = Json::parse(text_, nullptr, false);
    if (!json_.is_discarded()) {
      check_repeated_keys();
      return;
    }
    const std::optional<JsonFault> fault = find_fault(text_);
    throw Error(place_of({text_, path_}, fault ? fault->offset : 0),
                fmt::format("is not JSON: {}", fault ? fault->reason : "it cannot be read"),
                "mend the budget file");
  }

  const Json& json() const { return json_; }

  Budget read() {
    check_keys(json_, {}, {"$schema", "limits", "ignore"});
    Budget budget;
    if (list("limits").size() > most_entries || list("ignore").size() > most_entries) {
      throw Error(FilePlace{path_}, fmt::format("has a list of more than {} entries", most_entries),
                  "split the budget file");
    }
    for (std::size_t i = 0; i < list("limits").size(); ++i) budget.limits.push_back(read_limit(i));
    for (std::size_t i = 0; i < list("ignore").size(); ++i) budget.ignored.push_back(read_ignored(i));
    return budget;
  }

 private:
  void check_repeated_keys() const {
    const std::optional<RepeatedKey> repeated = find_repeated_key(text_);
    if (!repeated) return;
    throw Error(place_of({text_, path_}, repeated->offset),
                fmt::format("\"{}\" stands twice", shorten_printable(repeated->key, longest_quote)),
                "keep one of them");
  }

  [[noreturn]] void fail(const JsonPath& at, const std::string& problem, const std::string& advice) const {
    throw Error(place_of({text_, path_}, offset_in_json(text_, at)), problem, advice);
  }

  static JsonPath below(JsonPath path, std::variant<std::string, std::size_t> part) {
    path.push_back(std::move(part));
    return path;
  }

  const Json& list(const std::string& key) const {
    static const Json empty = Json::array();
    if (!json_.contains(key)) return empty;
    if (!json_[key].is_array()) fail({key}, fmt::format("\"{}\" is not a list", key), "write [ … ]");
    return json_[key];
  }

  void check_keys(const Json& object, const JsonPath& at, const std::vector<std::string>& known) const {
    if (!object.is_object()) fail(at, "here must be an object", "write { … }");
    for (const auto& [key, value] : object.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      fail(below(at, key), fmt::format("\"{}\" is not known here", shorten_printable(key, longest_quote)),
           advice_among(known, key));
    }
  }

  template <class Names>
  static std::string advice_among(const Names& known, const std::string& name) {
    constexpr std::size_t longest = 64;  // a longer name is no slip of the pen
    if (name.size() > longest) return fmt::format("known are {}", fmt::join(known, ", "));
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
      return distance(name, a) < distance(name, b);
    });
    return fmt::format("did you mean \"{}\"? Known are {}", *nearest, fmt::join(known, ", "));
  }

  /// Reads the name of a type, which must be a known one. Types that a future runtime may add are all
  /// loaded as one unknown type, so no limit could tell them apart.
  std::string read_type(const Json& entry, const JsonPath& at, const std::string& key) const {
    std::string type = read_text(entry, at, key);
    const std::vector<std::string> known = known_types();
    if (std::find(known.begin(), known.end(), type) == known.end()) {
      fail(below(at, key),
           fmt::format("\"{}\" is not a type of objects", shorten_printable(type, longest_quote)),
           advice_among(known, type));
    }
    return type;
  }

  std::string read_text(const Json& object, const JsonPath& at, const std::string& key) const {
    if (!object.contains(key)) return {};
    if (!object[key].is_string()) {
      fail(below(at, key), fmt::format("\"{}\" is not a text", key), "write it in quotes");
    }
    return object[key].get<std::string>();
  }

  bool read_flag(const Json& object, const JsonPath& at, const std::string& key) const {
    if (!object.contains(key)) return false;
    if (!object[key].is_boolean()) {
      fail(below(at, key), fmt::format("\"{}\" is neither true nor false", key), "write true or false");
    }
    return object[key].get<bool>();
  }

  std::optional<std::uint64_t> read_size(const Json& object, const JsonPath& at,
                                         const std::string& key) const {
    if (!object.contains(key)) return std::nullopt;
    const Json& value = object[key];
    std::optional<std::uint64_t> size;
    if (value.is_number_unsigned()) size = value.get<std::uint64_t>();
    if (value.is_string() && key != "objects") size = parse_size(value.get<std::string>());
    if (!size) {
      fail(below(at, key),
           fmt::format("\"{}\" is not a {}", key, key == "objects" ? "number of objects" : "size"),
           key == "objects" ? "write a number from 0 on" : "write 65536 or \"64KB\"");
    }
    return size;
  }

  std::string read_pattern(const Json& object, const JsonPath& at) const {
    std::string pattern = read_text(object, at, "path");
    try {
      const PathPattern check(pattern);
    } catch (const Error& error) {
      fail(below(at, "path"), error.what(), "mend the pattern");
    }
    return pattern;
  }

  Limit read_limit(std::size_t i) const {
    const JsonPath at = {std::string("limits"), i};
    const Json& entry = json_["limits"][i];
    std::vector<std::string> subjects = known_groupings([](const Grouping&) { return true; });
    subjects.insert(subjects.begin(), "path");
    std::vector<std::string> known = subjects;
    known.insert(known.end(), {"bytes", "objects", "growth", "reason", "optional"});
    check_keys(entry, at, known);
    Limit limit;
    for (const std::string& key : subjects) {
      if (!entry.contains(key)) continue;
      if (limit.of != LimitOf::whole) {
        fail(below(at, key), fmt::format("\"{}\" stands beside \"{}\"", key, name_of(limit)),
             "limit one thing in an entry");
      }
      const bool is_path = key == "path";
      limit.of = is_path ? LimitOf::path : LimitOf::group;
      if (!is_path) limit.group = key;
      limit.key = is_path           ? read_pattern(entry, at)
                  : is_by_type(key) ? read_type(entry, at, key)
                                    : read_text(entry, at, key);
    }
    limit.bytes = read_size(entry, at, "bytes");
    limit.objects = read_size(entry, at, "objects");
    limit.growth = read_size(entry, at, "growth");
    limit.reason = read_text(entry, at, "reason");
    limit.optional = read_flag(entry, at, "optional");
    if (!limit.bytes && !limit.objects && !limit.growth) {
      fail(at, "this entry limits nothing", "give it \"bytes\", \"objects\" or \"growth\"");
    }
    return limit;
  }

  Ignored read_ignored(std::size_t i) const {
    const JsonPath at = {std::string("ignore"), i};
    const Json& entry = json_["ignore"][i];
    check_keys(entry, at, {"path", "reason", "until"});
    Ignored ignored;
    if (!entry.contains("path")) fail(at, "this entry names nothing", "give it a \"path\"");
    ignored.pattern = read_pattern(entry, at);
    ignored.reason = read_text(entry, at, "reason");
    if (ignored.reason.empty()) fail(at, "this entry has no reason", "say in \"reason\" why it is ignored");
    ignored.until = read_text(entry, at, "until");
    if (!ignored.until.empty() && !is_date(ignored.until)) {
      fail(below(at, "until"), "\"until\" is not a date", "write it as 2026-12-31");
    }
    return ignored;
  }

  static bool is_date(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-dd";
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_digit = text[i] >= '0' && text[i] <= '9';
      if (shape[i] == 'd' ? !is_digit : text[i] != shape[i]) return false;
    }
    const auto number = [&](std::size_t from, std::size_t digits) {
      unsigned value = 0;
      for (const char c : text.substr(from, digits)) value = value * 10 + static_cast<unsigned>(c - '0');
      return value;
    };
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                                           std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)));
    return date.ok();
  }

  std::string path_;
  std::string text_;
  Json json_;
};

std::uint64_t with_headroom(std::uint64_t measured, std::uint32_t headroom) {
  return measured + static_cast<std::uint64_t>(std::ceil(static_cast<double>(measured) * headroom / 100));
}

}  // namespace

Budget load_budget(const std::string& path) {
  return BudgetReader(path).read();
}

UpdatedBudget updated_budget(const std::string& path, const LimitReport& report, std::uint32_t headroom) {
  UpdatedBudget updated;
  Json json = BudgetReader(path).json();
  Json none = Json::array();
  Json& limits = json.contains("limits") ? json["limits"] : none;
  for (std::size_t i = 0; i < limits.size() && i < report.results.size(); ++i) {
    Json& entry = limits[i];
    const LimitResult& result = report.results[i];
    for (const LimitCheck& check : result.checks) {
      Json& number = entry[std::string(check.unit)];
      const auto least = static_cast<std::uint64_t>(std::max<std::int64_t>(check.measured, 0));
      std::uint64_t most = with_headroom(least, headroom);
      if (number.is_string()) {
        const std::string size = size_in_unit_of(number.get<std::string>(), most);
        most = parse_size(size).value_or(most);
        if (most != check.limit) number = size;
      } else {
        number = most;
      }
      if (most != check.limit) updated.changes.push_back({result.limit, check.unit, check.limit, most});
    }
  }
  updated.text = disarmed_json(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
  return updated;
}

}  // namespace heapgraph
