// SPDX-License-Identifier: MIT
// Reading inputs whole, and writing outputs that are either whole or not there.
#include "base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>
#include <random>
#include <system_error>

#include "heapgraph/error.h"

namespace heapgraph {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t first_block = std::size_t{1} << 16U;

std::string reason_of(int error) {
  return error == 0 ? "unknown reason" : std::generic_category().message(error);
}

[[noreturn]] void cannot_read(const std::string& name, int error) {
  throw Error(FilePlace{name}, fmt::format("cannot be read: {}", reason_of(error)),
              "check the path and its permissions");
}

struct Closer {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

}  // namespace

std::string input_name(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

Bytes read_input(const std::string& path, std::size_t padding) {
  const std::string name = input_name(path);
  std::size_t expected = 0;
  std::unique_ptr<std::FILE, Closer> file;
  if (path == "-") {
    file.reset(stdin);
  } else {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) {
      throw Error(FilePlace{name}, "is a directory", "name the dump in it");
    }
    if (fs::is_regular_file(path, ignored)) expected = fs::file_size(path, ignored);
    errno = 0;
    file.reset(std::fopen(path.c_str(), "rb"));
    if (!file) cannot_read(name, errno);
  }

  // One byte more than expected, so that the end of a file of known size shows without another block.
  std::string buffer(std::max(expected + 1, first_block) + padding, '\0');
  std::size_t size = 0;
  while (true) {
    if (size + padding == buffer.size()) buffer.resize(size * 2 + padding);
    errno = 0;
    const std::size_t got = std::fread(buffer.data() + size, 1, buffer.size() - padding - size, file.get());
    size += got;
    if (std::ferror(file.get()) != 0) cannot_read(name, errno);
    if (got == 0) break;
  }
  return {std::move(buffer), size};
}

OutputFile::OutputFile(const std::string& path)
    : path_(path), target_(path), to_stdout_(path.empty() || path == "-") {
  if (to_stdout_) {
    path_ = "standard output";
    return;
  }
  std::error_code ignored;
  // A link stays a link: what it leads to is replaced.
  if (fs::is_symlink(target_, ignored)) {
    const fs::path real = fs::weakly_canonical(target_, ignored);
    if (!real.empty()) target_ = real;
  }
  const fs::file_status status = fs::status(target_, ignored);
  if (fs::is_directory(status)) throw Error(FilePlace{path_}, "is a directory", "name a file in it");
  // Devices and pipes cannot be replaced, only written to.
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    file_.open(target_, std::ios::binary);
  } else {
    temporary_ = target_;
    temporary_ += fmt::format(".tmp{:08x}", std::random_device{}());
    file_.open(temporary_, std::ios::binary | std::ios::trunc);
  }
  if (!file_) fail();
  errno = 0;
}

OutputFile::~OutputFile() {
  file_.close();
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove(temporary_, ignored);
}

std::ostream& OutputFile::stream() {
  return to_stdout_ ? std::cout : static_cast<std::ostream&>(file_);
}

void OutputFile::commit() {
  // A failed stream makes no further system calls, so errno still says why the write failed.
  stream().flush();
  if (!stream()) fail();
  if (to_stdout_) return;
  file_.close();
  if (!file_) fail();
  if (temporary_.empty()) return;

  std::error_code error;
  const fs::file_status old = fs::status(target_, error);
  if (fs::exists(old)) fs::permissions(temporary_, old.permissions(), error);
  fs::rename(temporary_, target_, error);
  if (error) {
    errno = error.value();
    fail();
  }
  temporary_.clear();
}

void OutputFile::fail() {
  throw Error(FilePlace{path_}, fmt::format("cannot be written: {}", reason_of(errno)),
              "check the path, its permissions and the space left");
}

}  // namespace heapgraph
