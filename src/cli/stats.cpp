// SPDX-License-Identifier: MIT
// Time and memory of every phase (`--stats`).
#include "cli/stats.h"

#include <fmt/format.h>

#include <cstdint>
#include <ostream>
#include <utility>

#include "base/platform.h"

namespace heapgraph {
namespace {

constexpr double mebibyte = 1024.0 * 1024.0;

std::string row(std::string_view name, double seconds, std::uint64_t bytes) {
  std::string text = fmt::format("{:<8} {:>9.1f} ms", name, seconds * 1000);
  if (bytes != 0) {
    const double size = static_cast<double>(bytes) / mebibyte;
    text += fmt::format(" {:>9.1f} MiB {:>8.0f} MiB/s", size, seconds > 0 ? size / seconds : 0.0);
  }
  return text + "\n";
}

}  // namespace

void PhaseClock::begin(std::string name, std::uint64_t bytes_of_last) {
  if (!phases_.empty()) phases_.back().bytes = bytes_of_last;
  phases_.push_back({std::move(name), Clock::now()});
}

void PhaseClock::print(std::ostream& messages) {
  begin("total");
  const auto seconds = [](Clock::duration time) { return std::chrono::duration<double>(time).count(); };
  for (std::size_t i = 0; i + 1 < phases_.size(); ++i) {
    messages << row(phases_[i].name, seconds(phases_[i + 1].begin - phases_[i].begin), phases_[i].bytes);
  }
  messages << row("total", seconds(phases_.back().begin - phases_.front().begin), 0);
  messages << fmt::format("{:<8} {:>9.1f} MiB\n", "memory", static_cast<double>(peak_memory()) / mebibyte);
}

}  // namespace heapgraph
