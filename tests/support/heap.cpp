// SPDX-License-Identifier: MIT
// Heaps described in code, as the dumps that a VM would write of them.
#include "support/heap.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>

#include "heapgraph/load.h"
#include "support/text.h"

namespace heapgraph::test {
namespace {

std::string reference(Ref target) {
  return target.address == 0 ? "null" : fmt::format("\"{:#x}\"", target.address);
}

std::string joined(const std::vector<std::string>& items) {
  return fmt::format("[{}]", fmt::join(items, ","));
}

}  // namespace

Field one(std::string_view key, Ref target) {
  return {fmt::format("\"{}\":{}", key, reference(target))};
}

Field list(std::string_view key, const std::vector<Ref>& targets) {
  std::vector<std::string> items;
  for (const Ref target : targets) items.push_back(reference(target));
  return {fmt::format("\"{}\":{}", key, joined(items))};
}

Field text(std::string_view key, std::string_view value) {
  return {fmt::format("\"{}\":{}", key, json_string(value))};
}

Field number(std::string_view key, std::int64_t value) {
  return {fmt::format("\"{}\":{}", key, value)};
}

Field stack_names(const std::vector<std::string>& names) {
  std::vector<std::string> items;
  for (const std::string& name : names) items.push_back(name.empty() ? "null" : json_string(name));
  return {fmt::format("\"stacknames\":{}", joined(items))};
}

Ref Heap::string(std::string_view text) {
  return object("string", {test::text("data", text)});
}

Ref Heap::record(const std::vector<std::pair<std::string, Ref>>& fields, Ref metatable) {
  Pairs pairs;
  for (const auto& [key, value] : fields) pairs.emplace_back(string(key), value);
  return table(pairs, {}, metatable);
}

std::vector<Ref> Heap::tables(int number, int most) {
  std::vector<Ref> made;
  for (int i = 0; i < most; ++i) {
    if (i < number) {
      made.push_back(table({}));
    } else {
      skip();
    }
  }
  return made;
}

Ref Heap::table(const Pairs& pairs, const std::vector<Ref>& array, Ref metatable) {
  std::vector<Field> fields;
  std::vector<Ref> flat;
  for (const auto& [key, value] : pairs) flat.insert(flat.end(), {key, value});
  if (!flat.empty()) fields.push_back(list("pairs", flat));
  if (!array.empty()) fields.push_back(list("array", array));
  if (metatable.address != 0) fields.push_back(one("metatable", metatable));
  return object("table", fields);
}

Ref Heap::object(std::string_view type, const std::vector<Field>& fields) {
  const Ref self = next();
  next_address_ += 0x10;
  fmt::format_to(std::back_inserter(objects_), "\"{:#x}\":{{\"type\":\"{}\",\"cat\":{},\"size\":{}",
                 self.address, type, category, size);
  for (const Field& field : fields) objects_ += "," + field.json;
  objects_ += "},\n";
  total_ += size;
  return self;
}

Heap& Heap::root(std::string_view name, Ref object) {
  if (!roots_.empty()) roots_ += ",";
  roots_ += json_string(name) + ":" + reference(object);
  return *this;
}

Heap& Heap::name_category(std::uint8_t number, std::string_view name) {
  categories_ += fmt::format("\"{}\":{{\"name\":{}, \"size\":1}},\n", number, json_string(name));
  return *this;
}

std::string Heap::dump() const {
  return fmt::format(
      "{{\"objects\":{{\n{}\"0\":{{\"type\":\"userdata\",\"cat\":0,\"size\":0}}\n}},\"roots\":{{\n{}}},"
      "\"stats\":{{\n\"size\":{},\n\"categories\":{{\n{}\"none\":{{}}\n}}\n}}}}\n",
      objects_, roots_, total_, categories_);
}

Snapshot Heap::load() const {
  return parse_snapshot(dump(), "heap");
}

}  // namespace heapgraph::test
