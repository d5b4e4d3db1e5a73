// SPDX-License-Identifier: MIT
// What the user asked for on the command line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/budget.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"

namespace heapgraph {

struct Options {
  std::vector<std::string> dumps;  ///< oldest first; one at least
  Question question;
  std::vector<Limit> limits;
  std::optional<std::string> budget;  ///< a file with more of them
  std::optional<std::string> known;   ///< a file of signatures
  bool update_budget = false;
  std::uint32_t headroom = 10;     ///< percent that an updated budget leaves
  const Format* format = nullptr;  ///< not given: from the name of the output
  std::string output;              ///< empty: standard output
  PictureOptions picture;
  TextOptions text;
  LoadOptions load;
  bool stats = false;

  bool operator==(const Options&) const = default;
};

/// Either options to run with, or a text to print and the code to exit with.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
  std::string message;  ///< for standard output if the code is 0, else for standard error
};

/// The arguments are without the name of the program.
CommandLine parse_command_line(std::vector<std::string> arguments);

}  // namespace heapgraph
