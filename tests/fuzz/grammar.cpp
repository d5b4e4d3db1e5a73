// SPDX-License-Identifier: MIT
// Dumps that a grammar builds from decisions: heaps that live, in every layout and packing, sound or damaged.
#include "fuzz/grammar.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "support/packed.h"
#include "support/text.h"

namespace heapgraph::fuzz {
namespace {

using test::json_string;

constexpr std::array texts = {std::string_view("name"),
                              std::string_view("players"),
                              std::string_view("player_1"),
                              std::string_view("player_22"),
                              std::string_view("__mode"),
                              std::string_view("__type"),
                              std::string_view("v"),
                              std::string_view("k"),
                              std::string_view(""),
                              std::string_view("a/b"),
                              std::string_view("*"),
                              std::string_view("**"),
                              std::string_view("\\"),
                              std::string_view("x\\y/"),
                              std::string_view("\"]]><script>"),
                              std::string_view("&amp;<!--"),
                              std::string_view("\x01\x1b[31m"),
                              std::string_view("line\nline\r\n"),
                              std::string_view("\u202e\u2066"),
                              std::string_view("\ufffe\U0001f600"),
                              std::string_view("::error ::x"),
                              std::string_view("##[command]"),
                              std::string_view("![](http://a)"),
                              std::string_view("@user #1 | ` `` ```"),
                              std::string_view("a;b 12"),
                              std::string_view("0x55d000000010"),
                              std::string_view("frame:f"),
                              std::string_view("=stdin"),
                              std::string_view("@game.luau"),
                              std::string_view("game.luau:12 in function f"),
                              std::string_view("4294967296"),
                              std::string_view("\xc3\xa9t\xc3\xa9")};

struct Field {
  std::string_view key;
  Slot slot;
};

struct Type {
  std::string_view name;
  std::vector<Field> fields;
};

const std::vector<Type>& types() {
  static const std::vector<Type> made = {
      {"table", {{"pairs", Slot::pairs}, {"array", Slot::references}, {"metatable", Slot::address}}},
      {"string", {{"data", Slot::text}}},
      {"function",
       {{"env", Slot::address},
        {"name", Slot::name},
        {"proto", Slot::address},
        {"upvalues", Slot::references}}},
      {"table", {{"pairs", Slot::pairs}}},
      {"userdata", {{"tag", Slot::number}, {"metatable", Slot::address}}},
      {"thread",
       {{"env", Slot::address},
        {"source", Slot::text},
        {"line", Slot::line},
        {"stack", Slot::references},
        {"stacknames", Slot::stack_names}}},
      {"proto",
       {{"source", Slot::text},
        {"line", Slot::line},
        {"constants", Slot::references},
        {"protos", Slot::references}}},
      {"upvalue", {{"open", Slot::boolean}, {"object", Slot::address}}},
      {"buffer", {}},
      {"class",
       {{"name", Slot::name},
        {"super", Slot::address},
        {"membernames", Slot::references},
        {"staticmembers", Slot::references},
        {"instancemetatable", Slot::address},
        {"memberstooffset", Slot::address}}},
      {"object", {{"class", Slot::address}, {"members", Slot::references}}}};
  return made;
}

/// A name as the VM writes it, which is as it is: without what JSON would escape.
std::string name_as_it_is(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  return json_string(text);
}

std::string address_text(std::uint64_t address) {
  return fmt::format("\"{:#x}\"", address);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// The dump with another order or number of lines.
std::string with_other_lines(Choices& choices, const std::string& dump) {
  std::vector<std::string_view> lines = lines_of(dump);
  if (lines.empty()) return dump;
  const std::size_t at = choices.below(lines.size());
  switch (choices.below(3)) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[choices.below(lines.size())]);
      break;
    default:
      std::swap(lines[at], lines[choices.below(lines.size())]);
  }
  return fmt::format("{}", fmt::join(lines, ""));
}

}  // namespace

std::string hard_text(Choices& choices) {
  const std::size_t kind = choices.below(texts.size() + 8);
  if (kind < texts.size()) return std::string(texts.at(kind));
  if (kind == texts.size()) return std::string(choices.below(6000), 'x') + std::string(choices.take(2));
  return std::string(choices.take(1 + choices.below(12)));
}

LuauHeap::LuauHeap(Choices& choices) {
  add(choices, 2 + choices.below(most_objects / 2));
  for (Object& object : objects_) fill(choices, object);
  roots_.emplace_back("mainthread", objects_.front().address);
  for (std::size_t more = choices.below(4); more > 0; --more) {
    const std::string name = hard_text(choices) + std::to_string(more);  // a key comes once
    roots_.emplace_back(name, choices.pick(objects_).address);
  }
}

void LuauHeap::add(Choices& choices, std::size_t count) {
  for (; count > 0 && objects_.size() < most_objects; --count) {
    Object object;
    if (!free_.empty() && choices.flip()) {
      object.address = free_.back();
      free_.pop_back();
    } else {
      next_address_ += 0x10 * (1 + (choices.rarely() ? choices.below(65536) << 16U : 0));
      object.address = next_address_;
    }
    object.type = choices.below(types().size());
    object.category = choices.rarely() ? choices.below(256) : choices.below(3);
    object.size = static_cast<std::int64_t>(choices.below(2000));
    if (choices.rarely()) object.size = 2147483647 - static_cast<std::int64_t>(choices.below(16));
    objects_.push_back(std::move(object));
  }
}

std::string LuauHeap::reference(Choices& choices) const {
  if (choices.rarely()) return choices.flip() ? "\"0x10\"" : "null";
  return address_text(choices.pick(objects_).address);
}

std::string LuauHeap::list(Choices& choices, std::size_t length) const {
  std::vector<std::string> items;
  for (; length > 0; --length) items.push_back(reference(choices));
  return fmt::format("[{}]", fmt::join(items, ","));
}

std::string LuauHeap::value(Choices& choices, Slot slot, std::size_t length) const {
  switch (slot) {
    case Slot::address:
      return reference(choices);
    case Slot::references:
      return list(choices, length);
    case Slot::pairs:
      return list(choices, 2 * length);
    case Slot::line:
      return std::to_string(choices.below(3000));
    case Slot::number:
      return std::to_string(choices.below(128));
    case Slot::boolean:
      return choices.flip() ? "true" : "false";
    case Slot::stack_names: {
      std::vector<std::string> names;
      for (; length > 0; --length) {
        const std::string prefix = choices.flip() ? "frame:" : "";
        const std::string name = hard_text(choices);
        names.push_back(name.empty() ? "null" : name_as_it_is(prefix + name));
      }
      return fmt::format("[{}]", fmt::join(names, ","));
    }
    case Slot::name:
      return name_as_it_is(hard_text(choices));
    default:
      return json_string(hard_text(choices));
  }
}

void LuauHeap::fill(Choices& choices, Object& object) {
  object.fields.clear();
  // The lists of an object are of one length, as a stack and the names of its slots must be.
  std::size_t length = choices.below(5);
  for (const Field& field : types()[object.type].fields) {
    if (choices.below(8) == 7) {  // the field is missing, and perhaps it is the stack
      length = 0;
      continue;
    }
    object.fields.push_back(fmt::format(",\"{}\":{}", field.key, value(choices, field.slot, length)));
  }
}

void LuauHeap::change(Choices& choices) {
  const std::size_t before = objects_.size();
  for (std::size_t deaths = choices.below(6); deaths > 0 && objects_.size() > 1; --deaths) {
    const std::size_t at = 1 + choices.below(objects_.size() - 1);  // the first one has a root
    free_.push_back(objects_[at].address);
    objects_.erase(objects_.begin() + static_cast<std::ptrdiff_t>(at));
  }
  const std::size_t kept = objects_.size();
  add(choices, choices.below(12));
  for (std::size_t i = kept; i < objects_.size(); ++i) fill(choices, objects_[i]);
  for (std::size_t changes = choices.below(before + 1); changes > 0; --changes) {
    Object& object = objects_[choices.below(objects_.size())];
    if (choices.flip()) {
      fill(choices, object);
    } else {
      object.size += static_cast<std::int64_t>(choices.below(512)) - (object.size > 512 ? 256 : 0);
      object.size = std::min<std::int64_t>(object.size, 2147483647);
    }
  }
  std::erase_if(roots_, [&](const auto& root) {
    return std::none_of(objects_.begin(), objects_.end(),
                        [&](const Object& object) { return object.address == root.second; });
  });
}

std::string LuauHeap::dump() const {
  std::string lines;
  std::int64_t total = 0;
  for (const Object& object : objects_) {
    lines +=
        fmt::format(R"({}:{{"type":"{}","cat":{},"size":{}{}}},)", address_text(object.address),
                    types()[object.type].name, object.category, object.size, fmt::join(object.fields, "")) +
        '\n';
    total += object.size;
  }
  std::vector<std::string> roots;
  for (const auto& [name, target] : roots_) roots.push_back(json_string(name) + ":" + address_text(target));
  return fmt::format(
      "{{\"objects\":{{\n{}\"0\":{{\"type\":\"userdata\",\"cat\":0,\"size\":0}}\n}},\"roots\":{{\n{}}},"
      "\"stats\":{{\n\"size\":{},\n\"categories\":{{\n\"0\":{{\"name\":\"Default\", \"size\":1}},\n"
      "\"none\":{{}}\n}}\n}}}}\n",
      lines, fmt::join(roots, ","), total);
}

std::string tiny_dump(Choices& choices) {
  constexpr std::array type_names = {"box", "word", "robot", "routine"};
  constexpr std::array hows = {"to", "to", "weak", "seen", "mine"};
  constexpr std::array names = {"next", "a", "b/c", "item_1", "item_22", "x/y/z"};
  std::string dump = "tiny heap\n";
  const std::size_t count = 1 + choices.below(most_objects / 2);
  for (std::size_t i = 1; i <= count; ++i) {
    dump += fmt::format("object {} {} {} label{}\n", i, choices.pick(type_names), choices.below(1000),
                        choices.below(8));
    for (std::size_t edges = choices.below(4); edges > 0; --edges) {
      const std::string_view how = choices.pick(hows);
      const std::string_view name = how == "mine" ? "own" : choices.pick(names);
      dump += fmt::format("{} {} {}\n", how, name, 1 + choices.below(count));
    }
  }
  dump += "root 0 entry 1\n";
  if (choices.flip()) dump += fmt::format("root 1 other {}\n", 1 + choices.below(count));
  return dump;
}

std::string in_another_layout(Choices& choices, const std::string& dump) {
  const nlohmann::ordered_json json = nlohmann::ordered_json::parse(dump, nullptr, false);
  if (json.is_discarded()) return dump;
  return json.dump(static_cast<int>(choices.below(4)) - 1, choices.flip() ? '\t' : ' ', choices.flip());
}

std::string damaged(Choices& choices, std::string dump) {
  constexpr std::array tokens = {"\"",
                                 "{",
                                 "}",
                                 "[",
                                 "]",
                                 ",",
                                 ":",
                                 "\\",
                                 "\\u",
                                 "\n",
                                 "null",
                                 "-1",
                                 "1e9",
                                 "0x",
                                 "\"0x0\"",
                                 "4294967296",
                                 "99999999999999999999",
                                 "\xff",
                                 "\xed\xa0\x80",
                                 "{}",
                                 "[[[[[[",
                                 "\"size\":",
                                 "\"type\":\"table\"",
                                 "\"pairs\":[",
                                 "\t"};
  for (std::size_t faults = 1 + choices.below(4); faults > 0 && !dump.empty(); --faults) {
    const std::size_t at = choices.below(dump.size());
    switch (choices.below(5)) {
      case 0:
        dump = with_other_lines(choices, dump);
        break;
      case 1:
        dump.insert(at, choices.pick(tokens));
        break;
      case 2:
        dump.erase(at, 1 + choices.below(8));
        break;
      case 3:
        dump[at] = static_cast<char>(choices.below(256));
        break;
      default:
        if (choices.rarely()) dump.resize(at);
    }
  }
  return dump;
}

std::string packed(Choices& choices, const std::string& dump) {
  const std::size_t middle = choices.below(dump.size() + 1);
  switch (choices.below(8)) {
    case 1:
      return test::gzip(dump);
    case 2:
      return test::zstd(dump);
    case 3:
      return test::gzip(dump.substr(0, middle)) + test::gzip(dump.substr(middle));
    case 4:
      return test::zstd(dump.substr(0, middle)) + test::zstd(dump.substr(middle));
    default:
      return dump;
  }
}

std::string budget(Choices& choices) {
  constexpr std::array keys = {"path", "type", "category", "userdata", "function", "thread"};
  constexpr std::array amounts = {"bytes", "objects", "growth"};
  constexpr std::array values = {"0",  "1000", "\"64KB\"", "\"1.5MB\"",
                                 "-1", "1e3",  "null",     "18446744073709551616"};
  std::vector<std::string> limits;
  for (std::size_t count = choices.below(5); count > 0; --count) {
    std::string limit = fmt::format("\"{}\":{}", choices.pick(amounts), choices.pick(values));
    if (choices.flip()) limit += fmt::format(",\"{}\":{}", choices.pick(amounts), choices.pick(values));
    if (choices.flip())
      limit += fmt::format(",\"{}\":{}", choices.pick(keys), json_string(hard_text(choices)));
    limits.push_back(fmt::format("{{{}}}", limit));
  }
  std::vector<std::string> ignored;
  for (std::size_t count = choices.below(3); count > 0; --count) {
    ignored.push_back(fmt::format(R"({{"path":{},"reason":"r","until":"20{:02}-01-01"}})",
                                  json_string(hard_text(choices)), choices.below(100)));
  }
  std::string text =
      fmt::format("{{\"limits\":[{}],\"ignore\":[{}]}}\n", fmt::join(limits, ","), fmt::join(ignored, ","));
  return choices.rarely() ? damaged(choices, std::move(text)) : text;
}

}  // namespace heapgraph::fuzz
