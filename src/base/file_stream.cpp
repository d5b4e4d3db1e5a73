// SPDX-License-Identifier: MIT
// A stream that writes to an open file and knows why a write failed.
#include "base/file_stream.h"

#include <cerrno>
#include <cstddef>
#include <string>

#include "base/platform.h"

namespace heapgraph {

FileStream::FileStream(std::FILE* file) : std::ostream(static_cast<std::streambuf*>(this)), handle_(file) {}

bool FileStream::close() {
  flush();
  if (handle_.get() == stdout) return good() && error_ == 0;
  if (error_ == 0) {
    errno = 0;
    note(sync_with_disk(handle_.get()));
  }
  errno = 0;
  if (std::fclose(handle_.release()) != 0) note(false);
  return good() && error_ == 0;
}

/// Keeps the first reason. A stream that failed makes no further calls.
bool FileStream::note(bool is_good) {
  if (!is_good && error_ == 0) error_ = errno != 0 ? errno : EIO;
  return is_good;
}

std::streambuf::int_type FileStream::overflow(std::streambuf::int_type c) {
  using Traits = std::char_traits<char>;
  if (Traits::eq_int_type(c, Traits::eof())) return Traits::not_eof(c);
  errno = 0;
  return note(std::fputc(c, handle_.get()) != EOF) ? c : Traits::eof();
}

std::streamsize FileStream::xsputn(const char* text, std::streamsize size) {
  errno = 0;
  const std::size_t written = std::fwrite(text, 1, static_cast<std::size_t>(size), handle_.get());
  note(written == static_cast<std::size_t>(size));
  return static_cast<std::streamsize>(written);
}

int FileStream::sync() {
  errno = 0;
  return note(std::fflush(handle_.get()) == 0) ? 0 : -1;
}

}  // namespace heapgraph
