// SPDX-License-Identifier: MIT
// What stands below the frames of the picture: a legend of the colours and signs that are drawn, and the
// notices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/output.h"
#include "output/text_sink.h"

namespace heapgraph {

class IcicleLegend {
 public:
  explicit IcicleLegend(const Result& result);

  std::uint32_t height() const { return height_; }  ///< in pixels
  /// Writes it below a position in the picture.
  void write(TextSink& sink, std::uint32_t top) const;

 private:
  /// Entry of the legend; one without a colour is text alone. Positions are in pixels from its top left
  /// corner.
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
  std::vector<Entry> entries_;
  std::vector<std::string> notices_;  ///< broken into lines of the picture's width
  std::uint32_t height_ = 0;
};

}  // namespace heapgraph
