// SPDX-License-Identifier: MIT
// Folding of a tree: chains of repeating names and siblings that are alike become one node each.
//
// The folded tree is made from the root down. A folded node stands for a list of nodes; their children,
// whatever node they come from, are grouped by name, and the groups get the names under which siblings
// fold (`fold_siblings.h`). Groups of one folded name are the next folded nodes. Each node is in one list,
// so the work is linear but for the final sort.
//
// A chain is found at its top. The search tries the cycles that the top and its heaviest descendants
// spell: of one name, of two, and so on up to `longest_cycle`. Names with ids are compared by their
// patterns, so that a list whose links are named by ids folds. A chain that is too short is abandoned
// after at most `longest_cycle * fewest_repeats` steps. All nodes to which the cycle leads from a folded
// chain, not only those of the chain that was found, are links of it; they count as children no more.
#include "tree/fold_tree.h"

#include <array>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "heap/names.h"
#include "heap/vocabulary.h"
#include "tree/arrange.h"
#include "tree/fold_siblings.h"
#include "tree/subtrees.h"

namespace heapgraph {
namespace {

/// Names that repeat down a chain.
struct Cycle {
  std::vector<NameId> names;
  bool has_pattern = false;  ///< a name is the pattern of different names

  bool empty() const { return names.empty(); }
};

/// Finder of chains, and of the children of nodes.
class Chains {
 public:
  Chains(const Tree& tree, const std::vector<std::uint32_t>& ends, PatternNames& names)
      : tree_(tree), ends_(ends), names_(names) {}

  /// Cycle of the chain that begins at `top`; empty if none does. A name of the cycle is a pattern if the
  /// links have different names there.
  Cycle cycle_at(NodeId top) {
    for (std::uint32_t length = 1; length <= longest_cycle; ++length) {
      if (ends_[index(top)] - index(top) < std::size_t{length} * fewest_repeats) break;
      if (find_chain(top, length)) return cycle_of_chain(length);
    }
    return {};
  }

  /// True if a name is at this place of a cycle.
  bool fits(NameId name, NameId in_cycle) { return name == in_cycle || names_.pattern(name) == in_cycle; }

  /// True if the cycle goes on below a node, which is its first name, to its last name.
  bool completes(NodeId node, const Cycle& cycle) {
    for (std::size_t k = 1; k < cycle.names.size(); ++k) {
      const NameId name = cycle.names[k];
      node = find_child(node, [&](NameId child) { return fits(child, name); });
      if (node == NodeId::none) return false;
    }
    return true;
  }

 private:
  template <class Fits>
  NodeId find_child(NodeId node, const Fits& is_sought) const {
    for (std::size_t child = index(node) + 1; child < ends_[index(node)]; child = ends_[child]) {
      if (is_sought(tree_.nodes[child].name)) return static_cast<NodeId>(child);
    }
    return NodeId::none;
  }

  NameId pattern(NodeId node) { return names_.pattern(tree_.nodes[index(node)].name); }

  /// Fills `chain_` with the nodes from `top` down whose names repeat in a cycle of `length` names. Only
  /// whole cycles are kept. Returns false if the chain is too short to fold.
  bool find_chain(NodeId top, std::uint32_t length) {
    chain_.assign(1, top);
    while (true) {
      const NodeId last = chain_.back();
      NodeId next = NodeId::none;
      if (chain_.size() < length) {
        if (index(last) + 1 < ends_[index(last)]) next = static_cast<NodeId>(index(last) + 1);
      } else {
        const NameId sought = pattern(chain_[chain_.size() - length]);
        next = find_child(last, [&](NameId child) { return names_.pattern(child) == sought; });
      }
      if (next == NodeId::none) break;
      chain_.push_back(next);
    }
    chain_.resize(chain_.size() - chain_.size() % length);
    return chain_.size() >= std::size_t{length} * fewest_repeats;
  }

  Cycle cycle_of_chain(std::uint32_t length) {
    Cycle cycle;
    for (std::size_t k = 0; k < length; ++k) {
      const NameId name = tree_.nodes[index(chain_[k])].name;
      bool is_one_name = true;
      for (std::size_t i = k; i < chain_.size(); i += length) {
        is_one_name = is_one_name && tree_.nodes[index(chain_[i])].name == name;
      }
      cycle.names.push_back(is_one_name ? name : names_.pattern(name));
      cycle.has_pattern = cycle.has_pattern || !is_one_name;
    }
    return cycle;
  }

  const Tree& tree_;
  const std::vector<std::uint32_t>& ends_;
  PatternNames& names_;
  std::vector<NodeId> chain_;
};

/// Builder of the folded tree. Its nodes are places until they are arranged at the end.
class Folding {
 public:
  explicit Folding(const Tree& tree)
      : tree_(tree),
        ends_(subtree_ends(tree)),
        names_(tree.names),
        chains_(tree, ends_, names_),
        siblings_(tree, ends_, names_),
        place_of_(tree.nodes.size()) {
    lists_.reserve(tree.nodes.size());
    lists_.push_back(NodeId::root);
    add_place({PlaceId::none, NameId::none}, {}, {0, 1});
    place_of_[NodeId::root] = PlaceId::root;
  }

  FoldedTree fold() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) expand(static_cast<PlaceId>(i));
    Arranged<FoldedId> arranged = arrange<FoldedId>(nodes_, weights_, names_.table());
    FoldedTree folded;
    folded.tree = std::move(arranged.tree);
    folded.tree.vocabulary = tree_.vocabulary;
    for (const PlaceId place : arranged.origin) {
      folded.repeats.push_back(repeats_[index(place)]);
      folded.names.push_back(forms_[index(place)]);
    }
    folded.node_of = place_of_.then(inverse<PlaceId, FoldedId>(arranged.origin, nodes_.size()));
    return folded;
  }

 private:
  /// Children of a folded node that have one name.
  struct Class {
    NameId name = NameId::none;
    Cycle cycle;  ///< empty if they are not the tops of chains
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    bool is_pattern = false;  ///< the name is a pattern of other names
  };

  /// Part of `lists_`.
  struct List {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
  };

  void add_place(const PlaceNode& node, FoldedName form, List list) {
    nodes_.push_back(node);
    forms_.push_back(form);
    list_of_.push_back(list);
    weights_.emplace_back();
    repeats_.push_back(0);
  }

  void expand(PlaceId place) {
    const List list = list_of_[index(place)];
    const std::span<const NodeId> nodes = std::span(lists_).subspan(list.begin, list.count);
    members_.assign(nodes.begin(), nodes.end());
    repeats_[index(place)] = list.count;
    if (const auto cycle = cycles_.find(place); cycle != cycles_.end()) add_links(place, cycle->second);
    weigh(place);
    classify_children(place);
    if (!classes_.empty()) add_children(place);
  }

  /// Adds the links to which a cycle leads from the tops of chains.
  void add_links(PlaceId place, const Cycle& cycle) {
    std::vector<std::uint8_t> positions(members_.size(), 0);  // in the cycle
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const std::size_t next = (positions[i] + std::size_t{1}) % cycle.names.size();
      const std::size_t node = index(members_[i]);
      for (std::size_t child = node + 1; child < ends_[node]; child = ends_[child]) {
        const auto id = static_cast<NodeId>(child);
        if (!chains_.fits(tree_.nodes[child].name, cycle.names[next])) continue;
        if (next == 0 && !chains_.completes(id, cycle)) continue;
        members_.push_back(id);
        positions.push_back(static_cast<std::uint8_t>(next));
        place_of_[id] = place;
        repeats_[index(place)] += next == 0 ? 1 : 0;
      }
    }
  }

  void weigh(PlaceId place) {
    std::array<std::uint64_t, Vocabulary::most_colours> bytes{};
    NodeWeight& weight = weights_[index(place)];
    weight.content = tree_.nodes[index(members_.front())].content;
    for (const NodeId member : members_) {
      const TreeNode& node = tree_.nodes[index(member)];
      weight.self += node.self;
      const auto content = static_cast<std::size_t>(node.content);
      bytes[content] += node.self.bytes;
      if (bytes[content] > bytes[static_cast<std::size_t>(weight.content)]) weight.content = node.content;
    }
  }

  /// Finds the children of the members that are not links of the same chain, by name.
  void classify_children(PlaceId place) {
    classes_.clear();
    children_.clear();
    class_of_child_.clear();
    for (const NodeId member : members_) {
      for (std::size_t child = index(member) + 1; child < ends_[index(member)]; child = ends_[child]) {
        const auto id = static_cast<NodeId>(child);
        if (place_of_[id] != PlaceId::none) continue;
        Cycle cycle = chains_.cycle_at(id);
        const std::uint32_t number = class_named(place, name_of(id, cycle));
        if (classes_[number].cycle.empty()) classes_[number].cycle = std::move(cycle);
        ++classes_[number].count;
        children_.push_back(id);
        class_of_child_.push_back(number);
      }
    }
  }

  NameId name_of(NodeId node, const Cycle& cycle) {
    return cycle.empty() ? tree_.nodes[index(node)].name : joined(cycle);
  }

  NameId joined(const Cycle& cycle) {
    if (cycle.names.size() == 1) return cycle.names.front();
    std::string text;
    for (const NameId part : cycle.names) {
      if (!text.empty()) text += '/';
      text += names_.text(part);
    }
    return names_.intern(text);
  }

  std::uint32_t class_named(PlaceId place, NameId name) {
    if (index(name) >= class_of_name_.size()) class_of_name_.resize(names_.table()->size());
    auto& [of, number] = class_of_name_[index(name)];
    if (of != place) {
      of = place;
      number = static_cast<std::uint32_t>(classes_.size());  // no more than nodes
      classes_.push_back({name, {}, 0, 0, false});
    }
    return number;
  }

  /// Puts the children in the order of their classes.
  void sort_children() {
    std::uint32_t begin = 0;
    for (Class& each : classes_) {
      each.begin = begin;
      begin += each.count;
    }
    sorted_.resize(children_.size());
    for (std::size_t i = 0; i < children_.size(); ++i) {
      sorted_[classes_[class_of_child_[i]].begin++] = children_[i];
    }
    for (Class& each : classes_) each.begin -= each.count;
  }

  std::span<const Sibling> described_classes() {
    described_.clear();
    for (const Class& each : classes_) {
      Sibling sibling = {each.name, {}, 0, std::span(sorted_).subspan(each.begin, each.count)};
      sibling.content = tree_.nodes[index(sibling.nodes.front())].content;
      for (const NodeId node : sibling.nodes) sibling.bytes += tree_.nodes[index(node)].total.bytes;
      described_.push_back(sibling);
    }
    return described_;
  }

  /// Makes a folded node of all classes that have one folded name.
  void add_children(PlaceId parent) {
    sort_children();
    const std::vector<NameId>& folded = siblings_.fold(described_classes());
    const std::size_t first = nodes_.size();
    std::unordered_map<NameId, std::uint32_t> group_named;
    groups_.clear();
    group_of_class_.clear();
    const bool are_folded = is_any_folded(folded);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      auto group = static_cast<std::uint32_t>(groups_.size());
      if (are_folded) group = group_named.emplace(folded[i], group).first->second;
      if (group == groups_.size()) groups_.push_back({folded[i], {}, 0, 0, false});
      groups_[group].count += classes_[i].count;
      groups_[group].is_pattern = groups_[group].is_pattern || folded[i] != classes_[i].name;
      if (groups_[group].cycle.empty()) groups_[group].cycle = std::move(classes_[i].cycle);
      group_of_class_.push_back(group);
    }
    for (Class& group : groups_) add_group(parent, group);
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      Class& group = groups_[group_of_class_[i]];
      for (std::uint32_t k = 0; k < classes_[i].count; ++k) {
        const NodeId child = sorted_[classes_[i].begin + k];
        lists_[group.begin++] = child;
        place_of_[child] = static_cast<PlaceId>(first + group_of_class_[i]);
      }
    }
  }

  bool is_any_folded(const std::vector<NameId>& folded) const {
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      if (folded[i] != classes_[i].name) return true;
    }
    return false;
  }

  void add_group(PlaceId parent, Class& group) {
    // If the name of a chain became a pattern, the names of its cycle do so too.
    if (!group.cycle.empty() && joined(group.cycle) != group.name) {
      for (NameId& name : group.cycle.names) name = names_.pattern(name);
      if (joined(group.cycle) != group.name) group.cycle = {};
    }
    group.begin = static_cast<std::uint32_t>(lists_.size());
    lists_.resize(lists_.size() + group.count);
    const FoldedName form = {!group.cycle.empty(), group.is_pattern || group.cycle.has_pattern};
    if (form.is_chain) cycles_.emplace(static_cast<PlaceId>(nodes_.size()), std::move(group.cycle));
    add_place({parent, group.name}, form, {group.begin, group.count});
  }

  const Tree& tree_;
  std::vector<std::uint32_t> ends_;
  PatternNames names_;
  Chains chains_;
  SiblingFolder siblings_;

  // By place.
  std::vector<PlaceNode> nodes_;
  std::vector<NodeWeight> weights_;
  std::vector<std::uint64_t> repeats_;
  std::vector<FoldedName> forms_;
  std::vector<List> list_of_;
  std::unordered_map<PlaceId, Cycle> cycles_;  ///< of places that are chains

  std::vector<NodeId> lists_;  ///< nodes for which the places stand, without the later links of chains
  IdMap<NodeId, PlaceId> place_of_;

  // Of the place that is expanded.
  std::vector<NodeId> members_;
  std::vector<NodeId> children_;
  std::vector<std::uint32_t> class_of_child_;
  std::vector<NodeId> sorted_;  ///< children in the order of their classes
  std::vector<Class> classes_;
  std::vector<Sibling> described_;  ///< classes, as the folder of siblings takes them
  std::vector<Class> groups_;       ///< of classes that have one folded name
  std::vector<std::uint32_t> group_of_class_;
  struct ClassOfName {
    PlaceId place = PlaceId::none;
    std::uint32_t number = 0;
  };
  std::vector<ClassOfName> class_of_name_;
};

}  // namespace

FoldedTree fold_tree(const Tree& tree) {
  return Folding(tree).fold();
}

FoldedTree fold_nothing(const Tree& tree) {
  FoldedTree same;
  same.tree.names = tree.names;
  same.tree.vocabulary = tree.vocabulary;
  same.tree.nodes.reserve(tree.nodes.size());
  same.repeats.assign(tree.nodes.size(), 1);
  same.names.assign(tree.nodes.size(), {});
  same.node_of = IdMap<NodeId, FoldedId>(tree.nodes.size());
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const TreeNode& node = tree.nodes[i];
    const auto parent = static_cast<FoldedId>(node.parent);  // nodes keep their positions
    same.tree.nodes.push_back({parent, node.depth, node.name, node.content, node.self, node.total});
    same.node_of[static_cast<NodeId>(i)] = static_cast<FoldedId>(i);
  }
  return same;
}

}  // namespace heapgraph
