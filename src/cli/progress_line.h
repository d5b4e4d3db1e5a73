// SPDX-License-Identifier: MIT
// One line on a terminal that shows how far long work is, and is gone at the end.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "heapgraph/load.h"

namespace heapgraph {

/// Shows itself after a second, and only if standard error is a terminal.
class ProgressLine {
 public:
  explicit ProgressLine(const Progress& progress);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ProgressLine(ProgressLine&&) = delete;
  ProgressLine& operator=(ProgressLine&&) = delete;
  ~ProgressLine();

  /// `name` must live as long as the line.
  void begin(const char* name) { phase_ = name; }
  /// Takes the line away, before something else is said. May be called twice.
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
