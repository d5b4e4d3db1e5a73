// SPDX-License-Identifier: MIT
// Places of functions in the source of a program.
//
// A location has a node and a line. Some engines name the node of the script too; of others the closure leads
// to it, by what all closures of one function share. A script has its address as a string, or in its own
// name.
#include "runtimes/v8/places.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <unordered_map>

#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

constexpr Ordinal no_node = 0;  // the root of all, to which no node refers

class PlaceFinder {
 public:
  PlaceFinder(const RawHeap& heap, EdgeNames& names) : heap_(heap), names_(names) {}

  std::vector<std::pair<ObjectId, Place>> find() {
    std::vector<std::pair<ObjectId, Place>> places;
    std::vector<Location> locations = heap_.locations;
    const auto is_before = [](const Location& a, const Location& b) { return a.node < b.node; };
    std::stable_sort(locations.begin(), locations.end(), is_before);
    for (std::size_t i = 0; i < locations.size(); ++i) {
      const Location& location = locations[i];
      const bool is_again = i > 0 && locations[i - 1].node == location.node;
      if (is_again || heap_.types[location.node] != types::closure) continue;
      const Ordinal script = location.script != no_node ? location.script : script_of(location.node);
      if (script == no_node) continue;
      places.emplace_back(static_cast<ObjectId>(location.node), Place{source_of(script), location.line + 1});
    }
    return places;
  }

 private:
  /// Node to which the first reference of a node with one of these names leads, if there is one.
  Ordinal target_named(Ordinal node, std::initializer_list<std::string_view> wanted) const {
    const NameTable& table = names_.table();
    for (std::size_t i = heap_.first_edges[node]; i < heap_.first_edges[node + 1]; ++i) {
      const std::string_view text = table.text(table.own_name(static_cast<NameId>(name_of(heap_.links[i]))));
      if (std::find(wanted.begin(), wanted.end(), text) != wanted.end()) return target_of(heap_.links[i]);
    }
    return no_node;
  }

  /// Script of a closure. Many share what leads to it, which is looked at once.
  Ordinal script_of(Ordinal closure) {
    const Ordinal shared = target_named(closure, {"shared"});
    if (shared == no_node) return no_node;
    const auto [found, is_first] = script_of_shared_.try_emplace(shared, no_node);
    if (is_first) found->second = target_named(shared, {"{script}", "{script_or_debug_info}"});
    return found->second;
  }

  NameId source_of(Ordinal script) {
    const auto [found, is_first] = source_of_script_.try_emplace(script, NameId::none);
    if (is_first) {
      const Ordinal name = target_named(script, {"name", "{name}"});
      found->second = names_.text(heap_.names[name != no_node ? name : script]);
    }
    return found->second;
  }

  const RawHeap& heap_;
  EdgeNames& names_;
  std::unordered_map<Ordinal, Ordinal> script_of_shared_;
  std::unordered_map<Ordinal, NameId> source_of_script_;
};

}  // namespace

std::vector<std::pair<ObjectId, Place>> find_places(const RawHeap& heap, EdgeNames& names) {
  return PlaceFinder(heap, names).find();
}

}  // namespace heapgraph::v8
