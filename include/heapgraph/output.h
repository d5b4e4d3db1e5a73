// SPDX-License-Identifier: MIT
// The output formats: one table, over which command line, help and tests iterate.
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

/// What the colour of a frame says.
enum class Colors : std::uint8_t {
  type,  ///< what the node mostly holds itself
  name   ///< one name, one colour
};

struct PictureOptions {
  std::string title = "Memory Graph";
  std::uint32_t width = 1200;  ///< pixels, from `min_picture_width` to `max_picture_width`

  double min_width = 0.5;  ///< pixels; narrower frames are in the table alone
  Colors colors = Colors::type;

  bool operator==(const PictureOptions&) const = default;
};

inline constexpr std::uint32_t min_picture_width = 200;
inline constexpr std::uint32_t max_picture_width = 20000;

/// Of the text and markdown reports.
struct TextOptions {
  std::uint32_t top = 20;     ///< rows of a table
  std::string by;             ///< the key of the one table that is asked for; empty: an overview
  std::uint32_t width = 100;  ///< cells of a line
  bool has_colours = false;
  std::uint64_t max_bytes = 60000;  ///< of markdown: a comment on GitHub holds 65,536 characters

  bool operator==(const TextOptions&) const = default;
};

/// All that a format may want to say.
struct Result {
  const Analysis& analysis;
  PictureOptions picture = {};
  TextOptions text = {};
};

/// Refers to the analysis, which must outlive it.
HEAPGRAPH_API Result result_of(const Analysis& analysis, const PictureOptions& picture = {},
                               const TextOptions& text = {});

struct Format {
  std::string_view name;
  std::vector<std::string_view> extensions;  ///< of file names that ask for it, with the dot
  std::string_view help;
  void (*write)(std::ostream&, const Result&);
  bool needs_report = false;
  bool shows_retained = false;
  bool folds = false;
};

/// Every format; the first is the default.
HEAPGRAPH_API std::span<const Format> formats();

/// The format of that name, or null.
HEAPGRAPH_API const Format* format_by_name(std::string_view name);

/// The format that a file of that name should have, null if its extension says nothing.
HEAPGRAPH_API const Format* format_by_extension(std::string_view path);

}  // namespace heapgraph
