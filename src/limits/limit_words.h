// SPDX-License-Identifier: MIT
// Limits in words, for reports and messages.
#pragma once

#include <string>

#include "heapgraph/budget.h"

namespace heapgraph {

/// Subject of a limit, such as "path mainthread/**", "type thread" or "the whole".
std::string limit_in_words(const Limit& limit);

/// Measured value and limit, such as "65.3 KB" or "12". A measured change has its sign.
std::string measured_in_words(const LimitCheck& check);
std::string limit_in_words(const LimitCheck& check);

/// Both in one phrase, such as "holds 65.3 KB, at most 64.0 KB" or "grew by +1.2 KB, at most 1.0 KB".
std::string check_in_words(const LimitCheck& check);

}  // namespace heapgraph
