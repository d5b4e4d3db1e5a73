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

}  // namespace

OutputFile::OutputFile(const std::string& path) : path_(path), target_(to_path(path)) {
  if (path.empty() || path == "-") {
    path_ = "standard output";
    file_ = std::make_unique<FileStream>(stdout);
    return;
  }
  follow_links();
  std::error_code ignored;
  const fs::file_status status = fs::status(target_, ignored);
  if (fs::is_directory(status)) throw Error(FilePlace{path_}, "is a directory", "name a file in it");
  // Devices and pipes cannot be replaced, only written to.
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    errno = 0;
    std::FILE* const file = open_file(path, "wb");
    if (file == nullptr) fail(errno);
    file_ = std::make_unique<FileStream>(file);
  } else {
    create_temporary();
  }
}

OutputFile::~OutputFile() {
  file_.reset();
  if (temporary_.empty()) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  remove_when_interrupted({});
}

/// Follows symbolic links, also to a file that does not exist yet.
void OutputFile::follow_links() {
  constexpr int most_links = 40;
  std::error_code ignored;
  for (int followed = 0; fs::is_symlink(fs::symlink_status(target_, ignored)); ++followed) {
    if (followed == most_links) fail(ELOOP);
    const fs::path next = fs::read_symlink(target_, ignored);
    if (next.empty()) fail(ENOENT);
    target_ = target_.parent_path() / next;  // an absolute path replaces what is before it
  }
}

void OutputFile::create_temporary() {
  constexpr int most_tries = 100;  // a name is taken by chance once in four billion times
  std::random_device random;
  for (int tries = 0; tries < most_tries; ++tries) {
    // The name of the target may be as long as names can be.
    temporary_ = target_.parent_path() / fmt::format(".heapgraph.{:08x}", random());
    remove_when_interrupted(temporary_);
    errno = 0;
    std::FILE* const file = create_file_like(temporary_, target_);
    const int error = errno;
    if (file != nullptr) {
      file_ = std::make_unique<FileStream>(file);
      return;
    }
    temporary_.clear();
    remove_when_interrupted({});
    if (error != EEXIST) fail(error);
  }
  fail(EEXIST);
}

std::ostream& OutputFile::stream() {
  return *file_;
}

void OutputFile::commit() {
  if (!file_->close()) fail(file_->error());
  if (temporary_.empty()) return;
  std::error_code error;
  fs::rename(temporary_, target_, error);
  if (error) fail(error.value());
  temporary_.clear();
  remove_when_interrupted({});
  sync_folder_of(target_);
}

void OutputFile::fail(int error) const {
  if (error == EPIPE) {
    throw Error(FilePlace{path_}, "was closed before the result was whole", "have the reader take all of it");
  }
  throw Error(FilePlace{path_}, fmt::format("cannot be written: {}", system_reason(error)),
              "check the path, its permissions and the space left");
}

}  // namespace heapgraph
