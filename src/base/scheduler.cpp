// SPDX-License-Identifier: MIT
// A scheduler for work on a bounded number of threads, including the one that waits for it.
//
// Every wait ends, even without worker threads:
// 1. A wait runs the awaited work itself if no thread has begun it. So a thread sleeps, or runs other
//    work, only while another thread runs the work that it waits for.
// 2. A leaf waits for nothing, so each leaf that was begun ends.
// 3. A branch waits for leaves only, and meanwhile its thread runs nothing but leaves. By 2 these end, and
//    so does what the branch waits for. So each branch that was begun ends.
// 4. No work waits for a thread that is outside any work, so such a thread may run leaves and branches
//    alike while it waits. By 2 and 3 they end, and so does the work it waits for, which was begun by 1.
// 5. No wake-up is lost. Work is queued, begun and done under one mutex. A thread that goes to sleep has
//    checked under that mutex that there is no work to run and that the awaited work is not done.
// It follows that the stack of a thread holds at most one branch, with one leaf above it.
#include "base/scheduler.h"

#include <algorithm>

namespace heapgraph {
namespace {

/// True while this thread runs work of any scheduler.
thread_local bool is_inside_work = false;

}  // namespace

Scheduler::Scheduler(unsigned threads)
    : Scheduler(threads, [](std::function<void()> body) { return std::thread(std::move(body)); }) {}

Scheduler::Scheduler(unsigned threads, ThreadMaker make_thread)
    : threads_(threads != 0 ? threads : std::max(std::thread::hardware_concurrency(), 1U)),
      make_thread_(std::move(make_thread)),
      most_workers_(threads_ - 1) {}

Scheduler::~Scheduler() {
  {
    std::unique_lock lock(mutex_);
    help_until(lock, true, [this] { return unfinished_ == 0; });
    is_closing_ = true;
  }
  for_workers_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void Scheduler::enqueue(Job& job) {
  const std::lock_guard lock(mutex_);
  std::list<Job*>& queue = job.kind == Kind::leaf ? leaves_ : branches_;
  job.place = queue.insert(queue.end(), &job);
  ++unfinished_;
  if (idle_ < leaves_.size() + branches_.size() && workers_.size() < most_workers_) make_worker();
  for_workers_.notify_one();
  for_waiters_.notify_all();
}

/// Must not throw, because a job is queued by now.
void Scheduler::make_worker() noexcept {
  try {
    workers_.reserve(workers_.size() + 1);
    workers_.push_back(make_thread_([this] { work_off(); }));
    ++idle_;
  } catch (...) {
    most_workers_ = workers_.size();  // the system has no thread to spare, so the existing ones do the work
  }
}

void Scheduler::work_off() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (Job* job = next(true)) {
      --idle_;
      run(*job, lock);
      ++idle_;
    } else if (is_closing_) {
      return;
    } else {
      for_workers_.wait(lock);
    }
  }
}

void Scheduler::wait_for(Job& job) {
  std::unique_lock lock(mutex_);
  if (!job.is_begun) run(job, lock);
  help_until(lock, !is_inside_work, [&job] { return job.is_done.load(); });
}

template <class IsDone>
void Scheduler::help_until(std::unique_lock<std::mutex>& lock, bool takes_branches, IsDone is_done) {
  while (!is_done()) {
    if (Job* job = next(takes_branches)) {
      run(*job, lock);
    } else {
      for_waiters_.wait(lock);
    }
  }
}

/// The work to begin next; null if there is none.
Scheduler::Job* Scheduler::next(bool takes_branches) const {
  if (!leaves_.empty()) return leaves_.front();
  return takes_branches && !branches_.empty() ? branches_.front() : nullptr;
}

/// Runs a job, with the lock released meanwhile.
void Scheduler::run(Job& job, std::unique_lock<std::mutex>& lock) {
  (job.kind == Kind::leaf ? leaves_ : branches_).erase(job.place);
  job.is_begun = true;
  lock.unlock();
  const bool was_inside_work = std::exchange(is_inside_work, true);
  job.run();
  is_inside_work = was_inside_work;
  lock.lock();
  job.is_done = true;
  --unfinished_;
  for_waiters_.notify_all();
}

}  // namespace heapgraph
