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

struct Vocabulary;

/// What a legend depends on.
struct LegendFacts {
  const Vocabulary& vocabulary;
  Measure measure = Measure::live;
  bool is_by_name = false;   ///< colours stand for names
  bool is_compared = false;  ///< nodes of two heaps are compared by path
  bool has_bars = false;
  bool is_series = false;
};

/// Entry of a legend; one without a colour is text alone.
struct LegendEntry {
  std::string colour;
  std::string text;
  bool has_bar = false;
};

/// Entries with a colour come first, in the order in which the script counts them.
std::vector<LegendEntry> legend_entries(const LegendFacts& facts);

class IcicleLegend {
 public:
  explicit IcicleLegend(const Result& result);

  std::uint32_t height() const { return height_; }  ///< in pixels
  /// Writes it below a position in the picture.
  void write(TextSink& sink, std::uint32_t top) const;

 private:
  /// An entry at a place in pixels from the top left corner of the legend.
  struct Placed {
    LegendEntry entry;
    std::uint32_t x = 0;
    std::uint32_t y = 0;
  };

  void place(std::vector<LegendEntry> entries);

  std::uint32_t width_;
  std::vector<Placed> entries_;
  std::vector<std::string> notices_;  ///< broken into lines of the picture's width
  std::uint32_t height_ = 0;
};

}  // namespace heapgraph
