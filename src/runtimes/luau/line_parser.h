// SPDX-License-Identifier: MIT
// One line of a dump in Luau's own layout -> a record, repaired if the VM wrote it broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "heapgraph/load.h"
#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// What the VM itself is known to write wrong. Several in one line count once.
enum class Defect : std::uint8_t {
  none,
  raw_name,       ///< a name with quotes, backslashes or bytes that are not UTF-8, written as it is
  broken_class,   ///< the name of a class without quotes, or its static members without the closing bracket
  missing_value,  ///< a vector, for which nothing at all is written
};

struct ParsedLine {
  enum class Kind : std::uint8_t {
    object,
    no_object,  ///< the stand-in that closes the list, or a vector
    unknown     ///< not in Luau's layout: valid JSON of another program, or damaged beyond what the VM does
  };
  Kind kind = Kind::unknown;
  Defect defect = Defect::none;
  std::size_t defect_offset = 0;  ///< in the line
};

/// Knows the fields of each type and their order, so that it reads a whole line in one pass without looking
/// back, and knows where a name that was written raw must end. Keeps its memory from line to line.
class LineParser {
 public:
  /// `line` without its line break and the comma before it. The texts in `record` refer to the line
  /// or to the parser and live until the next call.
  /// With `LoadDetail::addresses` what a table or string refers to, which is most of a dump, is passed over
  /// without a look at it.
  ParsedLine parse(std::string_view line, Record& record, LoadDetail detail);

 private:
  class Attempt;
  std::deque<std::string> repaired_texts_;  // whose strings stay where they are
};

}  // namespace heapgraph::luau
