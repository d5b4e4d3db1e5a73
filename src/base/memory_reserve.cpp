// SPDX-License-Identifier: MIT
// Memory that is kept for the case that there is no more.
#include "base/memory_reserve.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace heapgraph {
namespace {

constexpr std::size_t bytes_of_part = std::size_t{512} << 10U;

std::array<std::atomic<void*>, 2> parts;

/// Gives a part back. False if it was given back before.
bool give_back(std::size_t part) {
  void* const memory = parts[part].exchange(nullptr);
  std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc)
  return memory != nullptr;
}

void on_lack_of_memory() {
  if (give_back(0)) return;
  give_back(1);
  throw std::bad_alloc();
}

}  // namespace

void reserve_memory() {
  for (std::atomic<void*>& part : parts) {
    // `operator new` would call the handler.
    if (part == nullptr) part = std::malloc(bytes_of_part);  // NOLINT(cppcoreguidelines-no-malloc)
  }
  std::set_new_handler(on_lack_of_memory);
}

}  // namespace heapgraph
