// SPDX-License-Identifier: MIT
// Arrays of many megabytes, backed by large pages.
#pragma once

#include <cstddef>
#include <vector>

namespace heapgraph {

/// Asks the system to back memory that was not touched yet with large pages, where it has any. A heap is
/// read and walked at random, so that with small pages an address translation takes about as long as the
/// access. A small piece of memory is left as it is. The only cost is the unused rest of the last page.
void prefer_large_pages(void* memory, std::size_t bytes);

/// Reserves `count` elements of an array that is still empty.
template <class T>
void reserve_large(std::vector<T>& array, std::size_t count) {
  array.reserve(count);
  prefer_large_pages(array.data(), array.capacity() * sizeof(T));
}

/// An array of `count` equal elements.
template <class T>
std::vector<T> large_array(std::size_t count, T element) {
  std::vector<T> array;
  reserve_large(array, count);
  array.assign(count, element);
  return array;
}

}  // namespace heapgraph
