// SPDX-License-Identifier: MIT
// Head of the picture: title, verdict, what was counted, and the dumps that it was counted in.
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

  /// Title of the document, printable: the one that was given, and the names of the dumps.
  std::string title() const;
  /// The verdict, if there is one, what was counted, the provenance and the notices, each a printable line.
  std::string description() const;
  const std::string& verdict() const { return verdict_; }  ///< empty if there is none
  const std::string& counted() const { return counted_; }
  /// The title, if one was given, and where the picture comes from.
  std::string provenance() const { return with_title(provenance_); }
  /// Distance from the top of the picture to its frames, in pixels.
  std::uint32_t height() const;
  void write(TextSink& sink) const;

  /// Text for the help of the script: how to read the picture, and its keys.
  std::string help() const;

 private:
  std::string with_title(const std::string& words) const;

  const Result& result_;
  std::uint32_t width_;
  std::string verdict_;  ///< empty if there is none
  std::string counted_;  ///< what was counted
  std::string provenance_;
  std::vector<std::string>
      lines_;                      ///< verdict and what was counted, broken into lines of the picture's width
  std::size_t verdict_lines_ = 0;  ///< number of the first lines that are the verdict
};

/// Writes a line of text that begins at `x`, shortened if a picture of this width has no room for it.
void write_line(TextSink& sink, std::uint32_t width, std::uint32_t x, std::uint32_t y, std::string_view text);

}  // namespace heapgraph
