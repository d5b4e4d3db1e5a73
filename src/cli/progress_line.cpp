// SPDX-License-Identifier: MIT
// Line on a terminal that shows the progress of long work, and disappears at its end.
#include "cli/progress_line.h"

#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <exception>

#include "base/platform.h"

namespace heapgraph {
namespace {

constexpr std::chrono::milliseconds before_first = std::chrono::seconds(1);
constexpr std::chrono::milliseconds between{100};
constexpr const char* erase_line = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(const Progress& progress) : progress_(progress) {
  if (!stderr_is_terminal()) return;
  try {
    thread_ = std::thread([this] { run(); });
  } catch (const std::exception&) {
    // Without a thread or memory to spare, there is no line.
  }
}

ProgressLine::~ProgressLine() {
  finish();
}

void ProgressLine::finish() {
  {
    const std::lock_guard lock(mutex_);
    is_done_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ProgressLine::run() {
  std::unique_lock lock(mutex_);
  bool is_shown = false;
  while (!changed_.wait_for(lock, is_shown ? between : before_first, [this] { return is_done_; })) {
    constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
    const std::uint64_t total = progress_.bytes_total;
    const std::uint64_t read = progress_.bytes_read;
    // The line allocates nothing, since an exception in this thread would end the process.
    std::fprintf(stderr, "%sheapgraph: %s, %" PRIu64 " MiB", erase_line, phase_.load(), read / mebibyte);
    // The total does not count pipes, so more bytes than that may be read.
    if (total >= read) std::fprintf(stderr, " of %" PRIu64, total / mebibyte);
    std::fflush(stderr);
    is_shown = true;
  }
  if (!is_shown) return;
  std::fputs(erase_line, stderr);
  std::fflush(stderr);
}

}  // namespace heapgraph
