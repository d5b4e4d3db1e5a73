// SPDX-License-Identifier: MIT
// What is at sites that a budget knows, so that it counts for no limit.
#include "report/known_sites.h"

#include <algorithm>
#include <utility>

#include "tree/signature.h"

namespace heapgraph {
namespace {

/// Mark of an object in the dump before; false if it was not there.
bool was(const std::vector<bool>& marks, ObjectId before) {
  return !marks.empty() && before != ObjectId::none && marks[index(before)];
}

}  // namespace

void KnownSites::add(const Division& division, const Matching& matching) {
  if (known_.empty()) return;
  std::vector<bool> is_known_group(division.groups.size());
  for (std::size_t i = 0; i < is_known_group.size(); ++i) {
    const SitePlace place = division.groups[i].place;
    const std::string signature =
        signature_of_place(division.places->pattern(place), division.places->code(place));
    if (known_.count(signature) == 0) continue;
    is_known_group[i] = true;
    found_.insert(signature);
  }
  std::vector<bool> hangs(division.group_of.size());
  std::vector<bool> grew(division.group_of.size());
  for (std::size_t i = 0; i < hangs.size(); ++i) {
    const std::uint32_t group = division.group_of[i];
    const ObjectId before = matching.old_of[i];
    hangs[i] = group == no_group ? was(hangs_, before) : is_known_group[group];
    grew[i] = was(grew_, before);
  }
  for (const GrownObject& grown : division.grown) {
    if (is_known_group[grown.group]) grew[index(grown.object)] = true;
  }
  hangs_ = std::move(hangs);
  grew_ = std::move(grew);
}

void KnownSites::move_to(Findings& findings) {
  if (found_.empty()) return;
  findings.known = std::move(found_);
  findings.is_known = std::move(hangs_);
  findings.has_known_growth = std::move(grew_);
}

}  // namespace heapgraph
