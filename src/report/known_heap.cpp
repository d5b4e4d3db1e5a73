// SPDX-License-Identifier: MIT
// What is said of single objects of a heap.
#include "report/known_heap.h"

#include <unordered_map>
#include <utility>

#include "graph/followed_edges.h"
#include "heap/vocabulary.h"
#include "report/chain.h"

namespace heapgraph {

ObjectFacts facts_of(const Snapshot& snapshot, ObjectId id) {
  ObjectFacts facts;
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  const TypeInfo& type = vocabulary[snapshot.type(id)];
  facts.identifier = snapshot.identifier(id);
  facts.type = type.name;
  facts.form = type.form;
  // The label of an object with a place of its own is its source, not a name.
  if (!type.has_place) facts.name = snapshot.text(snapshot.label(id));
  ShownPlace place = shown_place(vocabulary, snapshot, snapshot.place(id));
  facts.source = std::move(place.source);
  facts.line = place.line;
  facts.bytes = snapshot.size(id);
  return facts;
}

ObjectFacts facts_of(const KnownHeap& heap, ObjectId id) {
  ObjectFacts facts = facts_of(heap.snapshot, id);
  facts.retained_bytes = heap.retained[index(id)];
  facts.is_new = heap.differing != nullptr && heap.differing->counts(id);
  return facts;
}

std::vector<Holders> find_holders(const KnownHeap& heap, const std::vector<ObjectId>& objects,
                                  std::size_t most) {
  std::unordered_map<ObjectId, std::size_t> position_of;
  std::vector<bool> is_asked(
      heap.snapshot.object_count());  // most objects are not, and a bit is looked up sooner
  for (std::size_t i = 0; i < objects.size(); ++i) {
    position_of.emplace(objects[i], i);
    is_asked[index(objects[i])] = true;
  }
  std::vector<Holders> holders(objects.size());
  std::vector<ObjectId> last_holder(objects.size(), ObjectId::none);
  for (std::size_t i = 0; i < heap.snapshot.object_count(); ++i) {
    const auto holder = static_cast<ObjectId>(i);
    for (const Edge edge : heap.snapshot.edges(holder)) {
      if (!is_followed(edge, heap.follow_weak) || !is_asked[index(edge.target)]) continue;
      const std::size_t position = position_of.at(edge.target);
      if (std::exchange(last_holder[position], holder) == holder) continue;
      Holders& found = holders[position];
      ++found.count;
      const bool is_on_path = heap.steps[index(edge.target)].holder == holder;
      if (is_on_path || found.named.size() == most) continue;
      found.named.push_back(
          {facts_of(heap, holder),
           step_in_code(heap.snapshot, heap.steps, {holder, edge.name, edge.kind}, edge.target).text});
    }
  }
  return holders;
}

}  // namespace heapgraph
