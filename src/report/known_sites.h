// SPDX-License-Identifier: MIT
// What is at sites that a budget knows, so that it counts for no limit.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "graph/identity.h"
#include "heapgraph/report.h"
#include "report/divide.h"

namespace heapgraph {

/// Marks of what came to known sites, followed from dump to dump.
class KnownSites {
 public:
  /// `known` has the signatures of known leaks.
  explicit KnownSites(std::set<std::string> known) : known_(std::move(known)) {}

  /// Adds the division of the next interval; `matching` is that of its dumps. An object that moves to a site
  /// that is not known loses its mark. O(objects + groups); nothing if no leak is known.
  void add(const Division& division, const Matching& matching);

  /// Gives the marks, by object of the dump added last, to the findings.
  void move_to(Findings& findings);

 private:
  std::set<std::string> known_;
  std::set<std::string> found_;
  std::vector<bool> hangs_;
  std::vector<bool> grew_;
};

}  // namespace heapgraph
