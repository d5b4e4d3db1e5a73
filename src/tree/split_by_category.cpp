// SPDX-License-Identifier: MIT
// Split of a placement by memory category.
//
// Each object moves to the copy of its node under its category. A copy is made when the first object
// needs it, so a category has only the paths on which it has objects.
#include "tree/split_by_category.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <vector>

#include "base/bound_error.h"
#include "base/narrow.h"
#include "base/text.h"
#include "heap/index_table.h"
#include "heap/vocabulary.h"
#include "tree/node_table.h"

namespace heapgraph {
namespace {

class Splitter {
 public:
  Splitter(const Placement& placement, std::uint64_t most_nodes)
      : placement_(placement), most_nodes_(most_nodes) {}

  /// Copy of a node of the placement below the node of a category, made if it is missing.
  PlaceId copy_below(PlaceId category, PlaceId node) {
    missing_.clear();
    PlaceId copy = category;
    for (PlaceId at = node; at != PlaceId::root; at = placement_.nodes[index(at)].parent) {
      const std::uint32_t known = find(category, at);
      if (known != IndexTable::npos) {
        copy = copies_[known].copy;
        break;
      }
      missing_.push_back(at);
    }
    if (nodes_.nodes().size() + missing_.size() > most_nodes_) {
      throw beyond_bound(
          {}, fmt::format("split by category, the tree has more than {} nodes", group_digits(most_nodes_)),
          "nodes");
    }
    while (!missing_.empty()) {
      copy = nodes_.child(copy, placement_.nodes[index(missing_.back())].name);
      remember({category, missing_.back(), copy});
      missing_.pop_back();
    }
    return copy;
  }

  NodeTable& nodes() { return nodes_; }

 private:
  struct Copy {
    PlaceId category;
    PlaceId node;
    PlaceId copy;
  };

  static std::uint64_t key_of(PlaceId category, PlaceId node) {
    return static_cast<std::uint64_t>(index(category)) << 32U | static_cast<std::uint64_t>(index(node));
  }
  std::uint64_t key_at(std::uint32_t i) const { return key_of(copies_[i].category, copies_[i].node); }

  std::uint32_t find(PlaceId category, PlaceId node) const {
    const std::uint64_t key = key_of(category, node);
    return index_.find(key, [&](std::uint32_t i) { return key_at(i) == key; });
  }
  void remember(const Copy& copy) {
    index_.find_or_insert(
        key_of(copy.category, copy.node), narrow_position(copies_.size(), nodes_in_tree),
        [](std::uint32_t) { return false; }, [&](std::uint32_t i) { return key_at(i); });
    copies_.push_back(copy);
  }

  const Placement& placement_;
  std::uint64_t most_nodes_;
  NodeTable nodes_;
  std::vector<Copy> copies_;
  IndexTable index_;
  std::vector<PlaceId> missing_;
};

}  // namespace

Placement split_by_category(const Placement& placement, const Snapshot& snapshot, Split split,
                            const Bounds& bounds) {
  if (split == Split::none) return placement;
  Splitter splitter(placement, Bounds::small_tree + bounds.nodes_ratio * snapshot.object_count());
  Placement result;
  result.node_of = IdMap<ObjectId, PlaceId>(placement.node_of.size());
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const auto object = static_cast<ObjectId>(i);
    if (placement.node_of[object] == PlaceId::none) continue;
    std::uint8_t category = snapshot.category(object);
    if (split == Split::custom && category < snapshot.vocabulary()->first_custom_category) category = 0;
    const PlaceId top = splitter.nodes().child(PlaceId::root, snapshot.category_name(category));
    result.node_of[object] = splitter.copy_below(top, placement.node_of[object]);
  }
  result.nodes = splitter.nodes().take();
  result.names = placement.names;
  return result;
}

}  // namespace heapgraph
