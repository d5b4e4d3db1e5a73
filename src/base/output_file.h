// SPDX-License-Identifier: MIT
// A result file that is written whole or not at all.
#pragma once

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

#include "base/file_stream.h"

namespace heapgraph {

/// A result on its way to a file, or to standard output if the path is empty or `-`. A regular file is
/// written under a temporary name beside its target, with the permissions of the target, and renamed by
/// `commit` once the disk has it. So a failure or a signal neither leaves half a file nor destroys an old
/// one. A symbolic link stays, and what it leads to is replaced or made. Throws an Error if it cannot be
/// written.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  OutputFile(OutputFile&&) = delete;
  OutputFile& operator=(OutputFile&&) = delete;
  /// Removes the temporary file if it was not committed.
  ~OutputFile();

  std::ostream& stream();
  void commit();

 private:
  [[noreturn]] void fail(int error) const;
  void follow_links();
  void create_temporary();

  std::string path_;                 ///< as the user wrote it, for messages
  std::filesystem::path target_;     ///< the file after following links
  std::filesystem::path temporary_;  ///< empty if the target is written in place
  std::unique_ptr<FileStream> file_;
};

}  // namespace heapgraph
