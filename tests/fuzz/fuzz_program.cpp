// SPDX-License-Identifier: MIT
// Fuzz target that runs the whole program on dumps and a budget of the grammar, with any options: the exit
// code is one that the help names, an error is one line and leaves no file, and an output is what its format
// says.
#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_codes.h"
#include "cli/program.h"
#include "fuzz/choices.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/grammar.h"
#include "fuzz/invariants.h"
#include "fuzz/scratch_folder.h"
#include "heapgraph/output.h"
#include "support/files.h"
#include "support/xml.h"

using namespace heapgraph;
using namespace heapgraph::fuzz;

namespace {

constexpr std::array flags = {"--compatible", "--settle", "--follow-weak", "--update-budget", "--fold",
                              "--no-fold",    "--strict", "--stats",       "--version",       "--help"};
struct Valued {
  std::string_view option;
  std::vector<std::string_view> values;
};

const std::vector<Valued>& valued() {
  static const std::vector<Valued> made = {
      {"--measure", {"new", "growth", "freed", "live"}},
      {"--identity", {"auto", "address", "verified"}},
      {"--match", {"object", "path"}},
      {"--split", {"none", "custom", "all"}},
      {"--tree", {"paths", "dominators"}},
      {"--why", {"**", "mainthread/*", "0x55d000000020", "*/players/**"}},
      {"--limit", {"0", "1KB", "**=1", "mainthread/**=64KB", "a\\/b/*=0"}},
      {"--headroom", {"0%", "10%", "1e9%"}},
      {"--top", {"0", "1", "4294967295"}},
      {"--by", {"type", "category", "userdata", "function", "thread"}},
      {"--max-bytes", {"0", "1000", "60000"}},
      {"--title", {"", "a"}},
      {"--width", {"200", "1200", "20000"}},
      {"--colors", {"type", "name"}},
      {"--min-width", {"0", "0.5", "nan"}},
      {"--threads", {"1", "2"}},
      {"--max", {"name=8", "source=1", "roots=1", "dumps=1", "ratio=1", "record=64", "nodes=1", "output=1"}}};
  return made;
}

void add_option(Choices& choices, std::vector<std::string>& arguments) {
  if (choices.below(4) == 1) {
    arguments.emplace_back(choices.pick(flags));
    return;
  }
  const Valued& option = choices.pick(valued());
  arguments.emplace_back(option.option);
  arguments.push_back(choices.below(4) == 1 ? hard_text(choices) : std::string(choices.pick(option.values)));
  std::erase(arguments.back(), '\0');  // no argument of a program holds it
}

bool has(const std::vector<std::string>& arguments, std::string_view argument) {
  return std::find(arguments.begin(), arguments.end(), argument) != arguments.end();
}

/// Checks that the folder holds nothing but the inputs and the output.
void check_files(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    require(name == "output" || name == "budget" || name.starts_with("dump"), "no file is left: " + name);
  }
}

void check_messages(const std::string& said, bool is_error) {
  require(test::text_fault(said).empty(), "messages can be printed");
  require(said.find("internal error") == std::string::npos, "no error is an internal one: " + said);
  require(said.find("out of memory") == std::string::npos, "memory suffices: " + said);
  if (!is_error) return;
  require(said.starts_with("heapgraph: ") || said.find("\nheapgraph: ") != std::string::npos,
          "an error says who: " + said);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ScratchFolder folder;
  static const std::string output = folder.file("output");
  Choices choices(data, size);
  const std::string_view format = choices.pick(formats()).name;
  std::vector<std::string> arguments = {"-f", std::string(format), "-o", output};
  for (std::size_t count = choices.below(6); count > 0; --count) add_option(choices, arguments);
  if (choices.below(4) == 1) {
    arguments.insert(arguments.end(), {"--budget", folder.write("budget", budget(choices))});
  }
  LuauHeap heap(choices);
  for (std::size_t count = 1 + choices.below(4); count > 0; --count) {
    const std::string dump = choices.rarely() ? damaged(choices, heap.dump()) : heap.dump();
    arguments.push_back(folder.write("dump" + std::to_string(count), packed(choices, dump)));
    heap.change(choices);
  }
  std::filesystem::remove(output);

  std::ostringstream messages;
  const int code = run_program(arguments, messages);
  check_messages(messages.str(), code == exit_unusable);
  check_files(folder.path());
  require(code == exit_done || code == exit_limit_exceeded || code == exit_unusable,
          "the help names the exit code");
  if (code == exit_unusable) {
    require(!std::filesystem::exists(output), "an error leaves no output");
  } else if (!has(arguments, "--help") && !has(arguments, "--version")) {
    check_output(format, test::read_file(output));
  }
  return 0;
}
