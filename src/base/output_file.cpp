// SPDX-License-Identifier: MIT
// A result file that is written whole or not at all.
#include "base/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <iostream>
#include <random>
#include <system_error>

#include "base/platform.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

namespace fs = std::filesystem;

}  // namespace

OutputFile::OutputFile(const std::string& path)
    : path_(path), target_(to_path(path)), to_stdout_(path.empty() || path == "-") {
  if (to_stdout_) {
    path_ = "standard output";
    return;
  }
  std::error_code ignored;
  // A symbolic link stays; the file it leads to is replaced.
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
    remove_when_interrupted(temporary_);
    file_.open(temporary_, std::ios::binary | std::ios::trunc);
  }
  if (!file_) fail();
  errno = 0;
}

OutputFile::~OutputFile() {
  file_.close();
  std::error_code ignored;
  if (!temporary_.empty()) {
    fs::remove(temporary_, ignored);
    remove_when_interrupted({});
  }
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
  remove_when_interrupted({});
}

void OutputFile::fail() {
  if (errno == EPIPE) {
    throw Error(FilePlace{path_}, "was closed before the result was whole", "have the reader take all of it");
  }
  throw Error(FilePlace{path_}, fmt::format("cannot be written: {}", system_reason(errno)),
              "check the path, its permissions and the space left");
}

}  // namespace heapgraph
