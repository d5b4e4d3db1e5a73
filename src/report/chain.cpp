// SPDX-License-Identifier: MIT
// Shortest paths from a root to an object, written as the runtime's language writes them.
#include "report/chain.h"

#include <algorithm>

#include "heapgraph/report.h"

namespace heapgraph {

std::string_view label_or(const Snapshot& snapshot, ObjectId id, std::string_view otherwise) {
  const std::string_view text = snapshot.text(snapshot.label(id));
  return text.empty() ? otherwise : text;
}

ShownPlace shown_place(const Vocabulary& vocabulary, const Snapshot& snapshot, const Place& place) {
  return {std::string(vocabulary.shown_source(snapshot.text(place.source))), place.line};
}

CodeStep step_in_code(const Snapshot& snapshot, const FirstSteps& steps, const FirstStep& step,
                      ObjectId target) {
  if (step.holder == ObjectId::none) return {std::string(snapshot.text(step.name)), CodeStep::Kind::start};
  return snapshot.vocabulary()->step_in_code(
      snapshot, {step.holder, step.name, step.kind, is_root(steps, step.holder), target,
                 steps[index(step.holder)].holder});
}

Chain chain_to(const FirstSteps& steps, ObjectId id) {
  Chain chain;
  if (!is_root(steps, id) && steps[index(id)].holder == ObjectId::none) return chain;
  for (ObjectId at = id; at != ObjectId::none; at = steps[index(at)].holder) chain.links.push_back(at);
  std::reverse(chain.links.begin(), chain.links.end());
  chain.length = chain.links.size();
  if (chain.length > Why::longest_chain) {
    const auto gap = chain.links.begin() + Why::links_before_gap;
    chain.links.erase(gap, gap + static_cast<std::ptrdiff_t>(chain.length - Why::longest_chain));
  }
  return chain;
}

std::string chain_in_code(const Snapshot& snapshot, const FirstSteps& steps, const Chain& chain) {
  std::string text;
  bool ends_in_code = false;
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    if (chain.length > chain.links.size() && i == Why::links_before_gap) text += "…";
    const CodeStep step = step_in_code(snapshot, steps, steps[index(chain.links[i])], chain.links[i]);
    if (step.kind == CodeStep::Kind::nothing) continue;
    if (step.kind == CodeStep::Kind::start) text.clear();
    const bool is_code = step.kind != CodeStep::Kind::words;
    if (!text.empty() && !(is_code && ends_in_code)) text += " → ";
    text += step.text;
    ends_in_code = is_code;
  }
  return text;
}

}  // namespace heapgraph
