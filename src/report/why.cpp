// SPDX-License-Identifier: MIT
// The answer to `--why`: what keeps an object alive.
#include "report/why.h"

#include <algorithm>
#include <unordered_map>

#include "graph/followed_edges.h"
#include "heap/vocabulary.h"
#include "report/chain.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

class Explanation {
 public:
  explicit Explanation(const WhyInputs& inputs) : inputs_(inputs), snapshot_(inputs.snapshot) {}

  Why why(ObjectId id) const {
    Why why;
    why.object = facts(id);
    const Chain chain = chain_to(inputs_.steps, id);
    why.chain_length = chain.length;
    for (const ObjectId link : chain.links) {
      why.chain.push_back({facts(link), in_code(inputs_.steps[index(link)])});
    }
    why.code = chain_in_code(snapshot_, inputs_.steps, chain);
    const bool knows_sites = inputs_.site_of != nullptr && !inputs_.site_of->empty();
    const std::uint32_t site = knows_sites ? (*inputs_.site_of)[index(id)] : Findings::no_site;
    if (site != Findings::no_site) why.site = site;
    return why;
  }

  /// Adds the other referrers of each object in one pass over all edges.
  void add_holders(const std::vector<ObjectId>& objects, std::vector<Why>& answers) const {
    std::unordered_map<ObjectId, std::size_t> answer_of;
    for (std::size_t i = 0; i < objects.size(); ++i) answer_of.emplace(objects[i], i);
    std::vector<ObjectId> last_holder(answers.size(), ObjectId::none);
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto holder = static_cast<ObjectId>(i);
      for (const Edge edge : snapshot_.edges(holder)) {
        if (!is_followed(edge, inputs_.follow_weak)) continue;
        const auto found = answer_of.find(edge.target);
        if (found == answer_of.end()) continue;
        if (last_holder[found->second] == holder) continue;
        last_holder[found->second] = holder;
        Why& why = answers[found->second];
        ++why.holder_count;
        const bool is_in_chain = inputs_.steps[index(edge.target)].holder == holder;
        if (is_in_chain || why.holders.size() == inputs_.most) continue;
        why.holders.push_back({facts(holder), in_code({holder, edge.name, edge.kind})});
      }
    }
  }

 private:
  ObjectFacts facts(ObjectId id) const {
    ObjectFacts facts = facts_of(snapshot_, id, inputs_.retained);
    facts.is_new = inputs_.differing != nullptr && inputs_.differing->counts(id);
    return facts;
  }

  std::string in_code(const FirstStep& step) const {
    return step_in_code(snapshot_, inputs_.steps, step).text;
  }

  const WhyInputs& inputs_;
  const Snapshot& snapshot_;
};

}  // namespace

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

ObjectFacts facts_of(const Snapshot& snapshot, ObjectId id, const std::vector<std::uint64_t>& retained) {
  ObjectFacts facts = facts_of(snapshot, id);
  facts.retained_bytes = retained[index(id)];
  return facts;
}

WhyQuery::WhyQuery(const std::string& text, const Vocabulary* vocabulary)
    : text_(text),
      address_(parse_identifier(vocabulary != nullptr ? *vocabulary : *readers().front().vocabulary, text)) {
  if (!address_) pattern_.emplace(text);
}

std::vector<ObjectId> WhyQuery::matches(const Snapshot& snapshot, const Placement& placement) const {
  std::vector<ObjectId> objects;
  if (address_) {
    const ObjectId object = snapshot.find(*address_);
    if (object != ObjectId::none) objects.push_back(object);
    return objects;
  }
  const std::vector<bool> is_matched = pattern_->match(placement.nodes, *placement.names);
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const auto object = static_cast<ObjectId>(i);
    const PlaceId node = placement.node_of[object];
    if (node != PlaceId::none && is_matched[index(node)]) objects.push_back(object);
  }
  return objects;
}

WhyReport explain(const std::string& query, std::vector<ObjectId> matches, const WhyInputs& inputs) {
  WhyReport report;
  report.query = query;
  report.matches = matches.size();
  const auto retains_more = [&](ObjectId a, ObjectId b) {
    const std::uint64_t bytes_a = inputs.retained[index(a)];
    const std::uint64_t bytes_b = inputs.retained[index(b)];
    return bytes_a == bytes_b ? a < b : bytes_a > bytes_b;
  };
  const std::size_t count = std::min(inputs.most, matches.size());
  std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(count), matches.end(),
                    retains_more);
  matches.resize(count);
  const Explanation explanation(inputs);
  for (const ObjectId object : matches) report.answers.push_back(explanation.why(object));
  explanation.add_holders(matches, report.answers);
  return report;
}

}  // namespace heapgraph
