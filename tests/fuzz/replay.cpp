// SPDX-License-Identifier: MIT
// Runs a fuzz target on every file of the given folders, so an input that once failed is tested ever after.
#include <filesystem>
#include <iostream>
#include <string>

#include "fuzz/fuzz_target.h"
#include "support/files.h"

int main(int argc, char** argv) {
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      const std::string bytes = heapgraph::test::read_file(entry.path());
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++files;
    }
  }
  std::cout << files << " inputs replayed\n";
  return files == 0 ? 1 : 0;
}
