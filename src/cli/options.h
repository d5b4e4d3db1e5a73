// SPDX-License-Identifier: MIT
// Options of the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/help.h"
#include "heapgraph/analyze.h"
#include "heapgraph/budget.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"

namespace heapgraph {

struct Options {
  std::vector<std::string> dumps;  ///< paths, oldest first; at least one
  Question question;
  std::vector<Limit> limits;
  std::optional<std::string> budget;  ///< path of a file with more limits
  std::optional<std::string> known;   ///< path of a file of signatures
  bool update_budget = false;
  std::uint32_t headroom = 10;       ///< percentage that an updated budget leaves
  const Format* format = nullptr;    ///< null if not given: the names of the outputs decide
  std::vector<std::string> outputs;  ///< paths; one is standard output if there are none
  PictureOptions picture;
  TextOptions text;
  LoadOptions load;
  bool stats = false;

  bool operator==(const Options&) const = default;
};

/// Options to run with, or a text to print and the exit code.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
  std::string message;  ///< goes to standard output if the code is 0, else to standard error
};

/// Parses the arguments, which are without the name of the program. The help has lines of `width` cells.
CommandLine parse_command_line(std::vector<std::string> arguments, std::uint32_t width = usual_width);

}  // namespace heapgraph
