// SPDX-License-Identifier: MIT
// The command line as data. The parser, the help, the man page, docs/options.md and the completions of shells
// are made of it, so that they say the same.
//
// Texts are in one language of their own: words between backticks are what a user types or reads in a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heapgraph {

/// One of the values that an option can have.
struct ValueText {
  std::string name;
  std::string meaning;  ///< a phrase without a full stop
};

/// What a shell offers for the value of an option.
enum class Offer : std::uint8_t { nothing, values, dumps, budgets, files };

/// An option or a positional argument.
struct OptionText {
  std::string names;          ///< "-f,--format", or the name of a positional argument
  std::string value = {};     ///< name of its value, "FORMAT"; empty for a flag
  std::string help;           ///< what the help says: full sentences
  std::string fallback = {};  ///< what holds if it is not given; may be empty
  std::vector<ValueText> values = {};
  std::string details = {};  ///< more sentences for the man page and docs/options.md; may be empty
  std::string page = {};     ///< page in docs with all about it; may be empty
  Offer offer = Offer::nothing;
  bool is_repeatable = false;
};

struct OptionGroup {
  std::string title;
  std::vector<OptionText> options;
};

/// A thing and what it means: an exit code, a variable of the environment.
struct Meaning {
  std::string name;
  std::string text;
};

struct Example {
  std::string command;  ///< can be pasted into a shell
  std::string purpose;
};

/// The command line of the program.
struct Command {
  std::string summary;
  std::vector<std::string> usages;
  std::vector<OptionText> arguments;  ///< positional arguments
  std::vector<OptionGroup> groups;
  std::vector<Meaning> exit_codes;
  std::vector<Meaning> environment;
  std::vector<Example> examples;
};

const Command& command();

/// Option with a name such as `--format`. There must be one.
const OptionText& option_text(std::string_view name);

/// Names of an option, each with its dashes.
std::vector<std::string> names_of_option(const OptionText& option);

/// A text without its backticks.
std::string without_marks(std::string_view text);

// The groups of options, each in a file with its like.
OptionGroup options_of_content();
OptionGroup options_of_limits();
OptionGroup options_of_output();
OptionGroup options_of_reading();

}  // namespace heapgraph
