// SPDX-License-Identifier: MIT
// Documents made of the table of options: the page of options, the man page, and completions of shells.
//
// They are in the repository, so that no build needs to run a program: docs/options.md and the files in
// share. A test compares them with what is made here, and HEAPGRAPH_BLESS=1 in its environment writes them
// again.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"

namespace heapgraph {

/// Page in docs, in Markdown.
std::string options_page();

/// Man page for roff, with `@PROJECT_VERSION@` for the version, which CMake fills in.
std::string man_page();

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

/// A file that is made here.
struct Document {
  std::string_view path;  ///< from the top of the source tree
  std::string (*make)();
};

std::span<const Document> documents();

/// Line that names the licence of a document. It is in two parts, or tools would take it for that of the
/// source.
inline constexpr std::string_view licence_line =
    "SPDX-License-"
    "Identifier: MIT\n";

/// What an option does in a few words without marks, for a list of completions.
std::string short_text(const OptionText& option);

/// Endings of the names that dumps usually have.
std::span<const std::string_view> endings_of_dumps();

}  // namespace heapgraph
