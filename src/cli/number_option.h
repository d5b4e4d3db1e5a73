// SPDX-License-Identifier: MIT
// Numbers on the command line: digits alone, within bounds.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>

namespace heapgraph {

/// Takes decimal digits with a value within the bounds, and no sign, exponent or other base.
CLI::Validator whole_number(std::uint32_t least, std::uint32_t most);

/// Takes decimal digits with or without a point, up to `most`, and so no `nan` and no `inf`.
CLI::Validator decimal_number(std::uint32_t most);

}  // namespace heapgraph
