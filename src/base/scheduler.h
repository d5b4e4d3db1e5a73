// SPDX-License-Identifier: MIT
// A scheduler for work on a bounded number of threads, including the one that waits for it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace heapgraph {

template <class Result>
class Task;

/// Runs work on at most `threads` threads, including the one that waits. A thread that waits runs the
/// awaited work itself if no thread has begun it, then other work until the awaited work is done; it
/// sleeps only if there is no other work. Work begins in a worker thread or in a wait, never in `submit`.
class Scheduler {
 public:
  /// `leaf` work waits for nothing; `branch` work may submit leaves and wait for them. Leaves go first.
  enum class Kind : std::uint8_t { leaf, branch };
  using ThreadMaker = std::function<std::thread(std::function<void()>)>;

  /// 0 threads means one per core. It is no error if a thread cannot be made: the others do the work.
  explicit Scheduler(unsigned threads);
  /// Makes its threads with `make_thread`, which may throw.
  Scheduler(unsigned threads, ThreadMaker make_thread);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  Scheduler(Scheduler&&) = delete;
  Scheduler& operator=(Scheduler&&) = delete;
  /// Waits for all submitted work. Tasks may outlive the scheduler, but none may be in a wait.
  ~Scheduler();

  unsigned threads() const { return threads_; }  ///< number of threads asked for, at least 1

  /// Queues work. May be called from any thread, and from branches.
  template <class Work>
  Task<std::invoke_result_t<Work>> submit(Work work, Kind kind = Kind::leaf);

 private:
  template <class Result>
  friend class Task;

  /// Submitted work. Its task owns it and lives until the work is done.
  struct Job {
    Job(Scheduler& owner, Kind its_kind) : scheduler(owner), kind(its_kind) {}
    virtual ~Job() = default;
    virtual void run() noexcept = 0;

    Scheduler& scheduler;  // may be gone once the work is done
    const Kind kind;
    bool is_begun = false;              // guarded by the scheduler's mutex
    std::list<Job*>::iterator place;    // its place in the queue until it is begun
    std::atomic<bool> is_done = false;  // set last: the scheduler does not touch the job afterwards
  };

  template <class Result>
  struct Outcome : Job {
    using Job::Job;
    std::optional<std::conditional_t<std::is_void_v<Result>, std::monostate, Result>> result;
    std::exception_ptr error;
  };

  template <class Work>
  struct Submitted;

  void enqueue(Job& job);
  void wait_for(Job& job);
  template <class IsDone>
  void help_until(std::unique_lock<std::mutex>& lock, bool takes_branches, IsDone is_done);
  Job* next(bool takes_branches) const;
  void run(Job& job, std::unique_lock<std::mutex>& lock);
  void make_worker() noexcept;
  void work_off();

  const unsigned threads_;
  const ThreadMaker make_thread_;
  std::mutex mutex_;                     // guards all members below
  std::condition_variable for_workers_;  // signals more work, or that none will come
  std::condition_variable for_waiters_;  // signals more work, or that some is done
  std::list<Job*> leaves_;               // leaves that no thread has begun, in the order of `submit`
  std::list<Job*> branches_;
  std::size_t unfinished_ = 0;  // jobs that are not done
  std::size_t idle_ = 0;        // workers that run no job
  bool is_closing_ = false;
  std::size_t most_workers_;  // lowered when a thread cannot be made
  std::vector<std::thread> workers_;
};

/// The future result of submitted work. Only one thread at a time may use a task.
template <class Result>
class [[nodiscard]] Task {
 public:
  Task() = default;
  Task(Task&& other) noexcept = default;
  /// Waits for the previous work of this task.
  Task& operator=(Task&& other) noexcept {
    wait();
    job_ = std::move(other.job_);
    return *this;
  }
  /// Waits for the work. An error of the work is dropped.
  ~Task() { wait(); }

  /// False if the task was made empty, moved from, or asked for its result.
  bool is_valid() const { return job_ != nullptr; }

  /// Returns when the work is done, whether or not it failed; at once if the task is not valid.
  void wait() {
    if (job_ && !job_->is_done) job_->scheduler.wait_for(*job_);
  }

  /// Returns the result, or throws what the work threw. The task must be valid and becomes invalid.
  Result get() {
    wait();
    const auto job = std::move(job_);
    if (job->error) std::rethrow_exception(std::exchange(job->error, nullptr));
    if constexpr (!std::is_void_v<Result>) return std::move(*job->result);
  }

 private:
  friend Scheduler;
  explicit Task(std::unique_ptr<Scheduler::Outcome<Result>> job) : job_(std::move(job)) {}

  std::unique_ptr<Scheduler::Outcome<Result>> job_;
};

template <class Work>
struct Scheduler::Submitted final : Outcome<std::invoke_result_t<Work>> {
  Submitted(Scheduler& owner, Kind its_kind, Work its_work)
      : Outcome<std::invoke_result_t<Work>>(owner, its_kind), work(std::move(its_work)) {}

  void run() noexcept override {
    try {
      if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
        std::invoke(std::move(*work));
      } else {
        this->result.emplace(std::invoke(std::move(*work)));
      }
    } catch (...) {
      this->error = std::current_exception();
    }
    work.reset();  // destroys what it captured before the wait returns
  }

  std::optional<Work> work;
};

template <class Work>
Task<std::invoke_result_t<Work>> Scheduler::submit(Work work, Kind kind) {
  auto job = std::make_unique<Submitted<Work>>(*this, kind, std::move(work));
  enqueue(*job);
  return Task<std::invoke_result_t<Work>>(std::move(job));
}

}  // namespace heapgraph
