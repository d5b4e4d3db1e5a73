// SPDX-License-Identifier: MIT
// Limits in words, for reports and messages.
#pragma once

#include <string>

#include "heapgraph/budget.h"

namespace heapgraph {

/// Subject of a limit, such as "path mainthread/**", "type thread" or "total".
std::string limit_in_words(const Limit& limit);

/// Measured value and limit, such as "65.3 KB" or "12". A measured change has its sign.
std::string measured_in_words(const LimitCheck& check);
std::string limit_in_words(const LimitCheck& check);

/// Both in one phrase, such as "65.3 KB, the limit is 64.0 KB" or "grew by +1.2 KB, the limit is 1.0 KB".
std::string check_in_words(const LimitCheck& check);

/// Outcome of all limits, such as "PASSED: 3 limits kept" or "FAILED: 1 of 3 limits exceeded, 1 matches
/// nothing".
std::string outcome_in_words(const LimitReport& limits);

/// What became of a number of a budget, such as "type thread: limit raised from 10 to 12 objects".
std::string change_in_words(const BudgetChange& change);

}  // namespace heapgraph
