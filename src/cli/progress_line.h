// SPDX-License-Identifier: MIT
// Line on a terminal that shows the progress of long work, and disappears at its end.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "heapgraph/load.h"

namespace heapgraph {

/// Line that appears after a second, and only if standard error is a terminal.
class ProgressLine {
 public:
  explicit ProgressLine(const Progress& progress);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ProgressLine(ProgressLine&&) = delete;
  ProgressLine& operator=(ProgressLine&&) = delete;
  ~ProgressLine();

  /// Names the phase that begins. `name` must outlive the line.
  void begin(const char* name) { phase_ = name; }
  /// Erases the line before other text is printed. It may be called twice.
  void finish();

 private:
  void run();

  const Progress& progress_;
  std::atomic<const char*> phase_ = "reading";
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_done_ = false;
  std::thread thread_;
};

}  // namespace heapgraph
