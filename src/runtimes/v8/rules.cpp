// SPDX-License-Identifier: MIT
// The rules of V8 about what is a root, what keeps what alive, and whose bytes are whose.
#include "runtimes/v8/rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "base/large_array.h"
#include "runtimes/v8/collections.h"
#include "runtimes/v8/distances.h"
#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

constexpr Ordinal root_node = 0;
constexpr std::uint8_t several_referrers = 2;
constexpr std::string_view native_context = "system / NativeContext";

constexpr std::uint8_t rank_of_program = 0;   ///< what programs hold
constexpr std::uint8_t rank_of_handles = 1;   ///< what the embedder and running code hold
constexpr std::uint8_t rank_of_engine = 2;    ///< what the engine holds for itself
constexpr std::uint8_t rank_of_gc_roots = 3;  ///< the node above these roots
constexpr std::uint8_t rank_of_rest = 4;

/// Roots that hold what belongs to the engine.
constexpr std::array<std::string_view, 15> roots_of_engine = {
    "(Internalized strings)",   "(External strings)",  "(Read-only roots)",
    "(Startup object cache)",   "(Builtins)",          "(Strong roots)",
    "(Strong root list)",       "(Compilation cache)", "(Read-only object cache)",
    "(Shareable object cache)", "(Bootstrapper)",      "(Smi roots)",
    "(Code flusher)",           "(Weak roots)",        "(Retain maps)"};

/// Asks for the position of a node's edges, some time before they are needed.
void prefetch([[maybe_unused]] const RawHeap& heap, [[maybe_unused]] Ordinal node) {
#if defined(__GNUC__)
  __builtin_prefetch(&heap.first_edges[node]);
#endif
}

/// True for references that have no names, or are one thing with the tables that hold them.
bool is_nameless(EdgeKind kind) {
  return kind == edges::hidden || kind == edges::map_key || kind == edges::map_value ||
         kind == edges::map_entry || kind == edges::set_element;
}

/// Marks a node and all that its edges lead to, and so on, over the edges that `follows(edge)` chooses.
template <class Follows>
void mark_reached(const RawHeap& heap, Ordinal from, const Follows& follows, std::vector<bool>& is_reached) {
  if (is_reached[from]) return;
  is_reached[from] = true;
  std::vector<Ordinal> open = {from};
  while (!open.empty()) {
    const Ordinal node = open.back();
    open.pop_back();
    for (std::size_t i = heap.first_edges[node]; i < heap.first_edges[node + 1]; ++i) {
      const Ordinal target = target_of(heap.links[i]);
      if (is_reached[target] || !follows(i)) continue;
      is_reached[target] = true;
      prefetch(heap, target);
      open.push_back(target);
    }
  }
}

class RuleApplier {
 public:
  RuleApplier(RawHeap& heap, EdgeNames& names) : heap_(heap), names_(names) {}

  Rules apply(bool wants_distances) {
    Rules rules;
    // Distances follow edges that the walk does not.
    if (wants_distances) rules.distances = find_distances(heap_, names_);
    find_roots();
    mark_entries(heap_, names_);
    if (has_user_roots_) give_bytes_to_owners();
    name_edges();
    mark_backing_stores();
    referrers_ = {};
    mark_unretained();
    find_unheld();
    rules.roots = std::move(roots_);
    return rules;
  }

 private:
  std::string name_of_node(Ordinal node) const { return names_.raw_text(heap_.names[node]); }
  bool is_synthetic(Ordinal node) const { return heap_.types[node] == types::synthetic; }

  template <class Visit>
  void for_each_edge(Ordinal node, const Visit& visit) const {
    for (std::size_t i = heap_.first_edges[node]; i < heap_.first_edges[node + 1]; ++i) {
      visit(i, kind_of(heap_.kinds[i]), target_of(heap_.links[i]));
    }
  }

  /// What programs know as their global object, or the address of its page.
  static std::string name_of_global(std::string_view name) {
    const std::size_t last = name.rfind(" / ");
    const bool has_address =
        last != std::string_view::npos && name.find(':', last + 4) != std::string_view::npos;
    return has_address ? std::string(name.substr(last + 3)) : "global";
  }

  void find_roots() {
    std::set<Ordinal> seen = {root_node};
    Ordinal gc_roots = root_node;
    for_each_edge(root_node, [&](std::size_t, EdgeKind kind, Ordinal target) {
      if (kind == edges::weak || !seen.insert(target).second) return;
      const std::string name = name_of_node(target);
      if (!is_synthetic(target)) {
        has_user_roots_ = true;
        roots_.push_back({name_of_global(name), target, rank_of_program, true});
      } else if (name == "(GC roots)") {
        gc_roots = target;
      } else {
        roots_.push_back({name, target, rank_of_handles, true});
      }
    });
    if (gc_roots != root_node) {
      for_each_edge(gc_roots, [&](std::size_t, EdgeKind kind, Ordinal target) {
        if (kind == edges::weak || !is_synthetic(target) || !seen.insert(target).second) return;
        const std::string name = name_of_node(target);
        const bool is_of_engine =
            std::find(roots_of_engine.begin(), roots_of_engine.end(), name) != roots_of_engine.end();
        roots_.push_back({name, target, is_of_engine ? rank_of_engine : rank_of_handles, false});
      });
      roots_.push_back({"(GC roots)", gc_roots, rank_of_gc_roots, true});
    }
    if (!has_user_roots_) find_contexts();
    roots_.push_back({"(root)", root_node, rank_of_rest, true});
  }

  /// Programs in a snapshot that does not say where they begin are known by their contexts.
  void find_contexts() {
    std::vector<RootRule> contexts;
    for (Ordinal node = 0; node < heap_.node_count(); ++node) {
      const std::string_view raw = names_.raw(heap_.names[node]);
      if (!raw.starts_with(native_context)) continue;
      const std::string name = name_of_node(node);
      if (name != native_context && !name.starts_with(std::string(native_context) + " / ")) continue;
      contexts.push_back({name_of_global(name), node, rank_of_program, false});
    }
    roots_.insert(roots_.begin(), contexts.begin(), contexts.end());
  }

  /// The bytes of an array or another hidden node belong to the only node that reaches it without passing
  /// another one that owns itself.
  void give_bytes_to_owners() {
    constexpr Ordinal nobody = 0xffffffff;
    constexpr Ordinal several = 0xfffffffe;
    const auto nodes = static_cast<Ordinal>(heap_.node_count());
    std::vector<Ordinal> owners = large_array(nodes, nobody);
    std::vector<Ordinal> open;
    reserve_large(open, nodes);
    for (Ordinal node = 0; node < nodes; ++node) {
      const TypeId type = heap_.types[node];
      const bool is_owned =
          type == types::hidden || type == types::array ||
          (type == types::native && names_.raw(heap_.names[node]) == "system / ExternalStringData");
      if (is_owned) continue;
      owners[node] = node;
      open.push_back(node);
    }
    while (!open.empty()) {
      const Ordinal node = open.back();
      open.pop_back();
      const Ordinal owner = owners[node];
      for_each_edge(node, [&](std::size_t, EdgeKind kind, Ordinal target) {
        Ordinal& current = owners[target];
        if (kind == edges::weak || current == target || current == owner || current == several) return;
        current = current == nobody ? owner : several;
        open.push_back(target);
      });
    }
    for (Ordinal node = 0; node < nodes; ++node) {
      const Ordinal owner = owners[node];
      if (owner == node || owner == nobody || owner == several || is_synthetic(owner)) continue;
      heap_.sizes.set(owner, heap_.sizes[owner] + heap_.sizes[node]);
      heap_.sizes.set(node, 0);
    }
  }

  /// Gives the edges their kinds and names, and counts the referrers of arrays.
  void name_edges() {
    prototype_ = names_.intern("__proto__");
    referrers_ = large_array(heap_.node_count(), std::uint8_t{0});
    for (Ordinal node = 0; node < heap_.node_count(); ++node) {
      for (std::size_t i = heap_.first_edges[node]; i < heap_.first_edges[node + 1]; ++i) name_edge(node, i);
    }
  }

  EdgeKind kind_of_property(StringId key, NameId name) const {
    if (name == prototype_) return edges::prototype;
    return names_.raw(key).starts_with("<symbol ") ? edges::by_symbol : edges::property;
  }

  void name_edge(Ordinal node, std::size_t i) {
    EdgeKind kind = kind_of(heap_.kinds[i]);
    const std::uint32_t given = name_of(heap_.links[i]);
    NameId name = NameId::none;
    bool is_weak = false;
    const Ordinal target = target_of(heap_.links[i]);
    if (kind == edges::element && heap_.types[node] == types::native) {
      // The numbers of these edges are not those of items, and differ in each run.
      const EdgeNames::Internal field = names_.embedder_field(heap_.names[target]);
      kind = field.kind;
      name = field.name;
    } else if (kind == edges::element) {
      name = names_.element(given);
    } else if (kind == edges::internal) {
      const EdgeNames::Internal internal = names_.internal(given);
      kind = internal.kind;
      name = internal.name;
      if (kind == edges::value_under_key && names_.ephemeron(given).table == heap_.ids[node]) {
        kind = edges::value_in_table;
        is_weak = true;
      }
    } else if (!is_nameless(kind)) {
      name = names_.text(given);
      if (kind == edges::property) kind = kind_of_property(given, name);
      is_weak = kind == edges::weak || (kind == edges::shortcut && node != root_node);
    }
    if (kind != edges::weak && heap_.types[target] == types::array &&
        referrers_[target] < several_referrers) {
      ++referrers_[target];
    }
    // The roots of the program and of the engine hold what this node refers to.
    const bool retains = target != node && node != root_node;
    heap_.links[i] = Link{target} | static_cast<Link>(index(name)) << 32U;
    heap_.kinds[i] = Snapshot::packed_kind(kind, is_weak, retains);
  }

  /// An object refers to its items and properties, and so does the array in which the engine stores them. If
  /// only that object refers to the array, the references of the array to the same nodes become weak: a
  /// program that cuts its reference to an item cuts both. No dominator changes by that.
  void mark_backing_stores() {
    // The last node that was seen to refer to a node.
    std::vector<Ordinal> holder_of = large_array(heap_.node_count(), root_node);
    for (Ordinal node = 1; node < heap_.node_count(); ++node) {
      if (heap_.types[node] == types::array) continue;
      bool is_marked = false;
      for_each_edge(node, [&](std::size_t, EdgeKind kind, Ordinal store) {
        if (kind != edges::plumbing || heap_.types[store] != types::array || referrers_[store] != 1) return;
        if (!is_marked) {
          for_each_edge(node, [&](std::size_t, EdgeKind own, Ordinal target) {
            const bool is_own = own == edges::element || own == edges::property || own == edges::by_symbol;
            if (is_own) holder_of[target] = node;
          });
        }
        is_marked = true;
        for_each_edge(store, [&](std::size_t i, EdgeKind, Ordinal target) {
          if (holder_of[target] == node) heap_.kinds[i] = as_weak(heap_.kinds[i]);
        });
      });
    }
  }

  /// References to nodes of a page from nodes outside it do not count for retained sizes. Otherwise a
  /// debugger that refers to an object would change what the page retains.
  void mark_unretained() {
    is_held_.assign(heap_.node_count(), false);
    std::vector<Ordinal> loose;  // where an edge of a page leads that does not count
    const auto note_loose = [&](std::size_t i) {
      if (counts(heap_.kinds[i])) return true;
      if (kind_of(heap_.kinds[i]) != edges::weak) loose.push_back(target_of(heap_.links[i]));
      return false;
    };
    bool has_pages = false;
    for_each_edge(root_node, [&](std::size_t, EdgeKind kind, Ordinal target) {
      const bool is_document = is_synthetic(target) && name_of_node(target) == "(Document DOM trees)";
      if (kind != edges::shortcut && !(kind == edges::element && is_document)) return;
      has_pages = true;
      mark_reached(heap_, target, note_loose, is_held_);
    });
    if (!has_pages) return;
    // The nodes of a page are retained, as what it begins with is a root, and those that other edges lead to.
    std::vector<bool> is_of_page = is_held_;
    const auto is_strong = [&](std::size_t i) { return kind_of(heap_.kinds[i]) != edges::weak; };
    for (const Ordinal node : loose) mark_reached(heap_, node, is_strong, is_of_page);
    for (Ordinal node = 1; node < heap_.node_count(); ++node) {
      if (is_of_page[node]) continue;
      for_each_edge(node, [&](std::size_t i, EdgeKind, Ordinal target) {
        if (is_of_page[target]) heap_.kinds[i] = without_retaining(heap_.kinds[i]);
      });
    }
  }

  /// Makes roots of the nodes that no root retains so far.
  void find_unheld() {
    std::vector<bool>& is_held = is_held_;
    std::vector<bool> has_holder(heap_.node_count());
    const auto hold = [&](Ordinal node) {
      mark_reached(
          heap_, node, [&](std::size_t i) { return counts(heap_.kinds[i]); }, is_held);
    };
    for (const RootRule& root : roots_) {
      if (root.retains) hold(root.node);
    }
    std::vector<Ordinal> unheld;
    for (Ordinal node = 0; node < heap_.node_count(); ++node) {
      if (!is_held[node]) unheld.push_back(node);
    }
    for (const Ordinal node : unheld) {
      for_each_edge(node, [&](std::size_t i, EdgeKind, Ordinal target) {
        if (counts(heap_.kinds[i])) has_holder[target] = true;
      });
    }
    // Nodes without referrers come first: they may retain the others.
    for (const bool is_with_holder : {false, true}) {
      for (const Ordinal node : unheld) {
        if (is_held[node] || has_holder[node] != is_with_holder) continue;
        roots_.push_back({"(no strong reference)", node, rank_of_rest, true});
        hold(node);
      }
    }
  }

  RawHeap& heap_;
  EdgeNames& names_;
  std::vector<RootRule> roots_;
  bool has_user_roots_ = false;
  NameId prototype_ = NameId::none;
  std::vector<bool> is_held_;            ///< nodes that roots retain, as far as it is known
  std::vector<std::uint8_t> referrers_;  ///< number of referrers of each array, up to `several_referrers`
};

}  // namespace

Rules apply_rules(RawHeap& heap, EdgeNames& names, bool wants_distances) {
  return RuleApplier(heap, names).apply(wants_distances);
}

}  // namespace heapgraph::v8
