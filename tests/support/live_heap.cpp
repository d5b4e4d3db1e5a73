// SPDX-License-Identifier: MIT
// A heap that lives.
#include "support/live_heap.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "heapgraph/load.h"

namespace heapgraph::test {

LiveHeap::LiveHeap() : root_(make(Type::table)), proto_(make(Type::proto)) {}

LiveHeap::Id LiveHeap::make(Type type) {
  std::uint64_t address = next_address_;
  if (free_.empty()) {
    next_address_ += 0x30;
  } else {
    address = free_.back();
    free_.pop_back();
  }
  cells_.push_back({type, address, cells_.size() + 1, {}, {}, {}});
  return static_cast<Id>(cells_.size() - 1);
}

LiveHeap::Id LiveHeap::table(const Fields& fields) {
  const Id self = make(Type::table);
  for (const auto& [key, value] : fields) set(self, key, value);
  return self;
}

LiveHeap::Id LiveHeap::function(const std::vector<Id>& upvalues) {
  const Id self = make(Type::function);
  for (const Id upvalue : upvalues) cells_[index(self)].items.push_back(upvalue);
  return self;
}

LiveHeap::Id LiveHeap::text(const std::string& text) {
  const auto known = texts_.find(text);
  if (known != texts_.end()) return known->second;
  const Id self = make(Type::text);
  cells_[index(self)].text = text;
  texts_[text] = self;
  return self;
}

void LiveHeap::set(Id table, const std::string& key, Id value) {
  text(key);
  erase(table, key);
  cells_[index(table)].fields.emplace_back(key, value);
}

void LiveHeap::erase(Id table, const std::string& key) {
  Fields& fields = cells_[index(table)].fields;
  const auto has_key = [&](const auto& field) { return field.first == key; };
  fields.erase(std::remove_if(fields.begin(), fields.end(), has_key), fields.end());
}

void LiveHeap::collect() {
  std::vector<bool> is_reached(cells_.size());
  std::vector<Id> queue;
  const auto reach = [&](Id id) {
    if (id == nothing || is_reached[index(id)]) return;
    is_reached[index(id)] = true;
    queue.push_back(id);
  };
  reach(root_);
  reach(proto_);
  while (!queue.empty()) {
    const Cell& cell = cells_[index(queue.back())];
    queue.pop_back();
    for (const auto& [key, value] : cell.fields) {
      reach(texts_.at(key));
      reach(value);
    }
    for (const Id item : cell.items) reach(item);
  }
  std::vector<std::uint64_t> freed;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (is_reached[i] || !cells_[i].is_alive) continue;
    cells_[i].is_alive = false;
    if (cells_[i].type == Type::text) texts_.erase(cells_[i].text);
    freed.push_back(cells_[i].address);
  }
  std::sort(freed.begin(), freed.end());
  free_.insert(free_.end(), freed.begin(), freed.end());
}

std::string LiveHeap::reference(Id id) const {
  return id == nothing ? "null" : fmt::format("\"{:#x}\"", cells_[index(id)].address);
}

std::string LiveHeap::describe(const Cell& cell) const {
  std::vector<std::string> items;
  for (const Id item : cell.items) items.push_back(reference(item));
  const std::string row = fmt::format("[{}]", fmt::join(items, ","));
  switch (cell.type) {
    case Type::text:
      return fmt::format(R"("type":"string","cat":0,"size":{},"data":"{}")", 24 + cell.text.size(),
                         cell.text);
    case Type::proto:
      return R"("type":"proto","cat":0,"size":100,"source":"=live","line":1)";
    case Type::function:
      return fmt::format(R"("type":"function","cat":0,"size":{},"proto":{},"upvalues":{})",
                         40 + 16 * items.size(), reference(proto_), row);
    case Type::table:
      break;
  }
  std::vector<std::string> pairs;
  for (const auto& [key, value] : cell.fields) {
    pairs.push_back(reference(texts_.at(key)));
    pairs.push_back(reference(value));
  }
  return fmt::format(R"("type":"table","cat":0,"size":64,"pairs":[{}],"array":{})", fmt::join(pairs, ","),
                     row);
}

LiveDump LiveHeap::dump() const {
  std::vector<std::size_t> alive;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (cells_[i].is_alive) alive.push_back(i);
  }
  std::sort(alive.begin(), alive.end(),
            [&](std::size_t a, std::size_t b) { return cells_[a].address < cells_[b].address; });
  std::string text = "{\"objects\":{\n";
  std::vector<std::uint64_t> births;
  for (const std::size_t i : alive) {
    text += fmt::format("\"{:#x}\":{{{}}},\n", cells_[i].address, describe(cells_[i]));
    births.push_back(cells_[i].birth);
  }
  text += fmt::format(
      "\"0\":{{\"type\":\"userdata\",\"cat\":0,\"size\":0}}\n}},\"roots\":{{\n\"registry\":{}}},"
      "\"stats\":{{\n\"size\":0,\n\"categories\":{{\n\"none\":{{}}\n}}\n}}}}\n",
      reference(root_));
  return {parse_snapshot(text, "live"), std::move(births), cells_.size()};
}

}  // namespace heapgraph::test
