// SPDX-License-Identifier: MIT
// Limits in words, for reports and messages.
#pragma once

#include <string>

#include "heapgraph/budget.h"

namespace heapgraph {

/// "path mainthread/**", "type thread", "the whole".
std::string limit_in_words(const Limit& limit);

/// "65.3 KB" or "12"; a growth with its sign.
std::string measured_in_words(const LimitCheck& check);
std::string limit_in_words(const LimitCheck& check);

/// "holds 65.3 KB, at most 64.0 KB", "grew by +1.2 KB, at most 1.0 KB"
std::string check_in_words(const LimitCheck& check);

}  // namespace heapgraph
