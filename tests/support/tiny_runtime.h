// SPDX-License-Identifier: MIT
// A second runtime, whose heaps are written a line an object: whatever reads, walks and reports must not
// depend on the first.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "heap/vocabulary.h"
#include "heapgraph/load.h"
#include "runtimes/readers.h"

namespace heapgraph::test::tiny {

// A dump is text. Words are separated by spaces and hold none themselves:
//
//     tiny heap
//     object ID TYPE SIZE LABEL [class=NAME] [at=SOURCE:LINE]
//     HOW NAME ID              a reference of the object above to the object with this ID
//     root RANK NAME ID
//
// TYPE is `word`, `box`, `robot` or `routine`. HOW is `to`, `weak` or `seen` (followed, but it does not
// retain), or `mine`, whose NAME is not on the way to its target, which sits on the holder's own node. NAME
// may be a path of up to three names joined by `/`.

const std::shared_ptr<const Vocabulary>& vocabulary();

/// Luau's reader, and that of this runtime.
std::span<const Reader> readers();

/// A dump in memory, by that table.
Snapshot load(std::string_view text);

}  // namespace heapgraph::test::tiny
