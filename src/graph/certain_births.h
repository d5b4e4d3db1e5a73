// SPDX-License-Identifier: MIT
// Objects of NEW whose address was certainly, or nearly certainly, used again.
#pragma once

#include <vector>

#include "graph/heap_pair.h"

namespace heapgraph {

/// Sets those undecided objects to added that cannot be their candidates: a reference that an object has
/// for life leads elsewhere, label or place differ where the vocabulary demands them, or the candidate
/// refers to texts and the object to none of them but to others. O(edges log edges).
void rule_out_impossible(HeapPair& pair);

/// Sets items of kept objects to added that were freed and whose addresses new items took. Such an item
/// stands in the row among added ones, behind items that it preceded in OLD. What only it holds is added
/// too. Marks all of them in `is_doubted`. O(edges log edges of an object).
void rule_out_added_items(HeapPair& pair, std::vector<bool>& is_doubted);

}  // namespace heapgraph
