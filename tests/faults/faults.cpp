// SPDX-License-Identifier: MIT
// Runs the program again and again, and each time another allocation or the creation of another thread fails.
// Each run must end with its result or with one line, and leave nothing behind. Where all allocations fail
// from one on, those succeed for which the program's handler gave memory back.
//
// Usage: heapgraph_faults STEP ONCE|TWICE FOLDER ARGUMENTS…, with a dump for each argument that is one and
// `-o FILE` in FOLDER. Every STEP-th allocation is made to fail in turn, alone and together with all that
// follow. TWICE lets it also fail again after the handler gave memory back, as if another thread had taken
// that. Values of nlohmann/json cannot be destroyed after that, so only runs without them can do it.
#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/program.h"

namespace {

/// What fails: the calls from `first` to `last`, counted from 0.
struct Fault {
  std::atomic<std::uint64_t> first = UINT64_MAX;
  std::atomic<std::uint64_t> last = UINT64_MAX;
  std::atomic<std::uint64_t> calls = 0;

  bool strikes() {
    const std::uint64_t call = calls++;
    return call >= first && call <= last;
  }
  void begin(std::uint64_t its_first, std::uint64_t its_last) {
    calls = 0;
    first = its_first;
    last = its_last;
  }
  std::uint64_t end() {
    first = UINT64_MAX;
    return calls;
  }
};

Fault allocations;
Fault threads;

/// Bytes that were given back to an exhausted heap and not taken yet.
std::atomic<std::size_t> given_back = 0;
/// True if other threads have used up what was given back.
std::atomic<bool> is_used_up = false;

/// Calls the handler of the program, which gives memory back. False if there is no handler.
bool ask_for_memory() {
  constexpr std::size_t bytes = std::size_t{256} << 10U;
  const std::new_handler handler = std::get_new_handler();
  if (handler == nullptr) return false;
  given_back += bytes;  // the handler may throw
  handler();
  return true;
}

void* try_to_allocate(std::size_t size) {
  if (allocations.strikes()) {
    if (is_used_up || given_back < size) return nullptr;
    given_back -= size;
  }
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

void* operator new(std::size_t size) {
  while (true) {
    if (void* const memory = try_to_allocate(size)) return memory;
    if (!ask_for_memory()) throw std::bad_alloc();
  }
}
void* operator new[](std::size_t size) {
  return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t& /*unused*/) noexcept {
  try {
    return operator new(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void* operator new[](std::size_t size, const std::nothrow_t& nothrow) noexcept {
  return operator new(size, nothrow);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t& /*unused*/) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t& /*unused*/) noexcept {
  std::free(memory);
}

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*body)(void*),
                              void* argument) {
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "pthread_create"));
  return threads.strikes() ? EAGAIN : create(thread, attributes, body, argument);
}

namespace {

namespace fs = std::filesystem;

struct Outcome {
  int code = 0;
  bool has_result = false;
  std::uintmax_t bytes = 0;
  std::string message;
};

class Runs {
 public:
  Runs(fs::path folder, std::vector<std::string> arguments)
      : folder_(std::move(folder)), arguments_(std::move(arguments)) {}

  /// Runs the program while calls of `fault` fail. Returns the number of its calls.
  std::uint64_t run(Fault& fault, std::uint64_t first, std::uint64_t last, Outcome& outcome) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    std::ostringstream messages;
    messages << std::string(4096, ' ');  // room, since the stream must not need memory to tell of its lack
    messages.str(messages.str());
    messages.seekp(0);
    given_back = 0;
    fault.begin(first, last);
    const int code = heapgraph::run_program(arguments_, messages);
    const std::uint64_t calls = fault.end();
    outcome = {code, false, 0, messages.str().substr(0, static_cast<std::size_t>(messages.tellp()))};
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
      if (outcome.has_result) fail("two files are left", outcome);
      outcome.has_result = true;
      outcome.bytes = entry.file_size();
    }
    return calls;
  }

  /// Checks that a run ended like the one without a fault, or with one line and no result.
  void check(const Outcome& outcome, const Outcome& expected, std::uint64_t number) const {
    if (outcome.code == expected.code) {
      if (outcome.bytes != expected.bytes) fail("another result", outcome, number);
      return;
    }
    if (outcome.code != 2) fail("a wrong exit code", outcome, number);
    if (outcome.has_result) fail("a result in spite of an error", outcome, number);
    if (!outcome.message.starts_with("heapgraph: out of memory; ")) fail("no reason", outcome, number);
  }

 private:
  [[noreturn]] static void fail(const char* what, const Outcome& outcome, std::uint64_t number = 0) {
    std::cerr << "fault " << number << ": " << what << "; exit code " << outcome.code << ", "
              << outcome.message << '\n';
    std::exit(1);
  }

  fs::path folder_;
  std::vector<std::string> arguments_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t step = std::strtoull(argv[1], nullptr, 10);
  const bool fails_twice = std::string_view(argv[2]) == "TWICE";
  Runs runs(argv[3], std::vector<std::string>(argv + 4, argv + argc));
  Outcome expected;
  Outcome outcome;
  constexpr std::uint64_t never = UINT64_MAX - 1;
  runs.run(allocations, never, never, expected);
  const std::uint64_t count = runs.run(allocations, never, never, expected);
  for (std::uint64_t i = 0; i < count; i += step) {
    runs.run(allocations, i, i, outcome);
    runs.check(outcome, expected, i);
    runs.run(allocations, i, UINT64_MAX - 1, outcome);
    runs.check(outcome, expected, i);
    if (!fails_twice) continue;
    is_used_up = true;
    runs.run(allocations, i, i + 1, outcome);
    runs.check(outcome, expected, i);
    is_used_up = false;
  }
  const std::uint64_t made = runs.run(threads, never, never, outcome);
  for (std::uint64_t i = 0; i < made; ++i) {
    runs.run(threads, i, i, outcome);
    runs.check(outcome, expected, i);
    runs.run(threads, i, UINT64_MAX - 1, outcome);
    runs.check(outcome, expected, i);
  }
  std::cout << count << " allocations and " << made << " threads failed in turn\n";
}
