// SPDX-License-Identifier: MIT
// The help of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "heap/vocabulary.h"

namespace heapgraph {

/// Writes the same help with every version of CLI11, whose own layouts differ.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

/// Phrases for users of the first runtime.
const Phrases& phrases();

/// A path pattern that many heaps of the first runtime have nodes for.
std::string example_pattern();

std::string examples();

/// The keys of the tables of all runtimes, those of the first before others.
std::vector<std::string> table_keys();

std::string help_of_tables();

std::string help_of_formats();

}  // namespace heapgraph
