// SPDX-License-Identifier: MIT
// Help of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "heap/vocabulary.h"

namespace heapgraph {

/// Formatter that writes the same help with every version of CLI11, whose own layouts differ.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

/// What can be read: "a … heap dump or a … heap snapshot".
std::string kinds_of_dumps();

/// Path pattern that many heaps of the first runtime have nodes for.
std::string example_pattern();

std::string examples();

/// Keys of the tables of all runtimes, each once, those of the first runtime before others.
std::vector<std::string> table_keys();

std::string help_of_tables();

std::string help_of_formats();

}  // namespace heapgraph
