// SPDX-License-Identifier: MIT
// Names of measures, identities and trees on the command line and in reports.
#include "heapgraph/question.h"

#include <array>

namespace heapgraph {

std::string_view name_of(Measure measure) {
  switch (measure) {
    case Measure::added:
      return "new";
    case Measure::growth:
      return "growth";
    case Measure::freed:
      return "freed";
    case Measure::live:
      break;
  }
  return "live";
}

std::string_view name_of(Identity identity) {
  constexpr std::array names = {"address", "verified", "auto"};
  return names[static_cast<std::size_t>(identity)];
}

std::string_view name_of(TreeKind kind) {
  return kind == TreeKind::dominators ? "dominators" : "paths";
}

}  // namespace heapgraph
