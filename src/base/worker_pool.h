// SPDX-License-Identifier: MIT
// Threads that work off a queue.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace heapgraph {

class WorkerPool {
 public:
  /// Work is told the number of the worker that does it, which is below the number of threads. A worker does
  /// one thing at a time, so each can have memory of its own that it keeps from work to work.
  using Work = std::function<void(std::size_t worker)>;

  /// With one thread or none, work is done where it is submitted, as worker 0; then only one thread may
  /// submit.
  explicit WorkerPool(unsigned threads);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  WorkerPool(WorkerPool&&) = delete;
  WorkerPool& operator=(WorkerPool&&) = delete;
  /// Waits for all that was submitted.
  ~WorkerPool();

  /// The future holds what the work throws.
  std::future<void> submit(Work work);

 private:
  void run(std::size_t worker);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::packaged_task<void(std::size_t)>> queue_;
  bool is_closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace heapgraph
