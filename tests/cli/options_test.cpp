// SPDX-License-Identifier: MIT
// Command line: options, their defaults, and wrong usage.
#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/help.h"
#include "support/catch.h"
#include "support/text.h"

using namespace heapgraph;
using test::contains;

namespace {

CommandLine parse(const std::vector<const char*>& arguments) {
  return parse_command_line({arguments.begin(), arguments.end()});
}

}  // namespace

TEST_CASE("without flags the options are the defaults of the library") {
  Options expected;
  expected.dumps = {"old.json", "new.json"};
  const CommandLine line = parse({"old.json", "new.json"});
  REQUIRE_FALSE(line.exit_code.has_value());
  CHECK(line.options == expected);
}

TEST_CASE("of three dumps or more the first is OLD and the last is NEW") {
  for (const bool says_so : {false, true}) {
    std::vector<const char*> arguments = {"a", "b", "c", "d"};
    if (says_so) arguments.insert(arguments.begin() + 1, "--settle");
    const CommandLine line = parse(arguments);
    REQUIRE_FALSE(line.exit_code.has_value());
    CHECK(line.options.dumps == std::vector<std::string>{"a", "b", "c", "d"});
  }
}

TEST_CASE("the options of a question are those that ask it") {
  CHECK(options_of({}).empty());
  Question question;
  question.measure = Measure::freed;
  question.identity = Identity::verified;
  question.compatible = true;
  question.split = Split::custom;
  question.tree = TreeKind::dominators;
  question.follow_weak = true;
  question.fold = Fold::nothing;
  const auto asked = [](const std::string& options) {
    std::istringstream words(options);
    std::vector<std::string> arguments = {std::istream_iterator<std::string>(words), {}};
    arguments.insert(arguments.end(), {"old.json", "new.json"});
    Question parsed = parse_command_line({arguments.begin(), arguments.end()}).options.question;
    parsed.folds = false;
    return parsed;
  };
  CHECK(asked(options_of(question)) == question);
  Question by_path;
  by_path.match = MatchBy::path;
  by_path.fold = Fold::tree;
  CHECK(asked(options_of(by_path)) == by_path);
}

TEST_CASE("what is folded") {
  CHECK(parse({"a"}).options.question.fold == Fold::beside);
  CHECK(parse({"--fold", "a"}).options.question.fold == Fold::tree);
  CHECK(parse({"--no-fold", "a"}).options.question.fold == Fold::nothing);
}

TEST_CASE("every flag reaches its option") {
  const CommandLine line = parse({"--measure",
                                  "live",
                                  "--split",
                                  "custom",
                                  "--follow-weak",
                                  "--tree",
                                  "dominators",
                                  "--why",
                                  "a/**",
                                  "--limit",
                                  "1KB",
                                  "--limit",
                                  "a=2KB",
                                  "--budget",
                                  "b.json",
                                  "--update-budget",
                                  "--headroom",
                                  "25%",
                                  "-f",
                                  "jsonl",
                                  "-o",
                                  "x.svg",
                                  "--title",
                                  "T",
                                  "--width",
                                  "600",
                                  "a.json",
                                  "-"});
  REQUIRE_FALSE(line.exit_code.has_value());
  CHECK(line.options.question.measure == Measure::live);
  CHECK(line.options.question.split == Split::custom);
  CHECK(line.options.question.follow_weak);
  CHECK(line.options.question.tree == TreeKind::dominators);
  CHECK(line.options.question.why == "a/**");
  CHECK(line.options.limits == std::vector{parse_limit("1KB"), parse_limit("a=2KB")});
  CHECK(line.options.budget == "b.json");
  CHECK(line.options.update_budget);
  CHECK(line.options.headroom == 25);
  CHECK(line.options.format == format_by_name("jsonl"));
  CHECK(line.options.outputs == std::vector<std::string>{"x.svg"});
  CHECK(line.options.picture == PictureOptions{"T", 600});
  CHECK(line.options.dumps.front() == "a.json");
  CHECK(line.options.dumps.back() == "-");
}

TEST_CASE("evidence decides on identity unless told otherwise") {
  CHECK(parse({"a", "b"}).options.question.identity == Identity::automatic);
  CHECK_FALSE(parse({"a", "b"}).options.question.compatible);
  CHECK(parse({"--identity", "address", "a", "b"}).options.question.identity == Identity::address);
  const Question question = parse({"--compatible", "a", "b"}).options.question;
  CHECK(question.compatible);
  CHECK_FALSE(question.measure);
  CHECK(question.identity == Identity::automatic);  // the plan makes it `address`
  CHECK(parse({"--compatible", "--identity", "verified", "a", "b"}).options.question.identity ==
        Identity::verified);
}

TEST_CASE("options that may be repeated leave the dumps alone") {
  const CommandLine line = parse({"--limit", "1KB", "--limit", "2KB", "a.json", "b.json"});
  REQUIRE_FALSE(line.exit_code.has_value());
  CHECK(line.options.limits.size() == 2);
  CHECK(line.options.dumps.back() == "b.json");
}

TEST_CASE("wrong usage is one line with a hint") {
  const std::vector<std::vector<const char*>> wrong = {
      {},
      {"--settle", "a", "b"},
      {"--fold", "--no-fold", "a"},
      {"--settle", "a"},
      {"--match", "path", "a"},
      {"--match", "path", "a", "b", "c"},
      {"--match", "path", "--measure", "new", "a", "b"},
      {"--match", "path", "--identity", "verified", "a", "b"},
      {"--match", "path", "--why", "x", "a", "b"},
      {"--match", "address", "a", "b"},
      {"-", "a", "-"},
      {"--nonsense", "a"},
      {"--measure", "all", "a"},
      {"--measure", "new", "a"},
      {"--compatible", "--identity", "auto", "a", "b"},
      {"--split", "some", "a"},
      {"--tree", "oak", "a"},
      {"--why", "", "a"},
      {"--limit", "much", "a"},
      {"--headroom", "lots", "a"},
      {"--update-budget", "a"},
      {"--why", "b\\", "a"},
      {"-f", "png", "a"},
      {"--width", "12", "a"},
      {"--width", "wide", "a"},
      {"--width", "-600", "a"},
      {"-o"},
      {"-", "-"}};
  for (const std::vector<const char*>& arguments : wrong) {
    const CommandLine line = parse(arguments);
    INFO(line.message);
    REQUIRE(line.exit_code == 2);
    CHECK(line.message.substr(0, 11) == "heapgraph: ");
    CHECK(line.message.find("; see heapgraph --help\n") == line.message.size() - 23);
    CHECK(line.message.find('\n') == line.message.size() - 1);
  }
}

TEST_CASE("numbers are digits within bounds") {
  const std::vector<const char*> options = {"--min-width", "--width",     "--top",
                                            "--threads",   "--max-bytes", "--headroom"};
  const std::vector<const char*> values = {"nan",  "NaN", "inf",    "-inf",  "-1", "1e999",
                                           "1e3",  "",    "0x10p3", "0x1p2", "+5", "5x",
                                           "1..2", ".",   "1,5",    "--",    " ",  "99999999999999999999"};
  for (const char* option : options) {
    for (const char* value : values) {
      INFO(option << " " << value);
      const CommandLine line = parse({"a.json", option, value});
      CHECK(line.exit_code == 2);
      CHECK(line.message.find('\n') == line.message.size() - 1);
    }
  }
  CHECK(parse({"--min-width", "20000.5", "a"}).exit_code == 2);
  CHECK(parse({"--width", "199", "a"}).exit_code == 2);
  CHECK(parse({"--threads", "257", "a"}).exit_code == 2);
  CHECK(parse({"--top", "0", "a"}).exit_code == 2);
  CHECK(parse({"--min-width", ".25", "a"}).options.picture.min_width == 0.25);
  CHECK(parse({"--min-width", "20000", "a"}).options.picture.min_width == 20000);
  CHECK(parse({"--top", "010", "a"}).options.text.top == 10);
}

TEST_CASE("errors escape arguments as they escape names") {
  const std::vector<std::vector<const char*>> wrong = {{"--a\n::set-output::x", "a"},
                                                       {"--by", "\n##[error]\x1b[31m", "a"},
                                                       {"--width", "\n::x::", "a"},
                                                       {"--headroom", "\r::x::##vso[y]", "a"},
                                                       {"--max-bytes", "\n##vso[x]", "a"},
                                                       {"--limit", "::x::\n", "a"},
                                                       {"--limit", "##[x]\\=1KB", "a"},
                                                       {"--why", "\n::x\\", "a"},
                                                       {"-f", "::x\n", "a"}};
  for (const std::vector<const char*>& arguments : wrong) {
    const CommandLine line = parse(arguments);
    INFO(line.message);
    CHECK(line.exit_code == 2);
    CHECK(line.message.find('\n') == line.message.size() - 1);
    CHECK(line.message.find('\x1b') == std::string::npos);
    CHECK(line.message.find('\r') == std::string::npos);
    CHECK(line.message.find("##[") == std::string::npos);
    CHECK(line.message.find("##vso[") == std::string::npos);
    CHECK(line.message.find(" ::") == std::string::npos);
  }
}

TEST_CASE("the parser knows each option of the table, and takes each of its values") {
  std::size_t flags = 0;
  for (const OptionGroup& group : command().groups) {
    for (const OptionText& option : group.options) {
      for (const std::string& name : names_of_option(option)) {
        INFO(name);
        const CommandLine line = parse({"a.json", name.c_str()});
        CHECK(line.message.find("not expected") == std::string::npos);
        if (option.value.empty()) ++flags;
        // A flag is complete, and what has a value is not.
        if (!option.value.empty()) CHECK(contains(line.message, "needs a value: " + option.value));
        for (const ValueText& value : option.values) {
          CHECK(parse({"a.json", "b.json", name.c_str(), value.name.c_str()}).message.find("is not one of") ==
                std::string::npos);
        }
      }
    }
  }
  CHECK(flags == 11);
  CHECK_THROWS(option_text("--nonsense"));
}

TEST_CASE("the values of an option are those of its type") {
  const auto are_all = [](std::string_view option, const auto& values) {
    const std::vector<ValueText>& texts = option_text(option).values;
    if (texts.size() != std::size(values)) return false;
    return std::all_of(std::begin(values), std::end(values), [&](const auto value) {
      return std::any_of(texts.begin(), texts.end(),
                         [&](const ValueText& text) { return text.name == name_of(value); });
    });
  };
  CHECK(are_all("--measure", measures));
  CHECK(are_all("--identity", identities));
  CHECK(are_all("--tree", tree_kinds));
  CHECK(are_all("--split", splits));
}

TEST_CASE("help says all that is in the table, whatever its width") {
  for (const std::uint32_t width : {1U, 60U, 80U, 200U, 100000U}) {
    std::istringstream help(parse_command_line({"--help"}, width).message);
    std::string words;
    std::size_t widest = 0;
    for (std::string line; std::getline(help, line);) {
      std::istringstream in_line(line);
      for (std::string word; in_line >> word;) words += word + " ";
      if (!contains(line, " heapgraph ")) widest = std::max(widest, line.size());
    }
    CHECK(widest <= std::clamp(width, 40U, 100U));
    CHECK(widest + 10 > std::clamp(width, 40U, 100U));
    const Command& program = command();
    for (const OptionGroup& group : program.groups) {
      for (const OptionText& option : group.options) {
        CHECK(contains(words, synopsis(option) + " " + without_marks(description(option))));
        for (const ValueText& value : option.values) {
          CHECK(contains(words, " " + value.name + ": " + without_marks(value.meaning)));
        }
      }
    }
    for (const Meaning& code : program.exit_codes) CHECK(contains(words, code.name + " " + code.text));
    for (const Example& example : program.examples) CHECK(contains(words, example.command));
  }
}

TEST_CASE("the help names all formats, with all of their extensions") {
  const std::string help = parse({"--help"}).message;
  for (const Format& format : formats()) {
    CHECK(contains(help, fmt::format("\n    {:<24}{}: ", "", format.name)));
    for (const std::string_view extension : format.extensions) CHECK(contains(help, extension));
  }
  CHECK(contains(help, "  -o, --output FILE ...   Write"));
  CHECK(contains(help, "Can be given several"));
}

TEST_CASE("the version is that of the project") {
  CHECK(parse({"--version"}).message == "heapgraph " HEAPGRAPH_EXPECTED_VERSION "\n");
}
