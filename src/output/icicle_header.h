// SPDX-License-Identifier: MIT
// Header of the picture: title, summary, and a legend of the colours and signs that are drawn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/output.h"
#include "output/text_sink.h"

namespace heapgraph {

class IcicleHeader {
 public:
  explicit IcicleHeader(const Result& result);

  /// The verdict on a line of its own, if there is one, and statements about what was counted.
  std::string description() const;
  /// Distance from the top of the picture to its frames, in pixels.
  std::uint32_t height() const;
  void write(TextSink& sink) const;

  /// Text for the help of the script: how to read the picture, and its keys.
  std::string help() const;

 private:
  /// Entry of the legend; one without a colour is text alone.
  struct Entry {
    std::string colour;
    std::string text;
    bool has_bar = false;
    std::uint32_t x = 0;
    std::uint32_t y = 0;
  };

  static std::uint32_t text_offset(const Entry& entry);
  void add_entries();
  void place_entries();

  const Result& result_;
  std::uint32_t width_;
  std::string verdict_;               ///< empty if there is none
  std::vector<std::string> summary_;  ///< statements about what was counted
  std::vector<std::string> lines_;    ///< verdict and summary, broken into lines of the picture's width
  std::size_t verdict_lines_ = 0;     ///< number of the first lines that are the verdict
  std::vector<Entry> legend_;
};

/// Writes a line of text that begins at `x`, shortened if a picture of this width has no room for it.
void write_line(TextSink& sink, std::uint32_t width, std::uint32_t x, std::uint32_t y, std::string_view text);

}  // namespace heapgraph
