// SPDX-License-Identifier: MIT
// Help of the command line.
#pragma once

#include <cstdint>
#include <string>

#include "cli/command.h"

namespace heapgraph {

/// Width of the help where there is no terminal, in character cells.
inline constexpr std::uint32_t usual_width = 80;

/// What `--help` prints, in lines of `width` cells, but of no more than are easily read.
std::string help_text(std::uint32_t width);

/// An option as the help and documents list it: `-o, --output FILE ...`.
std::string synopsis(const OptionText& option);

/// What an option does, whether it can be repeated, and what holds without it, with marks.
std::string description(const OptionText& option);

}  // namespace heapgraph
