// SPDX-License-Identifier: MIT
// Second runtime, with a line of text for each object of a heap. Code that reads, walks and reports must
// not depend on the first.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "heap/vocabulary.h"
#include "heapgraph/load.h"
#include "runtimes/readers.h"

namespace heapgraph::test::tiny {

// A dump is text. Words are separated by spaces and contain none:
//
//     tiny heap
//     object ID TYPE SIZE LABEL [class=NAME] [at=SOURCE:LINE]
//     HOW NAME ID              a reference of the object above to the object with this ID
//     root RANK NAME ID
//
// TYPE is `word`, `box`, `robot` or `routine`. HOW is `to`, `weak`, `seen` (followed, but it does not
// retain) or `mine`. The NAME of `mine` is not on the way to its target, which is on the referrer's own
// node. NAME may be a path of up to three names joined by `/`.

const std::shared_ptr<const Vocabulary>& vocabulary();

/// Table of readers: Luau's, and that of this runtime.
std::span<const Reader> readers();

/// Snapshot of a dump in memory, read through that table.
Snapshot load(std::string_view text);

}  // namespace heapgraph::test::tiny
