// SPDX-License-Identifier: MIT
// Invariants of explorations.
#pragma once

#include <string>

#include "analyze/exploration.h"

namespace heapgraph::test {

/// First fault of an exploration: a list of objects that does not fit its tree or its heap, or a path that
/// does not end at a root; empty if there is none.
std::string exploration_fault(const Exploration& exploration);

}  // namespace heapgraph::test
