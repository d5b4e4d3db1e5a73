// SPDX-License-Identifier: MIT
// Lengths and colours of the picture.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "heapgraph/tree.h"

namespace heapgraph::icicle {

// Lengths in pixels. A cell is as wide as a character in the widest font that the picture asks for.
inline constexpr std::uint32_t margin = 10;
inline constexpr std::uint32_t row_height = 17;
inline constexpr std::uint32_t swatch = 10;

// Widths of cells in tenths of a pixel. They are whole numbers, so that every processor rounds alike.
inline constexpr std::int64_t cell_width = 73;
inline constexpr std::int64_t title_cell_width = 104;

/// Number of whole cells in so many tenths of a pixel.
constexpr std::size_t cells_in(std::int64_t tenths, std::int64_t width_of_cell) {
  return tenths <= 0 ? 0 : static_cast<std::size_t>(tenths / width_of_cell);
}

/// Colour and what it stands for.
struct ColourMeaning {
  std::string_view colour;
  std::string_view name;
};

/// Direction in which a node and all below it changed, in a comparison by path.
enum class Direction : std::uint8_t { more, less, both };

/// Direction of a node of this weight; `more` is the part of the weight by which the node holds more.
constexpr Direction direction_of(std::uint64_t weight, std::uint64_t more) {
  if (more == weight) return Direction::more;
  return more == 0 ? Direction::less : Direction::both;
}

/// Colours by `Direction`. A name begins with the sign of its direction. No form of colour blindness
/// mixes up orange and blue.
inline constexpr std::array<ColourMeaning, 3> direction_colours = {
    {{"#E69F00", "+ more"}, {"#56B4E9", "− less"}, {"#DDDDDD", "± both"}}};

constexpr const ColourMeaning& meaning_of(Direction direction) {
  return direction_colours[static_cast<std::size_t>(direction)];
}

}  // namespace heapgraph::icicle
