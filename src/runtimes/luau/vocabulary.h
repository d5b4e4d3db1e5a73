// SPDX-License-Identifier: MIT
// What Luau calls the things of its heap.
#pragma once

#include <memory>

#include "heap/vocabulary.h"

namespace heapgraph::luau {

/// The same for every dump; is never destroyed.
const std::shared_ptr<const Vocabulary>& vocabulary();

}  // namespace heapgraph::luau
