// SPDX-License-Identifier: MIT
// Scheduler: results, errors, the number of threads, and the order in which work is taken.
#include "base/scheduler.h"

#include <chrono>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>

#include "support/catch.h"

using namespace heapgraph;
using Kind = Scheduler::Kind;

namespace {

/// Set of the threads that noted themselves.
class ThreadLog {
 public:
  void note() {
    const std::lock_guard lock(mutex_);
    ids_.insert(std::this_thread::get_id());
  }
  std::set<std::thread::id> ids() const {
    const std::lock_guard lock(mutex_);
    return ids_;
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::thread::id> ids_;
};

/// Door that opens once. A test that waits for it in vain fails instead of hanging.
class Door {
 public:
  void open() {
    {
      const std::lock_guard lock(mutex_);
      is_open_ = true;
    }
    changed_.notify_all();
  }
  /// Waits until the door is open; false if that takes too long.
  bool pass() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = false;
};

/// Source of a number of threads, which then fails like a system that has none to spare.
struct ThreadSource {
  std::atomic<int> left = 0;
  std::atomic<int> made = 0;
  std::atomic<int> refused = 0;

  Scheduler::ThreadMaker maker() {
    return [this](std::function<void()> body) {
      if (left.fetch_sub(1) <= 0) {
        ++refused;
        throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again));
      }
      ++made;
      return std::thread(std::move(body));
    };
  }
};

struct NoDefault {
  explicit NoDefault(int number) : value(number) {}
  int value;
};

/// Result of 20 branches, each of which submits 50 leaves and adds up their results.
int add_up_in_branches(Scheduler& scheduler, ThreadLog& log) {
  std::vector<Task<int>> branches;
  for (int branch = 0; branch < 20; ++branch) {
    branches.push_back(scheduler.submit(
        [&scheduler, &log] {
          log.note();
          std::vector<Task<int>> leaves;
          for (int leaf = 0; leaf < 50; ++leaf) {
            leaves.push_back(scheduler.submit([&log, leaf] {
              log.note();
              return leaf;
            }));
          }
          int sum = 0;
          for (Task<int>& leaf : leaves) sum += leaf.get();
          return sum;
        },
        Kind::branch));
  }
  int sum = 0;
  for (Task<int>& branch : branches) sum += branch.get();
  return sum;
}

constexpr int sum_in_branches = 20 * (49 * 50 / 2);

}  // namespace

TEST_CASE("work returns its result, whatever its type") {
  for (const unsigned threads : {1U, 2U, 4U}) {
    Scheduler scheduler(threads);
    CHECK(scheduler.threads() == threads);
    Task<int> number = scheduler.submit([] { return 7; });
    CHECK(number.is_valid());
    CHECK(number.get() == 7);
    CHECK_FALSE(number.is_valid());
    CHECK(scheduler.submit([] { return NoDefault(8); }).get().value == 8);
    CHECK(*scheduler.submit([] { return std::make_unique<int>(9); }).get() == 9);
    CHECK(*scheduler.submit([held = std::make_unique<int>(10)]() mutable { return std::move(held); }).get() ==
          10);
    bool is_done = false;
    Task<void> nothing = scheduler.submit([&is_done] { is_done = true; }, Kind::branch);
    nothing.wait();
    nothing.wait();
    CHECK(is_done);
    CHECK(nothing.is_valid());
    nothing.get();
  }
  CHECK(Scheduler(0).threads() >= 1);
}

TEST_CASE("an error of the work is thrown where its result is asked for") {
  for (const unsigned threads : {1U, 2U, 4U}) {
    Scheduler scheduler(threads);
    Task<int> bad = scheduler.submit([]() -> int { throw std::runtime_error("first"); });
    Task<void> worse = scheduler.submit([] { throw std::runtime_error("second"); }, Kind::branch);
    Task<int> dropped = scheduler.submit([]() -> int { throw std::runtime_error("third"); });
    Task<int> good = scheduler.submit([] { return 7; });
    bad.wait();
    CHECK_THROWS_WITH(bad.get(), "first");
    CHECK_THROWS_WITH(worse.get(), "second");
    CHECK(good.get() == 7);
  }
}

TEST_CASE("one thread works on itself alone") {
  ThreadSource source{100};
  Scheduler scheduler(1, source.maker());
  ThreadLog log;
  CHECK(add_up_in_branches(scheduler, log) == sum_in_branches);
  CHECK(log.ids() == std::set<std::thread::id>{std::this_thread::get_id()});
  CHECK(source.made == 0);
}

TEST_CASE("no more threads work than were asked for") {
  for (const unsigned threads : {2U, 3U, 4U}) {
    ThreadSource source{100};
    Scheduler scheduler(threads, source.maker());
    ThreadLog log;
    log.note();
    for (int round = 0; round < 10; ++round) CHECK(add_up_in_branches(scheduler, log) == sum_in_branches);
    CHECK(log.ids().size() <= threads);
    CHECK(source.made <= static_cast<int>(threads) - 1);
  }
}

TEST_CASE("threads are made when there is work for them") {
  for (const Kind kind : {Kind::leaf, Kind::branch}) {
    ThreadSource source{100};
    Scheduler scheduler(8, source.maker());
    CHECK(source.made == 0);
    for (int i = 0; i < 100; ++i) CHECK(scheduler.submit([i] { return i; }, kind).get() == i);
    CHECK(source.made == 1);
    Door door;
    std::vector<Task<bool>> tasks;
    for (int i = 0; i < 100; ++i) tasks.push_back(scheduler.submit([&door] { return door.pass(); }, kind));
    CHECK(source.made == 7);
    door.open();
    for (Task<bool>& task : tasks) CHECK(task.get());
  }
}

TEST_CASE("a worker that has nothing to do takes what comes") {
  ThreadSource source{100};
  Scheduler scheduler(8, source.maker());
  for (int i = 0; i < 100; ++i) {
    Door door;
    const Task<void> task = scheduler.submit([&door] { door.open(); });
    REQUIRE(door.pass());
  }
  CHECK(source.made == 1);
  Door begun;
  Door door;
  Task<bool> held = scheduler.submit([&] {
    begun.open();
    return door.pass();
  });
  REQUIRE(begun.pass());
  const Task<void> opening = scheduler.submit([&door] { door.open(); });
  CHECK(source.made == 2);
  CHECK(held.get());
}

TEST_CASE("all work is done where no thread can be made") {
  for (const int available : {0, 1}) {
    ThreadSource source{available};
    Scheduler scheduler(4, source.maker());
    ThreadLog log;
    log.note();
    for (int round = 0; round < 10; ++round) CHECK(add_up_in_branches(scheduler, log) == sum_in_branches);
    CHECK(scheduler.threads() == 4);
    CHECK(source.made == available);
    CHECK(source.refused == 1);
    CHECK(log.ids().size() <= 1U + static_cast<unsigned>(available));
  }
}

TEST_CASE("who waits runs the awaited work first, and nothing else if that suffices") {
  Scheduler scheduler(1);
  std::string order;
  const auto noting = [&order](char c) { return [&order, c] { order += c; }; };
  {
    const Task<void> a = scheduler.submit(noting('a'));
    Task<void> b = scheduler.submit(noting('b'), Kind::branch);
    Task<void> c = scheduler.submit(noting('c'));
    CHECK(order.empty());
    c.get();
    CHECK(order == "c");
    b.get();
    CHECK(order == "cb");
  }
  CHECK(order == "cba");
}

TEST_CASE("who waits takes what is submitted meanwhile") {
  Scheduler scheduler(2);
  Door begun;
  Door door;
  Task<bool> held = scheduler.submit([&] {
    begun.open();
    return door.pass();
  });
  REQUIRE(begun.pass());
  Task<void> opening;
  std::thread other([&] {
    // The wait below gets time to begin.
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    opening = scheduler.submit([&door] { door.open(); });
  });
  CHECK(held.get());
  other.join();
}

TEST_CASE("who waits outside any work takes branches") {
  Scheduler scheduler(2);
  Door begun;
  Door door;
  Task<bool> held = scheduler.submit([&] {
    begun.open();
    return door.pass();
  });
  REQUIRE(begun.pass());
  Task<void> opening = scheduler.submit([&door] { door.open(); }, Kind::branch);
  CHECK(held.get());
}

TEST_CASE("a branch that waits takes leaves, but no other branch") {
  Scheduler scheduler(2);
  Door begun;
  Door leaf_ran;
  std::atomic<bool> is_in_branch = false;
  std::atomic<bool> is_nested = false;
  Task<bool> held = scheduler.submit([&] {
    begun.open();
    const bool has_passed = leaf_ran.pass();
    // Only the other branch is left to take. A branch that would take it gets time to do so.
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    return has_passed;
  });
  REQUIRE(begun.pass());
  const std::thread::id here = std::this_thread::get_id();
  Task<bool> branch = scheduler.submit(
      [&] {
        is_in_branch = true;
        scheduler.submit([] {}).get();
        Task<void> leaf = scheduler.submit([&leaf_ran] { leaf_ran.open(); });
        const bool has_passed = held.get();
        is_in_branch = false;
        return has_passed;
      },
      Kind::branch);
  Task<void> other = scheduler.submit(
      [&] {
        if (std::this_thread::get_id() == here && is_in_branch) is_nested = true;
      },
      Kind::branch);
  CHECK(branch.get());
  other.get();
  CHECK_FALSE(is_nested);
}

TEST_CASE("workers take leaves before branches, and each in order") {
  Scheduler scheduler(2);
  Door begun;
  Door door;
  Door last;
  std::string order;
  const auto noting = [&](char c) {
    return [&, c] {
      order += c;
      if (order.size() == 4) last.open();
    };
  };
  Task<bool> held = scheduler.submit([&] {
    begun.open();
    return door.pass();
  });
  REQUIRE(begun.pass());
  const Task<void> tasks[] = {
      scheduler.submit(noting('c'), Kind::branch),
      scheduler.submit(noting('d'), Kind::branch),
      scheduler.submit(noting('a')),
      scheduler.submit(noting('b')),
  };
  door.open();
  REQUIRE(last.pass());
  CHECK(order == "abcd");
}

TEST_CASE("a scheduler waits for what was submitted") {
  for (const unsigned threads : {1U, 2U, 4U}) {
    std::atomic<int> done = 0;
    std::vector<Task<int>> tasks;
    {
      Scheduler scheduler(threads);
      for (int i = 0; i < 100; ++i) {
        tasks.push_back(scheduler.submit([&done] { return ++done; }, i % 2 == 0 ? Kind::leaf : Kind::branch));
      }
    }
    CHECK(done == 100);
    std::set<int> results;
    for (Task<int>& task : tasks) results.insert(task.get());
    CHECK(results.size() == 100);
  }
}

TEST_CASE("a task that is dropped or replaced waits") {
  for (const unsigned threads : {1U, 2U, 4U}) {
    Scheduler scheduler(threads);
    std::atomic<int> done = 0;
    const auto work = [&done] { ++done; };
    for (int i = 0; i < 100; ++i) {
      { const Task<void> dropped = scheduler.submit(work); }
      CHECK(done == 3 * i + 1);
      Task<void> task = scheduler.submit(work);
      task = scheduler.submit(work);
      CHECK(done >= 3 * i + 2);
      Task<void> moved = std::move(task);
      moved.get();
      CHECK(done == 3 * i + 3);
    }
  }
}

TEST_CASE("what the work held is gone when it is done") {
  for (const unsigned threads : {1U, 2U}) {
    Scheduler scheduler(threads);
    auto held = std::make_shared<int>(7);
    Task<int> task = scheduler.submit([held] { return *held; });
    task.wait();
    CHECK(held.use_count() == 1);
    Task<std::shared_ptr<int>> dropped = scheduler.submit([&held] { return held; });
    dropped = {};
    CHECK(held.use_count() == 1);
  }
}

TEST_CASE("several threads submit and wait at once") {
  Scheduler scheduler(3);
  std::atomic<int> sum = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 3; ++caller) {
    callers.emplace_back([&scheduler, &sum] {
      ThreadLog log;
      for (int round = 0; round < 5; ++round) sum += add_up_in_branches(scheduler, log);
    });
  }
  for (std::thread& caller : callers) caller.join();
  CHECK(sum == 15 * sum_in_branches);
}
