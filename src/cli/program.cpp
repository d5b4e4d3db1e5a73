// SPDX-License-Identifier: MIT
// The whole program: from its arguments to its exit code.
#include "cli/program.h"

#include <exception>
#include <new>
#include <ostream>
#include <stdexcept>

#include "base/memory_reserve.h"
#include "base/output_file.h"
#include "base/platform.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/run.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

constexpr const char* out_of_memory =
    "heapgraph: out of memory; use a machine with more, or a smaller dump\n";

int run_command_line(const std::vector<std::string>& arguments, std::ostream& messages) {
  const CommandLine command_line = parse_command_line(arguments, terminal_width().value_or(usual_width));
  if (!command_line.exit_code) return run(command_line.options, messages);
  if (*command_line.exit_code != exit_done) {
    messages << command_line.message;
    return *command_line.exit_code;
  }
  OutputFile output("-");
  output.stream() << command_line.message;
  output.commit();
  return exit_done;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, std::ostream& messages) noexcept {
  reserve_memory();
  try {
    return run_command_line(arguments, messages);
  } catch (const Error& error) {
    messages << "heapgraph: " << error.what() << '\n';
  } catch (const std::bad_alloc&) {
    messages << out_of_memory;
  } catch (const std::length_error&) {  // a container would be larger than memory can be
    messages << out_of_memory;
  } catch (const std::exception& error) {
    messages << "heapgraph: internal error: " << escape_unprintable(error.what())
             << "; please report it with the dump\n";
  }
  return exit_unusable;
}

}  // namespace heapgraph
