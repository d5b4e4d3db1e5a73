// SPDX-License-Identifier: MIT
// The parser of a block of lines in Luau's own layout, which makes a block of objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "heap/object_block.h"
#include "heapgraph/load.h"
#include "runtimes/luau/damage.h"
#include "runtimes/luau/json_reader.h"
#include "runtimes/luau/line_parser.h"
#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// What the lines of a block hold.
struct ParsedBlock {
  ObjectBlock objects;
  std::uint64_t lines = 0;       ///< line breaks in the block
  std::uint64_t good_lines = 0;  ///< lines that were read, repaired or not
  /// Damage found in the block. Its `first_line` counts from 0 at the start of the block, and is valid if
  /// there is any damage.
  Damage damage;

  /// Offset of the line that closes the list of objects. The text from there on is not parsed.
  std::optional<std::size_t> tail;

  /// A line that is valid JSON but contradicts the format. `line` counts from 0 in the block, `column`
  /// from 1.
  struct Wrong {
    std::uint64_t line;
    std::uint64_t column;
    std::string problem;
    std::string advice;
  };
  std::optional<Wrong> wrong;

  void clear();
};

/// Parses blocks one after the other and reuses its memory. Each worker needs its own parser.
class BlockParser {
 public:
  /// Parses a block. Each line is matched against Luau's layout; a line that does not match is read as any
  /// JSON; a line that is no JSON either is left out and counted.
  void parse(std::string_view text, LoadDetail detail, ParsedBlock& result);

 private:
  class Pass;
  LineParser lines_;
  JsonReader json_;
  Record record_;
};

}  // namespace heapgraph::luau
