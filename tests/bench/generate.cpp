// SPDX-License-Identifier: MIT
// Writer of a realistic dump of any size, in Luau's exact layout, to standard output.
//
// The heap is a world of zones, chunks and entities with components, strings, closures and coroutines, as
// a game server has it. As in the VM, objects of one size lie side by side in pages, objects made one
// after another are neighbours in memory, and the dump goes page by page, the newest first. An entity's
// objects follow from its number and the seed alone, so nothing is kept in memory: a dump of many
// gigabytes goes straight into a pipe. Two dumps with one seed share the entities that both have, at the
// same addresses: `generate 100000` and `generate 125000 10000` are a pair like two moments of one
// program.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::uint64_t first_address = 0x55d0f0000000;
constexpr std::uint64_t first_entity = first_address + 0x10000000;
constexpr std::uint64_t page_bytes = 0x20000;
constexpr std::uint64_t zones = 97;
constexpr std::uint64_t chunks = 13;

/// Objects of an entity, by their position among its addresses. The tables that most entities have come
/// first, in the order in which they are made.
enum Slot : std::uint64_t {
  tags,
  rotation,
  transform,
  log_entry,
  log,
  health,
  components,
  self,
  name,
  script,
  description,
  inventory,
  thread,
  local_state,
  item,                  // up to 8 tables
  item_name = item + 8,  // names of the tables
  slot_count = item_name + 8
};

/// Number of entities that are made before another round of pages begins.
constexpr std::uint64_t entities_of_round = 256;

/// Pages of a round: one for the tables that most entities have, and one for each other slot.
constexpr std::uint64_t tables_of_entity = self + 1;
constexpr std::uint64_t pages_of_round = slot_count - tables_of_entity + 1;

constexpr std::uint64_t page_of(std::uint64_t slot) {
  return slot < tables_of_entity ? 0 : slot - tables_of_entity + 1;
}

class Generator {
 public:
  Generator(std::uint64_t skip, std::uint64_t count, std::uint64_t seed)
      : skip_(skip), count_(count), seed_(seed) {}

  void write() {
    write_raw("{\"objects\":{\n");
    object(shared("mainthread"), "thread", 1232,
           fmt::format(",\"env\":{},\"stack\":[{}],\"stacknames\":[null]", quoted(shared("globals")),
                       quoted(shared("globals"))));
    write_shared();
    write_entities();
    write_world();
    write_raw(fmt::format(
        "\"0\":{{\"type\":\"userdata\",\"cat\":0,\"size\":0}}\n}},\"roots\":{{\n\"mainthread\":{},"
        "\"registry\":{}}},\"stats\":{{\n\"size\":{},\n\"categories\":{{\n"
        "\"0\":{{\"name\":\"Default\", \"size\":{}}},\n\"none\":{{}}\n}}\n}}}}\n",
        quoted(shared("mainthread")), quoted(shared("registry")), static_cast<std::int32_t>(total_),
        static_cast<std::int32_t>(total_)));
    flush();
  }

 private:
  /// Pseudo-random number that follows from the entity, the purpose and the seed.
  std::uint64_t chance(std::uint64_t entity, std::uint64_t purpose) const {
    std::uint64_t x = (entity + 1) * 0x9e3779b97f4a7c15U ^ (purpose + 1) * 0xd6e8feb86659fd93U ^ seed_;
    x ^= x >> 31U;
    x *= 0xbf58476d1ce4e5b9U;
    return x ^ x >> 29U;
  }

  static std::uint64_t address(std::uint64_t entity, std::uint64_t slot) {
    const std::uint64_t round = entity / entities_of_round;
    const std::uint64_t place = entity % entities_of_round;
    const bool is_common = slot < tables_of_entity;
    return first_entity + (round * pages_of_round + page_of(slot)) * page_bytes +
           (is_common ? place * tables_of_entity + slot : place) * 0x30;
  }
  /// Address of an object that the heap has once, such as the name of a field or a table of the world.
  std::uint64_t shared(std::string_view what) {
    for (std::size_t i = 0; i < shared_.size(); ++i) {
      if (shared_[i] == what) return first_address + i * 0x20;
    }
    shared_.emplace_back(what);
    return first_address + (shared_.size() - 1) * 0x20;
  }

  static std::string quoted(std::uint64_t address) { return fmt::format("\"{:#x}\"", address); }

  void write_raw(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() > (std::size_t{1} << 20U)) flush();
  }
  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size()) std::exit(2);
    buffer_.clear();
  }

  void object(std::uint64_t at, std::string_view type, std::uint64_t size, std::string_view fields) {
    std::string& page =
        at < first_entity ? buffer_ : pages_[(at - first_entity) / page_bytes % pages_of_round];
    fmt::format_to(std::back_inserter(page), "\"{:#x}\":{{\"type\":\"{}\",\"cat\":0,\"size\":{}{}}},\n", at,
                   type, size, fields);
    total_ += size;
    if (at < first_entity) write_raw("");
  }
  void string(std::uint64_t at, std::string_view text) {
    object(at, "string", 24 + text.size(), fmt::format(",\"data\":\"{}\"", text));
  }

  using Pairs = std::vector<std::pair<std::string_view, std::uint64_t>>;
  void record(std::uint64_t at, const Pairs& pairs, std::uint64_t metatable = 0) {
    std::string fields = ",\"pairs\":[";
    for (const auto& [key, value] : pairs) {
      if (fields.back() != '[') fields += ',';
      fields += quoted(shared(key));
      fields += ',';
      fields += value == 0 ? std::string("null") : quoted(value);
    }
    fields += ']';
    if (metatable != 0) fields += ",\"metatable\":" + quoted(metatable);
    object(at, "table", 48 + 32 * pairs.size(), fields);
  }
  void array(std::uint64_t at, const std::vector<std::uint64_t>& items) {
    std::string fields;
    for (const std::uint64_t target : items)
      fields += (fields.empty() ? ",\"array\":[" : ",") + quoted(target);
    if (!fields.empty()) fields += ']';
    object(at, "table", 48 + 16 * items.size(), fields);
  }

  void write_entities() {
    const std::uint64_t end = skip_ + count_;
    for (std::uint64_t round = (end + entities_of_round - 1) / entities_of_round; round-- > 0;) {
      const std::uint64_t first = std::max(round * entities_of_round, skip_);
      const std::uint64_t last = std::min((round + 1) * entities_of_round, end);
      for (std::uint64_t i = first; i < last; ++i) write_entity(i);
      for (std::string& page : pages_) {
        write_raw(page);
        page.clear();
      }
      if (first == skip_) break;
    }
  }

  void write_entity(std::uint64_t i) {
    const auto at = [&](std::uint64_t slot) { return address(i, slot); };
    string(at(name), fmt::format("entity_{}", i));
    std::vector<std::uint64_t> tag_list;
    for (std::uint64_t k = chance(i, tags) % 4; k-- > 0;) {
      tag_list.push_back(shared(fmt::format("tag{}", chance(i, 100 + k) % 97)));
    }
    array(at(tags), tag_list);
    record(at(rotation), {{"w", 0}, {"x", 0}, {"y", 0}, {"z", 0}});
    record(at(transform), {{"position", 0}, {"rotation", at(rotation)}, {"scale", 0}});

    Pairs parts = {{"transform", at(transform)}};
    if (chance(i, health) % 3 == 0) {
      record(at(log_entry), {{"at", 0}, {"what", shared("spawn")}});
      array(at(log), {at(log_entry)});
      record(at(health), {{"hp", 0}, {"log", at(log)}});
      parts.emplace_back("health", at(health));
    }
    if (chance(i, script) % 5 == 0) {
      object(at(script), "function", 48,
             fmt::format(",\"env\":{},\"proto\":{},\"upvalues\":[{}]", quoted(shared("globals")),
                         quoted(shared("proto")), quoted(at(self))));
      parts.emplace_back("script", at(script));
    }
    if (chance(i, inventory) % 7 == 0) {
      std::vector<std::uint64_t> items;
      for (std::uint64_t k = chance(i, item) % 9; k-- > 0;) {
        string(at(item_name + k), fmt::format("item {} of {}", k, i));
        record(at(item + k), {{"item", at(item_name + k)}, {"owner", at(self)}, {"count", 0}});
        items.push_back(at(item + k));
      }
      array(at(inventory), items);
      parts.emplace_back("inventory", at(inventory));
    }
    record(at(components), parts);
    Pairs fields = {{"id", 0},
                    {"name", at(name)},
                    {"zone", shared(fmt::format("zone{}", i % zones))},
                    {"tags", at(tags)},
                    {"components", at(components)}};
    if (chance(i, description) % 11 == 0) {
      string(at(description),
             fmt::format("The {}th entity, which stands in zone {} and waits for a player.", i, i % zones));
      fields.emplace_back("description", at(description));
    }
    record(at(self), fields, shared("Entity"));
    if (i % 50 == 0) {
      array(at(local_state), {at(self)});
      object(
          at(thread), "thread", 1000,
          fmt::format(
              ",\"env\":{0},\"source\":\"=world.luau\",\"line\":40,\"stack\":[{0},{1},{2}],\"stacknames\":["
              "\"frame:=world.luau:40:listen\",\"x\",\"localstate\"]",
              quoted(shared("globals")), quoted(at(self)), quoted(at(local_state))));
    }
  }

  /// Writes the objects that entities refer to.
  void write_shared() {
    for (const char* key :
         {"w",           "x",      "y",         "z",         "position", "rotation", "scale", "at",
          "what",        "spawn",  "hp",        "log",       "item",     "owner",    "count", "transform",
          "health",      "script", "inventory", "id",        "name",     "zone",     "tags",  "components",
          "description", "zones",  "index",     "listeners", "World",    "chunks"}) {
      string(shared(key), key);
    }
    for (std::uint64_t i = 0; i < zones; ++i) {
      for (const char* key : {"zone", "tag"}) {
        const std::string text = fmt::format("{}{}", key, i);
        string(shared(text), text);
      }
    }
    object(shared("proto"), "proto", 300, ",\"source\":\"=world.luau\",\"line\":18");
    object(shared("Entity"), "table", 80, "");
  }

  /// Writes the world: its index by name, its zones with their chunks, and the listeners. They are large,
  /// so each is written in pieces.
  void write_world() {
    const auto begin_list = [&](std::uint64_t at, std::string_view field, std::uint64_t size) {
      fmt::format_to(std::back_inserter(buffer_),
                     "\"{:#x}\":{{\"type\":\"table\",\"cat\":0,\"size\":{},\"{}\":[", at, size, field);
      total_ += size;
    };
    const auto end_list = [&] {
      if (buffer_.ends_with(',')) buffer_.pop_back();
      buffer_ += "]},\n";
      write_raw("");
    };
    const std::uint64_t zone_base = first_address + 0x8000000;
    begin_list(shared("index table"), "pairs", 48 + 32 * count_);
    for (std::uint64_t i = skip_; i < skip_ + count_; ++i) {
      fmt::format_to(std::back_inserter(buffer_), "\"{:#x}\",\"{:#x}\",", address(i, name), address(i, self));
    }
    end_list();
    begin_list(shared("listeners table"), "array", 48 + 16 * (count_ / 50));
    for (std::uint64_t i = (skip_ + 49) / 50 * 50; i < skip_ + count_; i += 50) {
      fmt::format_to(std::back_inserter(buffer_), "\"{:#x}\",", address(i, thread));
    }
    end_list();
    for (std::uint64_t z = 0; z < zones; ++z) {
      for (std::uint64_t c = 0; c < chunks; ++c) {
        begin_list(zone_base + (z * 16 + c) * 0x30, "array", 48 + 16 * (count_ / zones / chunks));
        for (std::uint64_t i = skip_; i < skip_ + count_; ++i) {
          if (i % (zones * chunks) == z * chunks + c) {
            fmt::format_to(std::back_inserter(buffer_), "\"{:#x}\",", address(i, self));
            i += zones * chunks - 1;
          }
        }
        end_list();
      }
      begin_list(zone_base + (z * 16 + 15) * 0x30, "array", 300);
      for (std::uint64_t c = 0; c < chunks; ++c) {
        fmt::format_to(std::back_inserter(buffer_), "\"{:#x}\",", zone_base + (z * 16 + c) * 0x30);
      }
      end_list();
    }
    begin_list(shared("zones table"), "pairs", 5000);
    for (std::uint64_t z = 0; z < zones; ++z) {
      fmt::format_to(std::back_inserter(buffer_), "\"{:#x}\",\"{:#x}\",", shared(fmt::format("zone{}", z)),
                     zone_base + (z * 16 + 15) * 0x30);
    }
    end_list();
    record(shared("world table"), {{"zones", shared("zones table")},
                                   {"index", shared("index table")},
                                   {"listeners", shared("listeners table")}});
    record(shared("globals"), {{"World", shared("world table")}});
    record(shared("registry"), {});
  }

  std::uint64_t skip_;
  std::uint64_t count_;
  std::uint64_t seed_;
  std::uint64_t total_ = 0;
  std::string buffer_;
  std::array<std::string, pages_of_round> pages_;
  std::vector<std::string> shared_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::fputs(
        "usage: generate ENTITIES [SKIP [SEED]] > dump.json   (about 8 objects and 700 bytes an entity)\n",
        stderr);
    return 2;
  }
  const auto number = [&](int i, std::uint64_t otherwise) {
    return i < argc ? std::strtoull(argv[i], nullptr, 10) : otherwise;
  };
  Generator(number(2, 0), number(1, 0), number(3, 42)).write();
}
