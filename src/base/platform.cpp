// SPDX-License-Identifier: MIT
// Terminals, signals and text modes of POSIX systems and Windows.
#include "base/platform.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "heapgraph/large_array.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#else
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace heapgraph {
namespace {

#ifndef _WIN32
// All that a handler may touch: memory that stays where it is, and a flag that is set last.
std::array<char, 4096> file_to_remove{};
volatile std::sig_atomic_t has_file_to_remove = 0;

extern "C" void remove_file_and_end(int signal) {
  if (has_file_to_remove != 0) unlink(file_to_remove.data());
  std::signal(signal, SIG_DFL);
  raise(signal);
}
#endif

}  // namespace

bool stdout_is_terminal() {
#ifdef _WIN32
  return _isatty(_fileno(stdout)) != 0;
#else
  return isatty(STDOUT_FILENO) != 0;
#endif
}

bool stderr_is_terminal() {
#ifdef _WIN32
  return _isatty(_fileno(stderr)) != 0;
#else
  return isatty(STDERR_FILENO) != 0;
#endif
}

bool prefers_no_colour() {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  return (no_color != nullptr && *no_color != '\0') ||
         (terminal != nullptr && std::string(terminal) == "dumb");
}

std::string today() {
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string system_reason(int error) {
  return error == 0 ? "unknown reason" : std::generic_category().message(error);
}

void remove_when_interrupted([[maybe_unused]] const std::string& path) {
#ifndef _WIN32
  has_file_to_remove = 0;
  if (path.empty() || path.size() >= file_to_remove.size()) return;
  *std::copy(path.begin(), path.end(), file_to_remove.begin()) = '\0';
  has_file_to_remove = 1;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    // What the caller ignores (nohup) stays ignored.
    if (std::signal(signal, remove_file_and_end) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
#endif
}

std::uint64_t peak_memory() {
#ifdef _WIN32
  return 0;
#else
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#ifdef __APPLE__
  constexpr std::uint64_t unit = 1;
#else
  constexpr std::uint64_t unit = 1024;
#endif
  return static_cast<std::uint64_t>(usage.ru_maxrss) * unit;
#endif
}

void prefer_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr std::size_t large_page = std::size_t{2} << 20U;
  const std::size_t before =
      (large_page - reinterpret_cast<std::uintptr_t>(memory) % large_page) % large_page;
  if (bytes < before + large_page) return;
  // That it cannot be had is no error.
  madvise(static_cast<char*>(memory) + before, (bytes - before) / large_page * large_page, MADV_HUGEPAGE);
#endif
}

void prepare_standard_streams() {
#ifdef _WIN32
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
#else
  std::signal(SIGPIPE, SIG_IGN);
#endif
}

}  // namespace heapgraph
