// SPDX-License-Identifier: MIT
// Entry point of the program, whose work is all in the library.
#include <exception>
#include <iostream>
#include <new>

#include "base/platform.h"
#include "cli/exit_codes.h"
#include "cli/options.h"
#include "cli/run.h"
#include "heapgraph/error.h"

int main(int argc, char** argv) {
  using namespace heapgraph;
  prepare_standard_streams();
  return_freed_arrays();
  try {
    const CommandLine command_line = parse_command_line(arguments_of(argc, argv));
    if (command_line.exit_code) {
      (*command_line.exit_code == exit_done ? std::cout : std::cerr) << command_line.message << std::flush;
      return *command_line.exit_code;
    }
    return run(command_line.options, std::cerr);
  } catch (const Error& error) {
    std::cerr << "heapgraph: " << error.what() << '\n';
  } catch (const std::bad_alloc&) {
    std::cerr << "heapgraph: out of memory; use a machine with more, or a smaller dump\n";
  } catch (const std::exception& error) {
    std::cerr << "heapgraph: internal error: " << error.what() << "; please report it with the dump\n";
  }
  return exit_unusable;
}
