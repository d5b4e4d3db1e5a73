// SPDX-License-Identifier: MIT
// Findings made by hand, for tests of what the formats show of them.
#pragma once

#include "heapgraph/analyze.h"
#include "heapgraph/report.h"

namespace heapgraph::test {

/// Findings on two dumps: handlers that leak, with another holder; a pool that turns over; a log of a known
/// leak; and a number of sites that are left out.
Findings leaking_handlers();

/// Findings of a series of three dumps: a list that grows, and a cache that fills.
Findings list_and_cache();

/// Findings on one dump.
Findings players_of_one_dump();

}  // namespace heapgraph::test
