// SPDX-License-Identifier: MIT
// A stream that writes to an open file and knows why a write failed.
#pragma once

#include <cstdio>
#include <memory>
#include <ostream>
#include <streambuf>

namespace heapgraph {

/// Output stream to a file, which it closes unless it is a standard stream.
class FileStream : private std::streambuf, public std::ostream {
 public:
  explicit FileStream(std::FILE* file);
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  FileStream(FileStream&&) = delete;
  FileStream& operator=(FileStream&&) = delete;
  ~FileStream() override = default;

  /// Passes all that was written to the disk and closes the file; a standard stream is only flushed. False if
  /// that failed; `error` says why.
  bool close();
  int error() const { return error_; }  ///< `errno` of the first failure; 0 if there was none

 private:
  struct Closer {
    void operator()(std::FILE* file) const {
      if (file != stdout) std::fclose(file);
    }
  };

  std::streambuf::int_type overflow(std::streambuf::int_type c) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;
  bool note(bool is_good);

  std::unique_ptr<std::FILE, Closer> handle_;
  int error_ = 0;
};

}  // namespace heapgraph
