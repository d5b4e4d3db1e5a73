// SPDX-License-Identifier: MIT
// A result file that is written whole or not at all.
#include "base/output_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <random>
#include <system_error>

#include "base/platform.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_to_write(const std::string& path, int error) {
  if (error == EPIPE) {
    throw Error(FilePlace{path}, "was closed before everything was written", "let the reader take all of it");
  }
  throw Error(FilePlace{path}, fmt::format("cannot be written: {}", system_reason(error)),
              "check the path, its permissions and the space left");
}

/// What the symbolic links at a path lead to, which need not exist yet.
fs::path target_of(const std::string& path) {
  constexpr int most_links = 40;
  fs::path target = to_path(path);
  std::error_code ignored;
  for (int followed = 0; fs::is_symlink(fs::symlink_status(target, ignored)); ++followed) {
    if (followed == most_links) fail_to_write(path, ELOOP);
    const fs::path next = fs::read_symlink(target, ignored);
    if (next.empty()) fail_to_write(path, ENOENT);
    target = target.parent_path() / next;  // an absolute path replaces what is before it
  }
  return target;
}

bool is_stream(const fs::file_status& status) {
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path) {
  if (path.empty() || path == "-") {
    path_ = "standard output";
    file_.emplace(stdout);
    return;
  }
  // Streams cannot be replaced, only written to. The links to them below /dev may lead to no path at all.
  if (is_stream(path)) {
    errno = 0;
    std::FILE* const file = open_file(path, "wb");
    if (file == nullptr) fail(errno);
    file_.emplace(file);
    return;
  }
  target_ = target_of(path);
  std::error_code ignored;
  if (fs::is_directory(target_, ignored)) {
    throw Error(FilePlace{path_}, "is a directory", "name a file in it");
  }
  folder_ = target_.has_parent_path() ? target_.parent_path() : ".";
  create_temporary();
}

OutputFile::~OutputFile() {
  file_.reset();
  if (temporary_.empty()) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  keep_when_interrupted(temporary_);
}

void OutputFile::create_temporary() {
  constexpr int most_tries = 100;  // a name is taken by chance once in four billion times
  std::random_device random;
  for (int tries = 0; tries < most_tries; ++tries) {
    // The name of the target may be as long as names can be.
    temporary_ = folder_ / fmt::format(".heapgraph.{:08x}", random());
    remove_when_interrupted(temporary_);
    errno = 0;
    std::FILE* const file = create_file_like(temporary_, target_);
    const int error = errno;
    if (file != nullptr) {
      file_.emplace(file);
      return;
    }
    keep_when_interrupted(temporary_);
    temporary_.clear();
    if (error != EEXIST) fail(error);
  }
  fail(EEXIST);
}

std::ostream& OutputFile::stream() {
  return *file_;
}

void OutputFile::finish() {
  if (is_finished_) return;
  if (!file_->close()) fail(file_->error());
  is_finished_ = true;
}

void OutputFile::commit() {
  finish();
  if (temporary_.empty()) return;
  std::error_code error;
  fs::rename(temporary_, target_, error);
  if (error) fail(error.value());
  keep_when_interrupted(temporary_);
  temporary_.clear();
  sync_folder(folder_);
}

void OutputFile::fail(int error) const {
  fail_to_write(path_, error);
}

bool is_stream(const std::string& path) {
  std::error_code ignored;
  return is_stream(fs::status(to_path(path), ignored));
}

bool lead_to_same_file(const std::string& path, const std::string& other) {
  std::error_code ignored;
  const fs::path first = fs::absolute(target_of(path), ignored);
  const fs::path second = fs::absolute(target_of(other), ignored);
  return fs::equivalent(first, second, ignored) ||
         fs::weakly_canonical(first, ignored) == fs::weakly_canonical(second, ignored);
}

}  // namespace heapgraph
