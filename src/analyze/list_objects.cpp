// SPDX-License-Identifier: MIT
// Lists of objects.
#include "analyze/list_objects.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "report/chain.h"
#include "tree/fold_tree.h"

namespace heapgraph {
namespace {

struct Candidate {
  ObjectId object;
  std::uint64_t bytes;
};

/// True for the larger one; of equally large ones, for the first in the dump. The largest is then the first
/// in order, and the smallest on the top of a heap.
bool is_larger(const Candidate& a, const Candidate& b) {
  return a.bytes != b.bytes ? a.bytes > b.bytes : a.object < b.object;
}

/// Keeps a candidate if it is among the `most` largest. `kept` is a heap.
void keep_largest(std::vector<Candidate>& kept, Candidate candidate, std::size_t most) {
  if (kept.size() < most) {
    kept.push_back(candidate);
  } else if (most != 0 && is_larger(candidate, kept.front())) {
    std::pop_heap(kept.begin(), kept.end(), is_larger);
    kept.back() = candidate;
  } else {
    return;
  }
  std::push_heap(kept.begin(), kept.end(), is_larger);
}

/// Number of objects to list on each node. The nodes with the most bytes come first: each gets its largest
/// object, and then others, until the limit of the tree is reached.
std::vector<std::size_t> quotas_of(const std::vector<Cost>& own, const ExplorationLimits& limits) {
  std::vector<std::size_t> order(own.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return own[a].bytes > own[b].bytes; });
  std::vector<std::size_t> quotas(own.size());
  std::size_t room = limits.objects_of_tree;
  const auto give = [&](std::size_t node, std::size_t wanted) {
    const std::size_t given =
        std::min({wanted, static_cast<std::size_t>(own[node].objects) - quotas[node], room});
    quotas[node] += given;
    room -= given;
  };
  const std::size_t alone = limits.objects_of_tree / 2;  // nodes that get their largest object
  for (std::size_t i = 0; i < std::min(order.size(), alone); ++i) give(order[i], 1);
  for (const std::size_t node : order) give(node, limits.objects_of_node - quotas[node]);
  return quotas;
}

}  // namespace

/// Gives links to the object and to those on its first path that have none.
void ObjectLister::link(ObjectId id) {
  // The objects up to the first that has a link, or to a root.
  std::vector<ObjectId> missing;
  std::uint32_t number = ExploredLink::none;
  for (ObjectId at = id; at != ObjectId::none; at = heap_.steps[index(at)].holder) {
    if (const auto found = number_of_.find(at); found != number_of_.end()) {
      number = found->second;
      break;
    }
    missing.push_back(at);
  }
  // What lies between the first and the last links of a long path is left out.
  const std::size_t half = limits_.links_of_path / 2;
  const std::size_t left_out = missing.size() > 2 * half ? missing.size() - 2 * half : 0;
  for (std::size_t i = missing.size(); i-- > 0;) {
    const bool is_after_gap = left_out != 0 && i + 1 == half;
    if (left_out != 0 && i >= half && i < half + left_out) continue;
    linked_.push_back({missing[i], number, is_after_gap ? left_out : 0});
    number = static_cast<std::uint32_t>(linked_.size() - 1);
    number_of_.emplace(missing[i], number);
  }
}

std::uint32_t ObjectLister::position_of(ObjectId id) {
  const auto [found, is_new] = position_of_.try_emplace(id, static_cast<std::uint32_t>(objects_.size()));
  if (is_new) {
    objects_.push_back(id);
    link(id);
  }
  return found->second;
}

void ObjectLister::list(const Weights& weights, const IdMap<ObjectId, FoldedId>& node_of,
                        ExploredTree& tree) {
  const std::size_t nodes = tree.folded->tree.nodes.size();
  std::vector<Cost> own(nodes);
  const auto for_each_counted = [&](const auto& act) {
    for (std::size_t i = 0; i < node_of.size(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      if (node_of[id] != FoldedId::none && weights.counts(id)) {
        act(index(node_of[id]), Candidate{id, weights.bytes(heap_.snapshot, id)});
      }
    }
  };
  for_each_counted([&](std::size_t node, const Candidate& candidate) {
    own[node].bytes += candidate.bytes;
    ++own[node].objects;
  });
  const std::vector<std::size_t> quotas = quotas_of(own, limits_);
  std::vector<std::vector<Candidate>> largest(nodes);
  for_each_counted([&](std::size_t node, const Candidate& candidate) {
    keep_largest(largest[node], candidate, quotas[node]);
  });
  for (std::vector<Candidate>& candidates : largest) {
    std::sort_heap(candidates.begin(), candidates.end(), is_larger);
    for (const Candidate& candidate : candidates) tree.objects.push_back(position_of(candidate.object));
    tree.objects_end.push_back(static_cast<std::uint32_t>(tree.objects.size()));
  }
}

std::vector<PlacedObject> ObjectLister::list_retaining_most(const IdMap<ObjectId, FoldedId>& node_of) {
  std::vector<Candidate> most;
  for (std::size_t i = 0; i < node_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (node_of[id] != FoldedId::none) keep_largest(most, {id, heap_.retained[i]}, limits_.retaining);
  }
  std::sort_heap(most.begin(), most.end(), is_larger);
  std::vector<PlacedObject> listed;
  listed.reserve(most.size());
  for (const Candidate& candidate : most) {
    listed.push_back(
        {position_of(candidate.object), static_cast<std::uint32_t>(index(node_of[candidate.object]))});
  }
  return listed;
}

ExploredHeap ObjectLister::finish() {
  ExploredHeap listed;
  std::vector<Holders> holders = find_holders(heap_, objects_, limits_.holders);
  listed.objects.reserve(objects_.size());
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    listed.objects.push_back({number_of_.at(objects_[i]), std::move(holders[i].named), holders[i].count});
  }
  listed.links.reserve(linked_.size());
  for (const auto& [id, parent, left_out] : linked_) {
    const FirstStep& step = heap_.steps[index(id)];
    ExploredLink link = {parent, left_out, {}, true, facts_of(heap_, id)};
    link.is_reached = step.holder != ObjectId::none || is_root(heap_.steps, id);
    if (link.is_reached) link.edge = step_in_code(heap_.snapshot, heap_.steps, step).text;
    listed.links.push_back(std::move(link));
  }
  return listed;
}

}  // namespace heapgraph
