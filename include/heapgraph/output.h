// SPDX-License-Identifier: MIT
// The table of output formats, from which the command line, its help and the tests are made.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/api.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// What the colour of a frame stands for.
enum class Colors : std::uint8_t {
  type,  ///< the group of types that holds most of the node's own bytes
  name   ///< the name of the node: equal names have equal colours
};

/// Options of the picture.
struct PictureOptions {
  std::string title;           ///< stands before the names of the dumps; may be empty
  std::uint32_t width = 1200;  ///< pixels, from `min_picture_width` to `max_picture_width`

  double min_width = 2;  ///< pixels; narrower frames appear only in the table
  Colors colors = Colors::type;

  bool operator==(const PictureOptions&) const = default;
};

/// Bounds of `PictureOptions::width`, in pixels.
inline constexpr std::uint32_t min_picture_width = 200;
inline constexpr std::uint32_t max_picture_width = 20000;

/// Options of the text and Markdown reports.
struct TextOptions {
  std::uint32_t top = 20;           ///< most rows of a table
  std::string by;                   ///< key of the grouping whose table alone is shown; empty for an overview
  std::uint32_t width = 100;        ///< character cells of a line of prose
  bool cuts_to_width = false;       ///< rows of tables are no wider: longer names are cut in the middle
  bool has_colours = false;         ///< the text may contain escape sequences of a terminal
  std::uint64_t max_bytes = 60000;  ///< most bytes of Markdown; a comment on GitHub holds 65,536 characters

  bool operator==(const TextOptions&) const = default;
};

/// Everything that a format can show.
struct Result {
  const Analysis& analysis;
  PictureOptions picture = {};
  TextOptions text = {};
};

/// Result of an analysis with these options. It refers to the analysis, which must outlive it. Throws an
/// `Error` if a width of the picture is out of bounds or no number.
HEAPGRAPH_API Result result_of(const Analysis& analysis, const PictureOptions& picture = {},
                               const TextOptions& text = {});

/// An output format: how it is selected, what it needs, and the function that writes it.
struct Format {
  std::string_view name;
  /// Extensions of file names that select the format, with the dot.
  std::vector<std::string_view> extensions;
  std::string_view help;  ///< description in the help of the command line
  void (*write)(std::ostream&, const Result&);
  bool needs_report = false;    ///< shows `Analysis::report`
  bool shows_sites = false;     ///< shows `Analysis::findings`
  bool shows_retained = false;  ///< shows `TreeColumns::retained`
  bool folds = false;           ///< shows `Analysis::folded`
  bool explores = false;        ///< shows `Analysis::exploration`
  bool lists_objects = false;   ///< shows `Analysis::objects`
};

/// Asks for what a format shows, besides what the question asks for already.
HEAPGRAPH_API void ask_for(Question& question, const Format& format);

/// All formats; the first is the default.
HEAPGRAPH_API std::span<const Format> formats();

/// Format with a name; null if there is none.
HEAPGRAPH_API const Format* format_by_name(std::string_view name);

/// Format that the extension of a file name selects, in capitals or not; null if it selects none.
HEAPGRAPH_API const Format* format_by_extension(std::string_view path);

}  // namespace heapgraph
