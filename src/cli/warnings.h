// SPDX-License-Identifier: MIT
// What a person should know besides the result, each in one line.
#pragma once

#include <iosfwd>
#include <string>

#include "heapgraph/limits.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Reading repaired something or passed it over.
void warn_of_damage(const Snapshot& snapshot, const std::string& path, std::ostream& messages);

/// Two dumps of one process have.
bool share_a_root(const Snapshot& old, const Snapshot& snapshot);

/// Says so of two dumps, by name, that have none.
void tell_two_processes(const std::string& first, const std::string& second, std::ostream& messages);

/// NEW is smaller than OLD in every respect.
void warn_of_swapping(const Snapshot& old, const Snapshot& snapshot, std::ostream& messages);

/// Much of a dump is reached from no root, as when it was made without a collection before.
void warn_of_garbage(const Summary& summary, const std::string& path, std::ostream& messages);

/// Two dumps, and which of their objects have one address.
struct Pair {
  const Snapshot& old;
  const Snapshot& snapshot;
  const Matching& by_address;
};

/// Objects count as kept for their address alone, though another object lay there. `difference` says how
/// many; without it (null) only those are counted that cannot be the same.
void warn_of_reuse(const Pair& pair, const Difference* difference, std::ostream& messages);

/// Of a series: objects count as staying for their address alone.
void warn_of_unconfirmed(const Stays& stays, std::ostream& messages);

/// Which limits are exceeded, and which say nothing.
void tell_limits(const LimitReport& limits, std::ostream& messages);

}  // namespace heapgraph
