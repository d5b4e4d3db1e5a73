// SPDX-License-Identifier: MIT
// Questions that ask for everything, of whatever dumps there are.
#pragma once

#include <cstddef>

#include "fuzz/choices.h"
#include "heapgraph/question.h"

namespace heapgraph::fuzz {

/// Question about a number of dumps that asks for all that any format needs, with a limit of every kind. The
/// first limit is on the whole, the second on all paths.
Question any_question(Choices& choices, std::size_t dumps);

}  // namespace heapgraph::fuzz
