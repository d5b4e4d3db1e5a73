// SPDX-License-Identifier: MIT
// The results of a run: where each goes, in which format, and how all of them are written.
#pragma once

#include <vector>

#include "cli/options.h"

namespace heapgraph {

/// A result to write.
struct Target {
  std::string path;  ///< empty or `-` for standard output
  const Format* format = nullptr;
  bool is_terminal = false;
};

/// Results that the options ask for, each in the format that its name says, or else `Options::format`, or
/// else the one that serves best. Throws an Error if the name of a file says no format, if two results would
/// go to one file, or if a result would replace an input.
std::vector<Target> targets_of(const Options& options);

/// Writes all results or, if one of them fails, none: files are renamed when everything is written. What went
/// to a pipe cannot be taken back, so pipes come after files. Throws an Error.
void write_results(const Options& options, const std::vector<Target>& targets, const Analysis& analysis);

}  // namespace heapgraph
