// SPDX-License-Identifier: MIT
// The vocabulary of Luau.
#pragma once

#include <memory>

#include "heap/vocabulary.h"

namespace heapgraph::luau {

/// The vocabulary of every dump. It is never destroyed.
const std::shared_ptr<const Vocabulary>& vocabulary();

}  // namespace heapgraph::luau
