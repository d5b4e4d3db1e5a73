// SPDX-License-Identifier: MIT
// Heaps that change: models of which dumps are written before and after.
#include "support/model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

#include "heapgraph/load.h"
#include "support/text.h"

namespace heapgraph::test {
namespace {

std::string references(const std::vector<std::uint64_t>& targets) {
  std::vector<std::string> texts;
  for (const std::uint64_t target : targets) {
    texts.push_back(target == 0 ? std::string("null") : fmt::format("\"{:#x}\"", target));
  }
  return fmt::format("[{}]", fmt::join(texts, ","));
}

std::string line_of(std::uint64_t address, ModelObject object, std::mt19937* random) {
  if (random != nullptr) std::shuffle(object.entries.begin(), object.entries.end(), *random);
  std::string line =
      fmt::format(R"("{:#x}":{{"type":"{}","cat":0,"size":{})", address, object.type, object.size);
  if (object.type == "string") line += R"(,"data":)" + json_string(object.text);
  if (object.type == "proto") line += R"(,"line":1,"source":)" + json_string(object.text);
  std::vector<std::uint64_t> flat;
  for (const auto& [key, value] : object.entries) flat.insert(flat.end(), {key, value});
  if (!flat.empty()) line += R"(,"pairs":)" + references(flat);
  const char* const items = object.type == "function" ? "upvalues"
                            : object.type == "thread" ? "stack"
                                                      : "array";
  if (!object.items.empty()) line += fmt::format(R"(,"{}":{})", items, references(object.items));
  if (object.metatable != 0) line += fmt::format(R"(,"metatable":"{:#x}")", object.metatable);
  if (object.proto != 0) line += fmt::format(R"(,"proto":"{:#x}")", object.proto);
  return line + "},\n";
}

constexpr std::array names = {"name",      "next",       "left",     "history", "owner", "player_1",
                              "player_22", "player_303", "player_4", "a/b",     "*",     "x\\y"};

std::uint64_t any_object(const Model& model, std::mt19937& random) {
  return std::next(model.objects.begin(), static_cast<std::ptrdiff_t>(below(random, model.objects.size())))
      ->first;
}

/// Adds a reference from one object to another, in a way that its type has.
void refer(Model& model, std::mt19937& random, std::uint64_t from, std::uint64_t to) {
  ModelObject& object = model.objects.at(from);
  if (object.type == "string") return;
  if (object.type != "table" || below(random, 3) == 0) {
    object.items.push_back(to);
    return;
  }
  const bool is_named = below(random, 6) != 0;
  const std::uint64_t key = is_named ? model.string(names.at(below(random, names.size()))) : to;
  const std::uint64_t value = is_named ? to : any_object(model, random);
  // A table has a key once.
  auto& entries = model.objects.at(from).entries;
  const auto has_key = [&](const auto& entry) { return entry.first == key; };
  if (std::none_of(entries.begin(), entries.end(), has_key)) entries.emplace_back(key, value);
}

std::uint64_t add_random_object(Model& model, std::mt19937& random, std::uint64_t weak) {
  constexpr std::array types = {"table", "table", "table", "table", "function", "thread"};
  ModelObject object;
  object.type = types.at(below(random, types.size()));
  object.size = static_cast<std::int64_t>(1 + below(random, 1000));
  if (object.type == "table" && below(random, 8) == 0) object.metatable = weak;
  return model.add(std::move(object));
}

/// Metatable of weak tables, which is the first object of a random heap.
std::uint64_t weak_metatable(const Model& model) {
  return model.objects.begin()->first;
}

}  // namespace

std::size_t below(std::mt19937& random, std::size_t n) {
  return static_cast<std::size_t>(random() % n);
}

std::uint64_t Model::add(ModelObject object) {
  const std::uint64_t address = next_address_;
  next_address_ += 0x10;
  objects.emplace(address, std::move(object));
  return address;
}

std::uint64_t Model::string(std::string_view text) {
  const auto found = strings_.find(text);
  if (found != strings_.end() && objects.count(found->second) != 0) return found->second;
  ModelObject object;
  object.type = "string";
  object.size = static_cast<std::int64_t>(24 + text.size());
  object.text = text;
  return strings_[std::string(text)] = add(std::move(object));
}

std::uint64_t Model::table(std::int64_t size) {
  ModelObject object;
  object.size = size;
  return add(std::move(object));
}

void Model::set(std::uint64_t table, std::string_view key, std::uint64_t value) {
  const std::uint64_t key_string = string(key);
  objects.at(table).entries.emplace_back(key_string, value);
}

void Model::collect() {
  std::set<std::uint64_t> reached;
  std::vector<std::uint64_t> open;
  const auto reach = [&](std::uint64_t address) {
    if (address != 0 && objects.count(address) != 0 && reached.insert(address).second)
      open.push_back(address);
  };
  for (const auto& [name, address] : roots) reach(address);
  while (!open.empty()) {
    const ModelObject& object = objects.at(open.back());
    open.pop_back();
    for (const auto& [key, value] : object.entries) {
      reach(key);
      reach(value);
    }
    for (const std::uint64_t item : object.items) reach(item);
    reach(object.metatable);
    reach(object.proto);
  }
  std::erase_if(objects, [&](const auto& object) { return reached.count(object.first) == 0; });
}

std::string Model::dump(std::mt19937* random) const {
  std::vector<std::uint64_t> order;
  std::int64_t total = 0;
  for (const auto& [address, object] : objects) {
    order.push_back(address);
    total += object.size;
  }
  auto all_roots = roots;
  if (random != nullptr) {
    std::shuffle(order.begin(), order.end(), *random);
    std::shuffle(all_roots.begin(), all_roots.end(), *random);
  }
  std::string lines;
  for (const std::uint64_t address : order) lines += line_of(address, objects.at(address), random);
  std::vector<std::string> root_texts;
  for (const auto& [name, address] : all_roots) {
    root_texts.push_back(fmt::format("{}:\"{:#x}\"", json_string(name), address));
  }
  return fmt::format(
      "{{\"objects\":{{\n{}\"0\":{{\"type\":\"userdata\",\"cat\":0,\"size\":0}}\n}},\"roots\":{{\n{}}},"
      "\"stats\":{{\n\"size\":{},\n\"categories\":{{\n\"none\":{{}}\n}}\n}}}}\n",
      lines, fmt::join(root_texts, ","), total);
}

Snapshot Model::load(std::mt19937* random) const {
  return parse_snapshot(dump(random), "model");
}

Model random_model(std::mt19937& random) {
  Model model;
  const std::uint64_t weak = model.table();
  model.set(weak, "__mode", model.string("v"));
  const std::size_t count = 4 + below(random, 24);
  for (std::size_t i = 0; i < count; ++i) add_random_object(model, random, weak);
  for (std::size_t i = 0; i < count * 2; ++i) {
    refer(model, random, any_object(model, random), any_object(model, random));
  }
  for (std::size_t i = 1 + below(random, 3); i > 0; --i) {
    model.roots.emplace_back("root" + std::to_string(i), any_object(model, random));
  }
  model.roots.emplace_back("weak", weak);
  return model;
}

void mutate(Model& model, std::mt19937& random) {
  const std::uint64_t weak = weak_metatable(model);
  for (std::size_t change = 3 + below(random, 12); change > 0; --change) {
    const std::uint64_t at = any_object(model, random);
    ModelObject& object = model.objects.at(at);
    switch (below(random, 7)) {
      case 0:  // an object is cut off and hung elsewhere
        if (!object.items.empty()) {
          const std::uint64_t moved = object.items.back();
          object.items.pop_back();
          refer(model, random, any_object(model, random), moved);
        }
        break;
      case 1:
        if (!object.entries.empty() && at != weak) object.entries.erase(object.entries.begin());
        break;
      case 2:
        if (object.type == "table" || object.type == "thread") {
          object.size = static_cast<std::int64_t>(1 + below(random, 2000));
        }
        break;
      case 3:
        if (model.roots.size() > 1 && below(random, 2) == 0) {
          model.roots.erase(model.roots.begin());
        } else {
          model.roots.front().first += "'";
        }
        break;
      default:
        refer(model, random, at, add_random_object(model, random, weak));
    }
  }
  if (below(random, 4) != 0) model.collect();
}

}  // namespace heapgraph::test
