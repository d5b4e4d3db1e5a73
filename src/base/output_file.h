// SPDX-License-Identifier: MIT
// A result that is either written whole or not there.
#pragma once

#include <filesystem>
#include <fstream>
#include <iosfwd>
#include <string>

namespace heapgraph {

/// A result on its way to a file, or to standard output if the path is empty or `-`. A regular file is
/// written beside its place and renamed by `commit`, so that a failure leaves neither half a file nor
/// destroys an old one. Throws `Error` if it cannot be written.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  OutputFile(OutputFile&&) = delete;
  OutputFile& operator=(OutputFile&&) = delete;
  /// Removes what was written if it was not committed.
  ~OutputFile();

  std::ostream& stream();
  void commit();

 private:
  [[noreturn]] void fail();

  std::string path_;                 // as the user wrote it, for messages
  std::filesystem::path target_;     // where links lead to
  std::filesystem::path temporary_;  // empty if the target is written in place
  std::ofstream file_;
  bool to_stdout_;
};

}  // namespace heapgraph
