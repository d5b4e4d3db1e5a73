// SPDX-License-Identifier: MIT
// A block of lines in Luau's own layout -> a block of objects.
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

struct ParsedBlock {
  ObjectBlock objects;
  std::uint64_t lines = 0;       ///< line breaks in the block
  std::uint64_t good_lines = 0;  ///< lines that were read, repaired or not
  Damage damage;  ///< its first line counts from 0 at the start of the block, which holds if any is damaged

  /// Where the line begins that closes the list of objects; what follows is not read.
  std::optional<std::size_t> tail;

  /// A line that is valid JSON and contradicts the format.
  struct Wrong {
    std::uint64_t line;
    std::uint64_t column;
    std::string problem;
    std::string advice;
  };
  std::optional<Wrong> wrong;

  void clear();
};

/// Parses blocks one after the other and keeps its memory from block to block. Each worker needs its own.
class BlockParser {
 public:
  /// Each line is matched against Luau's layout; one that does not fit is read as any JSON; one that is no
  /// JSON either is left out and counted.
  void parse(std::string_view text, LoadDetail detail, ParsedBlock& result);

 private:
  class Pass;
  LineParser lines_;
  JsonReader json_;
  Record record_;
};

}  // namespace heapgraph::luau
