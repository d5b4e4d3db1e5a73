// SPDX-License-Identifier: MIT
// How a place grows over a series: increases from dump to dump, and whether they fall towards zero.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// Increases in bytes from each heap to the next.
std::vector<std::int64_t> increases_of(std::span<const Cost> series);

/// True if the increases of a place, interval by interval, fall towards zero: the last one is at most one
/// twentieth of the largest, or each is at most three quarters of the one before and the last less than half
/// of the first, of two increases at most two fifths.
bool is_saturating(std::span<const std::int64_t> increases);

}  // namespace heapgraph
