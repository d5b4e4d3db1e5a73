// SPDX-License-Identifier: MIT
// The answer to `--why`: what keeps an object alive.
#include "report/why.h"

#include <algorithm>
#include <utility>

#include "heap/vocabulary.h"
#include "report/chain.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

Why why_of(ObjectId id, Holders holders, const WhyInputs& inputs) {
  const auto& [heap, most, site_of] = inputs;
  Why why;
  why.object = facts_of(heap, id);
  const Chain chain = chain_to(heap.steps, id);
  why.chain_length = chain.length;
  for (const ObjectId link : chain.links) {
    why.chain.push_back(
        {facts_of(heap, link), step_in_code(heap.snapshot, heap.steps, heap.steps[index(link)], link).text});
  }
  why.code = chain_in_code(heap.snapshot, heap.steps, chain);
  why.holders = std::move(holders.named);
  why.holder_count = holders.count;
  const bool knows_sites = site_of != nullptr && !site_of->empty();
  const std::uint32_t site = knows_sites ? (*site_of)[index(id)] : Findings::no_site;
  if (site != Findings::no_site) why.site = site;
  return why;
}

}  // namespace

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
    const std::uint64_t bytes_a = inputs.heap.retained[index(a)];
    const std::uint64_t bytes_b = inputs.heap.retained[index(b)];
    return bytes_a == bytes_b ? a < b : bytes_a > bytes_b;
  };
  const std::size_t count = std::min(inputs.most, matches.size());
  std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(count), matches.end(),
                    retains_more);
  matches.resize(count);
  std::vector<Holders> holders = find_holders(inputs.heap, matches, inputs.most);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    report.answers.push_back(why_of(matches[i], std::move(holders[i]), inputs));
  }
  return report;
}

}  // namespace heapgraph
