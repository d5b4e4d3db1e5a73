// SPDX-License-Identifier: MIT
// Arrays of many megabytes.
#pragma once

#include <cstddef>
#include <vector>

namespace heapgraph {

/// Asks the system to back memory that was not touched yet with large pages, where it has any: a heap is read
/// and walked at random, and then the search for the page takes about as long as the access. Does nothing for
/// a small piece. Costs no memory but the rest of the last page.
void prefer_large_pages(void* memory, std::size_t bytes);

/// Makes room for `count` elements in an array that is still empty.
template <class T>
void reserve_large(std::vector<T>& array, std::size_t count) {
  array.reserve(count);
  prefer_large_pages(array.data(), array.capacity() * sizeof(T));
}

}  // namespace heapgraph
