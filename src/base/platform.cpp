// SPDX-License-Identifier: MIT
// Names, terminals, signals and text modes of POSIX systems and Windows.
#include "base/platform.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <system_error>

#include "base/large_array.h"

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <fcntl.h>
#include <io.h>
#include <sys/stat.h>
#include <windows.h>
// These headers need declarations of windows.h.
#include <psapi.h>
#include <shellapi.h>
#else
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace heapgraph {
namespace {

#ifdef _WIN32
/// A console of Windows and its mode before this program changed it.
struct Console {
  HANDLE handle = INVALID_HANDLE_VALUE;
  DWORD mode_before = 0;
  bool is_console = false;
  bool takes_escapes = false;

  void open(DWORD which) {
    handle = GetStdHandle(which);
    is_console = GetConsoleMode(handle, &mode_before) != 0;
    if (!is_console) return;
    constexpr DWORD escapes = ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING;
    takes_escapes = SetConsoleMode(handle, mode_before | escapes) != 0;
  }
  void restore() const {
    if (is_console) SetConsoleMode(handle, mode_before);
  }
};

Console console_of_stdout;
Console console_of_stderr;
UINT code_page_before = 0;

void restore_console() {
  std::fflush(nullptr);
  console_of_stdout.restore();
  console_of_stderr.restore();
  SetConsoleOutputCP(code_page_before);
}

/// Ctrl-C and a closed window end the process without running std::atexit handlers.
BOOL WINAPI restore_console_and_end(DWORD /*event*/) {
  restore_console();
  return FALSE;
}

std::string to_utf8(const wchar_t* text) {
  const int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  std::string utf8(size > 0 ? static_cast<std::size_t>(size) : 1, '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8.data(), size, nullptr, nullptr);
  utf8.pop_back();  // the terminating zero
  return utf8;
}
#else
/// Name that a signal handler may touch: memory that does not move, and a flag that is set last.
struct FileToRemove {
  std::array<char, 4096> name{};
  volatile std::sig_atomic_t is_set = 0;
};
std::array<FileToRemove, 16> files_to_remove;

/// Signals that end a process unless they are caught, without those that no process can catch.
constexpr std::array ending_signals = {
    SIGHUP,    SIGINT,  SIGQUIT, SIGILL,  SIGTRAP, SIGABRT, SIGBUS,    SIGFPE,  SIGUSR1,
    SIGSEGV,   SIGUSR2, SIGALRM, SIGTERM, SIGXCPU, SIGSYS,  SIGVTALRM, SIGPROF,
#ifdef SIGIO
    SIGIO,
#endif
#ifdef SIGPWR
    SIGPWR,
#endif
#ifdef SIGSTKFLT
    SIGSTKFLT,
#endif
};

extern "C" void remove_files_and_end(int signal) {
  for (const FileToRemove& file : files_to_remove) {
    if (file.is_set != 0) unlink(file.name.data());
  }
  std::signal(signal, SIG_DFL);
  raise(signal);
}
#endif

}  // namespace

std::vector<std::string> arguments_of([[maybe_unused]] int argc, [[maybe_unused]] const char* const* argv) {
#ifdef _WIN32
  int count = 0;
  wchar_t** const wide = CommandLineToArgvW(GetCommandLineW(), &count);
  if (wide == nullptr) throw std::bad_alloc();
  std::vector<std::string> arguments;
  for (int i = 1; i < count; ++i) arguments.push_back(to_utf8(wide[i]));
  LocalFree(static_cast<void*>(wide));
  return arguments;
#else
  return {argv + std::min(argc, 1), argv + argc};
#endif
}

std::filesystem::path to_path(std::string_view name) {
#ifdef _WIN32
  return std::u8string(name.begin(), name.end());
#else
  return name;
#endif
}

std::string extension_of(std::string_view name) {
  const std::u8string extension = to_path(name).extension().u8string();
  return {extension.begin(), extension.end()};
}

std::FILE* open_file(const std::string& name, const char* mode) {
#ifdef _WIN32
  const std::string_view narrow = mode;
  return _wfopen(to_path(name).c_str(), std::wstring(narrow.begin(), narrow.end()).c_str());
#else
  return std::fopen(name.c_str(), mode);
#endif
}

std::FILE* create_file_like(const std::filesystem::path& path, const std::filesystem::path& other) {
#ifdef _WIN32
  static_cast<void>(other);
  const int file = _wopen(path.c_str(), _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY, _S_IREAD | _S_IWRITE);
  if (file < 0) return nullptr;
  std::FILE* const stream = _fdopen(file, "wb");
  if (stream == nullptr) _close(file);
  return stream;
#else
  constexpr mode_t permissions = 07777;
  struct stat status {};
  const bool has_other = stat(other.c_str(), &status) == 0;
  const mode_t mode = has_other ? status.st_mode & permissions : 0666;
  // The umask takes away from the mode at first, and never adds to it.
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0777);
  if (file < 0) return nullptr;
  if (has_other) {
    // Only some may give a file away; without that the permissions of the group would be those of another.
    const bool has_group = fchown(file, static_cast<uid_t>(-1), status.st_gid) == 0;
    const bool has_owner =
        status.st_uid == geteuid() || fchown(file, status.st_uid, static_cast<gid_t>(-1)) == 0;
    const mode_t kept = has_group && has_owner ? mode : mode & 0777;
    if (fchmod(file, kept) != 0) errno = 0;
  }
  std::FILE* const stream = fdopen(file, "wb");
  if (stream == nullptr) close(file);
  return stream;
#endif
}

bool sync_with_disk(std::FILE* file) {
#ifdef _WIN32
  return _commit(_fileno(file)) == 0 || errno == EBADF || errno == EINVAL;
#else
  return fsync(fileno(file)) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
#endif
}

void sync_folder([[maybe_unused]] const std::filesystem::path& folder) noexcept {
#ifndef _WIN32
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  fsync(file);
  close(file);
#endif
}

void return_freed_arrays() {
#ifdef __GLIBC__
  constexpr int bytes_of_array = 1 << 18;
  mallopt(M_MMAP_THRESHOLD, bytes_of_array);
#endif
}

bool stdout_is_terminal() {
#ifdef _WIN32
  return console_of_stdout.is_console;
#else
  return isatty(STDOUT_FILENO) != 0;
#endif
}

std::optional<std::uint32_t> terminal_width() {
  if (const char* const columns = std::getenv("COLUMNS"); columns != nullptr) {
    const std::string_view text = columns;
    std::uint32_t width = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), width);
    if (error == std::errc{} && end == text.data() + text.size() && width != 0) return width;
  }
#ifdef _WIN32
  CONSOLE_SCREEN_BUFFER_INFO info{};
  if (GetConsoleScreenBufferInfo(console_of_stdout.handle, &info) == 0) return std::nullopt;
  return static_cast<std::uint32_t>(info.srWindow.Right - info.srWindow.Left + 1);
#else
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
#endif
}

bool stderr_is_terminal() {
#ifdef _WIN32
  return console_of_stderr.takes_escapes;
#else
  return isatty(STDERR_FILENO) != 0;
#endif
}

bool prefers_no_colour() {
  const char* const no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return true;
#ifdef _WIN32
  return !console_of_stdout.takes_escapes;
#else
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
#endif
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

void remove_when_interrupted([[maybe_unused]] const std::filesystem::path& path) {
#ifndef _WIN32
  const std::string& name = path.native();
  const auto free = std::find_if(files_to_remove.begin(), files_to_remove.end(),
                                 [](const FileToRemove& file) { return file.is_set == 0; });
  if (free == files_to_remove.end() || name.size() >= free->name.size()) return;
  *std::copy(name.begin(), name.end(), free->name.begin()) = '\0';
  free->is_set = 1;
  for (const int signal : ending_signals) {
    // A signal that the caller ignores (nohup) stays ignored, and one that another handler takes stays with
    // it.
    const auto before = std::signal(signal, remove_files_and_end);
    if (before != SIG_DFL && before != remove_files_and_end) std::signal(signal, before);
  }
#endif
}

void keep_when_interrupted([[maybe_unused]] const std::filesystem::path& path) {
#ifndef _WIN32
  for (FileToRemove& file : files_to_remove) {
    if (file.is_set != 0 && path.native() == file.name.data()) file.is_set = 0;
  }
#endif
}

std::uint64_t peak_memory() {
#ifdef _WIN32
  PROCESS_MEMORY_COUNTERS counters{};
  counters.cb = sizeof(counters);
  if (GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof(counters)) == 0) return 0;
  return counters.PeakWorkingSetSize;
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
  // Failure is no error: the pages stay small.
  madvise(static_cast<char*>(memory) + before, (bytes - before) / large_page * large_page, MADV_HUGEPAGE);
#endif
}

void prepare_standard_streams() {
#ifdef _WIN32
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
  console_of_stdout.open(STD_OUTPUT_HANDLE);
  console_of_stderr.open(STD_ERROR_HANDLE);
  if (!console_of_stdout.is_console && !console_of_stderr.is_console) return;
  code_page_before = GetConsoleOutputCP();
  SetConsoleOutputCP(CP_UTF8);
  std::atexit(restore_console);
  SetConsoleCtrlHandler(restore_console_and_end, TRUE);
  // By default these streams are unbuffered and would be written byte by byte. A console cannot put
  // together the bytes of a character that come one by one.
  constexpr std::size_t buffer = std::size_t{1} << 16U;
  std::setvbuf(stdout, nullptr, _IOFBF, buffer);
  std::setvbuf(stderr, nullptr, _IOFBF, buffer);
#else
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
#endif
}

}  // namespace heapgraph
