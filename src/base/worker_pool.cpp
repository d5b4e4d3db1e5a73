// SPDX-License-Identifier: MIT
// Threads that work off a queue.
#include "base/worker_pool.h"

#include <utility>

namespace heapgraph {

WorkerPool::WorkerPool(unsigned threads) {
  for (unsigned i = 0; i < threads && threads > 1; ++i) threads_.emplace_back([this, i] { run(i); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

std::future<void> WorkerPool::submit(Work work) {
  std::packaged_task<void(std::size_t)> task(std::move(work));
  std::future<void> done = task.get_future();
  if (threads_.empty()) {
    task(0);
    return done;
  }
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(task));
  }
  changed_.notify_one();
  return done;
}

void WorkerPool::run(std::size_t worker) {
  while (true) {
    std::packaged_task<void(std::size_t)> task;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return is_closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task(worker);
  }
}

}  // namespace heapgraph
