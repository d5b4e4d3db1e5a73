// SPDX-License-Identifier: MIT
// Threads that work off a queue.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace heapgraph {

class WorkerPool {
 public:
  /// With one thread or none, work is done where it is submitted.
  explicit WorkerPool(unsigned threads);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  WorkerPool(WorkerPool&&) = delete;
  WorkerPool& operator=(WorkerPool&&) = delete;
  /// Waits for all that was submitted.
  ~WorkerPool();

  /// The future holds what the work throws.
  std::future<void> submit(std::function<void()> work);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::packaged_task<void()>> queue_;
  bool is_closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace heapgraph
