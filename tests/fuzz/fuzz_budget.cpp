// SPDX-License-Identifier: MIT
// Fuzz target that reads any bytes as a budget file. Either it gives an `Error` of one line, or a budget
// that can be updated and read again.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// File of this process, removed at its end.
class Scratch {
 public:
  Scratch() : path_((std::filesystem::temp_directory_path() / ("heapgraph_fuzz_" + name())).string()) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() { std::filesystem::remove(path_); }

  const std::string& write(std::string_view text) const {
    std::ofstream(path_, std::ios::binary) << text;
    return path_;
  }

 private:
  static std::string name() { return std::to_string(reinterpret_cast<std::uintptr_t>(&require)); }
  std::string path_;
};

/// Report in which everything limited holds the same amount.
LimitReport report_of(const Budget& budget) {
  LimitReport report;
  for (const Limit& limit : budget.limits) {
    LimitResult result;
    result.limit = limit;
    result.measured = {1000, 10};
    if (limit.growth) result.growth = -5;
    report.results.push_back(result);
  }
  return report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Scratch file;
  try {
    const std::string& path = file.write({reinterpret_cast<const char*>(data), size});
    const Budget budget = load_budget(path);
    const std::string updated = updated_budget(path, report_of(budget), 10);
    const Budget again = load_budget(file.write(updated));
    require(again.limits.size() == budget.limits.size());
    require(again.ignored.size() == budget.ignored.size());
    for (std::size_t i = 0; i < again.limits.size(); ++i) {
      require(again.limits[i].key == budget.limits[i].key);
      require(!again.limits[i].bytes || again.limits[i].bytes == 1100U);
      require(!again.limits[i].growth || again.limits[i].growth == 0U);
    }
  } catch (const Error& error) {
    require(std::string_view(error.what()).find('\n') == std::string_view::npos);
  }
  return 0;
}
