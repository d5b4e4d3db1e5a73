// SPDX-License-Identifier: MIT
// Reading inputs whole, and writing outputs that are either whole or not there.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iosfwd>
#include <string>
#include <string_view>

namespace heapgraph {

/// The bytes of a file or pipe, with room behind them for a reader that looks ahead.
class Bytes {
 public:
  Bytes(std::string buffer, std::size_t size) : buffer_(std::move(buffer)), size_(size) {}
  std::string_view view() const { return {buffer_.data(), size_}; }
  std::size_t capacity() const { return buffer_.size(); }

 private:
  std::string buffer_;
  std::size_t size_;
};

/// The name under which standard input or output goes in messages, or the path itself.
std::string input_name(const std::string& path);

/// Reads all of a file, or of standard input if the path is `-`; `padding` bytes are allocated behind it.
/// Throws `Error` if it cannot be read.
Bytes read_input(const std::string& path, std::size_t padding);

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
