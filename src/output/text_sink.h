// SPDX-License-Identifier: MIT
// Buffer that formats text and passes it to a stream in large pieces.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <ostream>
#include <string_view>
#include <utility>

namespace heapgraph {

class TextSink {
 public:
  explicit TextSink(std::ostream& out) : out_(out) {}
  TextSink(const TextSink&) = delete;
  TextSink& operator=(const TextSink&) = delete;
  TextSink(TextSink&&) = delete;
  TextSink& operator=(TextSink&&) = delete;
  ~TextSink() { flush(); }

  template <class... Args>
  void print(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(buffer_), format, std::forward<Args>(args)...);
    if (buffer_.size() >= piece) flush();
  }
  void write(std::string_view text) { print("{}", text); }

 private:
  static constexpr std::size_t piece = std::size_t{1} << 16U;

  void flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  std::ostream& out_;
  fmt::memory_buffer buffer_;
};

}  // namespace heapgraph
