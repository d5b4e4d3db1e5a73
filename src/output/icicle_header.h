// SPDX-License-Identifier: MIT
// What stands above the frames of the picture: title, summary, and the legend that fits what is drawn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/output.h"
#include "output/text_sink.h"

namespace heapgraph {

class IcicleHeader {
 public:
  explicit IcicleHeader(const Result& result);

  /// What was counted, a statement each.
  const std::vector<std::string>& summary() const { return summary_; }
  /// To the top of the frames, in pixels.
  std::uint32_t height() const;
  void write(TextSink& sink) const;

  /// How to read the picture and its keys, for its script.
  std::string help() const;

 private:
  /// An entry of the legend; one without a colour is text alone.
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
  std::vector<std::string> summary_;
  std::vector<std::string> lines_;  ///< the summary, broken to the width
  std::vector<Entry> legend_;
};

/// A line of text from x on, cut if a picture of that width has no room for it.
void write_line(TextSink& sink, std::uint32_t width, std::uint32_t x, std::uint32_t y, std::string_view text);

}  // namespace heapgraph
