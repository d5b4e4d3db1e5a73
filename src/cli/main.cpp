// SPDX-License-Identifier: MIT
// Entry point of the program, whose work is all in the library.
#include <iostream>

#include "base/platform.h"
#include "cli/program.h"

int main(int argc, char** argv) {
  using namespace heapgraph;
  prepare_standard_streams();
  return_freed_arrays();
  return run_program(arguments_of(argc, argv), std::cerr);
}
