// SPDX-License-Identifier: MIT
// Time and memory of every phase (`--stats`).
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace heapgraph {

class PhaseClock {
 public:
  /// Ends the current phase and begins another. `bytes_of_last` is what the ended phase read or wrote;
  /// 0 for a phase that does neither.
  void begin(std::string name, std::uint64_t bytes_of_last = 0);
  /// Ends the last phase, and prints all phases, their total and the peak of memory.
  void print(std::ostream& messages);

 private:
  using Clock = std::chrono::steady_clock;
  struct Phase {
    std::string name;
    Clock::time_point begin;
    std::uint64_t bytes = 0;
  };
  std::vector<Phase> phases_;
};

}  // namespace heapgraph
