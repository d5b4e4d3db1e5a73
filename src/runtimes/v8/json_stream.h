// SPDX-License-Identifier: MIT
// A JSON document that is read from front to end, of which only a part is in memory at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/input.h"
#include "base/text_buffer.h"
#include "heapgraph/error.h"

namespace heapgraph::v8 {

/// Reads the values of a document one after another. Errors give the place of the mistake.
class JsonStream {
 public:
  JsonStream(Input& input, std::string name) : input_(input), name_(std::move(name)) {}

  /// Next character that is no white space, which is not consumed; 0 at the end.
  char peek();
  /// Consumes the next character that is no white space. Throws an Error if it is another one.
  void expect(char character);
  /// Consumes the next character that is no white space if it is this one.
  bool accept(char character);

  /// Consumes a string and returns what stands between its quotes, escapes included. Valid until the next
  /// call. Throws an Error if it has more than `most` bytes.
  std::string_view raw_string(std::size_t most);

  /// Consumes a value of any kind. O(its text) time; memory holds its longest string.
  void skip_value();
  /// Consumes an object and returns its text. Throws an Error if it has more than `most` bytes.
  std::string object_text(std::size_t most);

  /// Consumes the next part of an array of numbers whose opening bracket was consumed: up to a comma, or to
  /// the closing bracket, which the part does not contain. True if it is the last part.
  bool next_numbers(TextBuffer& part);

  /// Place of what is read next.
  FilePlace place() const { return {name_, line_, column_}; }

  [[noreturn]] void fail(const std::string& problem) const;
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  bool fill();
  std::string_view rest() const { return window_.view().substr(begin_); }
  void advance(std::size_t count);

  Input& input_;
  std::string name_;
  TextBuffer window_;      ///< text that was read from the input
  std::size_t begin_ = 0;  ///< beginning of what was not consumed
  bool is_at_end_ = false;
  std::uint64_t bytes_read_ = 0;
  // Place of `begin_`.
  std::uint64_t line_ = 1;
  std::uint64_t column_ = 1;
};

/// Text that a JSON string means, given what stands between its quotes. Escapes that mean nothing stay as
/// they are, and halves of surrogate pairs become U+FFFD. O(text).
std::string unescaped(std::string_view raw);

}  // namespace heapgraph::v8
