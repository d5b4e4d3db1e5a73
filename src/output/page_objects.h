// SPDX-License-Identifier: MIT
// Objects in the data of the explorer's page.
#pragma once

#include <string>

#include "analyze/exploration.h"

namespace heapgraph {

/// The objects of a heap as a JSON object, column by column, which compresses better than object by object.
///
/// `links` has `parents` (-1 for a root, -2 for what no root reaches) and `ids` as differences, those of
/// identifiers as a text, since they may be of 64 bits; `leftOut`, `edges`, `words`, `bytes`, `retained` and
/// `isNew` (1 or 0). `objects` has `links` as differences, `holderCounts`, and `holders`: lists of pairs of a
/// reference as code and words about the referrer.
std::string heap_as_json(const ExploredHeap& heap);

}  // namespace heapgraph
