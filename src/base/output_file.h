// SPDX-License-Identifier: MIT
// A result file that is written whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
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
  /// True if a failure cannot be undone: standard output, a device or a pipe.
  bool is_written_in_place() const { return temporary_.empty(); }
  /// Has the disk take all that was written, so that `commit` has only the renaming left to do.
  void finish();
  void commit();

 private:
  [[noreturn]] void fail(int error) const;
  void create_temporary();

  std::string path_;                 ///< as the user wrote it, for messages
  std::filesystem::path target_;     ///< the file after following links
  std::filesystem::path folder_;     ///< of the target
  std::filesystem::path temporary_;  ///< empty if the target is written in place
  std::optional<FileStream> file_;   ///< without an allocation, which could fail once the file exists
  bool is_finished_ = false;
};

/// True if there is something at a path that is neither a regular file nor a folder, such as a device or a
/// pipe.
bool is_stream(const std::string& path);

/// True if results for two paths would go to the same file, though it need not exist yet. Throws an Error if
/// links lead in a circle.
bool lead_to_same_file(const std::string& path, const std::string& other);

}  // namespace heapgraph
