// SPDX-License-Identifier: MIT
// A buffer of bytes that can grow without being filled first, which std::string cannot.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace heapgraph {

class TextBuffer {
 public:
  std::string_view view() const { return {data_.get(), size_}; }
  char* data() { return data_.get(); }
  std::size_t size() const { return size_; }

  /// Makes room for `capacity` bytes and keeps those written so far.
  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    std::unique_ptr<char[]> larger(new char[capacity]);
    if (size_ != 0) std::memcpy(larger.get(), data_.get(), size_);
    data_ = std::move(larger);
    capacity_ = capacity;
  }
  /// Sets the size, at most what is reserved. Bytes beyond the old size are not initialised.
  void set_size(std::size_t size) { size_ = size; }
  /// Removes the first bytes, at most all.
  void drop_front(std::size_t count) {
    size_ = count < size_ ? size_ - count : 0;
    if (count != 0 && size_ != 0) std::memmove(data_.get(), data_.get() + count, size_);
  }
  void append(std::string_view text) {
    reserve(size_ + text.size());
    if (!text.empty()) std::memcpy(data_.get() + size_, text.data(), text.size());
    size_ += text.size();
  }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace heapgraph
