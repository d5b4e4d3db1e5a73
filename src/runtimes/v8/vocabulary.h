// SPDX-License-Identifier: MIT
// The vocabulary of V8, and of engines that write snapshots as V8 does.
#pragma once

#include <memory>

#include "heap/vocabulary.h"

namespace heapgraph::v8 {

/// Memory categories of a snapshot: what the nodes are for.
enum class Category : std::uint8_t { program, engine, attached, detached };

const std::shared_ptr<const Vocabulary>& vocabulary();

}  // namespace heapgraph::v8
