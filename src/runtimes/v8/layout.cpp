// SPDX-License-Identifier: MIT
// The layout of a snapshot, which is read by the names of the fields: engines leave out some and add others.
#include "runtimes/v8/layout.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

class LayoutParser {
 public:
  LayoutParser(const std::string& text, const FilePlace& place) : place_(place) {
    const simdjson::error_code error = parser_.parse(text).get(snapshot_);
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    if (error != simdjson::SUCCESS) fail("this is not JSON");
    if (snapshot_["meta"].get(meta_) != simdjson::SUCCESS) {
      fail("the snapshot has no \"meta\"");
    }
  }

  Layout parse() {
    Layout layout;
    layout.nodes = parse_nodes();
    layout.edges = parse_edges();
    layout.locations = parse_locations();
    for (const std::string_view name : type_names("node_types")) {
      layout.node_types.push_back(type_named(name));
    }
    for (const std::string_view name : type_names("edge_types")) {
      layout.edge_types.push_back(edge_named(name));
    }
    layout.node_count = number("node_count");
    layout.edge_count = number("edge_count");
    layout.extra_native_bytes = number("extra_native_bytes");
    return layout;
  }

 private:
  using Names = std::vector<std::string_view>;

  [[noreturn]] void fail(const std::string& problem) const {
    throw Error(place_, problem, "check that this is a heap snapshot and was not changed");
  }

  /// Names in a list. What is no name keeps its position.
  static Names names_in(const simdjson::dom::array& list) {
    Names all;
    for (const simdjson::dom::element element : list) {
      std::string_view name;
      all.push_back(element.get(name) == simdjson::SUCCESS ? name : std::string_view());
    }
    return all;
  }

  /// Names of the fields of records; empty if the snapshot does not tell.
  Names names(std::string_view key) const {
    simdjson::dom::array list;
    return meta_[key].get(list) == simdjson::SUCCESS ? names_in(list) : Names();
  }

  static std::optional<std::size_t> position(const Names& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
  }

  std::size_t needed(const Names& names, std::string_view name, std::string_view list) const {
    const std::optional<std::size_t> found = position(names, name);
    if (!found) fail(fmt::format("\"{}\" of the snapshot's \"meta\" has no \"{}\"", list, name));
    return *found;
  }

  /// Names of the types of nodes or edges: the first entry of the list, which is a list.
  Names type_names(std::string_view key) const {
    simdjson::dom::array lists;
    simdjson::dom::array list;
    if (meta_[key].get(lists) != simdjson::SUCCESS || lists.at(0).get(list) != simdjson::SUCCESS) {
      fail(fmt::format("the snapshot's \"meta\" has no \"{}\"", key));
    }
    return names_in(list);
  }

  std::uint64_t number(std::string_view key) const {
    std::uint64_t value = 0;
    return snapshot_[key].get(value) == simdjson::SUCCESS ? value : 0;
  }

  Layout::Nodes parse_nodes() const {
    const Names fields = names("node_fields");
    const auto at = [&](std::string_view name) { return needed(fields, name, "node_fields"); };
    return {fields.size(),
            at("type"),
            at("name"),
            at("id"),
            at("self_size"),
            at("edge_count"),
            position(fields, "detachedness")};
  }

  Layout::Edges parse_edges() const {
    const Names fields = names("edge_fields");
    const auto at = [&](std::string_view name) { return needed(fields, name, "edge_fields"); };
    return {fields.size(), at("type"), at("name_or_index"), at("to_node")};
  }

  Layout::Locations parse_locations() const {
    const Names fields = names("location_fields");
    const std::optional<std::size_t> object = position(fields, "object_index");
    const std::optional<std::size_t> line = position(fields, "line");
    if (!object || !line) return {};
    return {fields.size(), *object, position(fields, "script_object_index"), *line};
  }

  static TypeId type_named(std::string_view name) {
    const auto found = std::find(type_names_of_v8.begin(), type_names_of_v8.end(), name);
    return found != type_names_of_v8.end() ? static_cast<TypeId>(found - type_names_of_v8.begin())
                                           : types::unknown;
  }

  static EdgeKind edge_named(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, EdgeKind>, 7> kinds = {{{"context", edges::variable},
                                                                             {"element", edges::element},
                                                                             {"property", edges::property},
                                                                             {"internal", edges::internal},
                                                                             {"hidden", edges::hidden},
                                                                             {"shortcut", edges::shortcut},
                                                                             {"weak", edges::weak}}};
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == name; });
    return found != kinds.end() ? found->second : edges::hidden;
  }

  const FilePlace& place_;
  simdjson::dom::parser parser_;
  simdjson::dom::element snapshot_;
  simdjson::dom::element meta_;
};

}  // namespace

Layout parse_layout(const std::string& text, const FilePlace& place) {
  return LayoutParser(text, place).parse();
}

}  // namespace heapgraph::v8
