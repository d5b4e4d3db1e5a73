// SPDX-License-Identifier: MIT
// The parser of a line of a dump in Luau's own layout, which repairs what the VM wrote wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "heapgraph/load.h"
#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// Defects that the VM itself is known to write. Several in one line count as one.
enum class Defect : std::uint8_t {
  none,
  raw_name,  ///< a name with quotes, backslashes or bytes that are not UTF-8, without escapes
  /// The name of a class without quotes, or its static members without the closing bracket.
  broken_class,
  missing_value,  ///< a vector, for which nothing at all is written
};

/// What a line was found to be.
struct ParsedLine {
  enum class Kind : std::uint8_t {
    object,
    no_object,  ///< the stand-in that closes the list, or a vector
    /// The line is not in Luau's layout. It is valid JSON of another program, or damaged beyond what the
    /// VM does.
    unknown
  };
  Kind kind = Kind::unknown;
  Defect defect = Defect::none;
  std::size_t defect_offset = 0;  ///< offset in the line
};

/// Parses a line in one pass, without looking back. It knows the fields of each type and their order, and
/// thus where a raw name must end. It reuses its memory from line to line.
class LineParser {
 public:
  /// Parses a line without its line break and the comma before it. The texts in `record` refer to the line
  /// or to the parser and are valid until the next call. With `LoadDetail::addresses`, the references of
  /// tables and strings, which are most of a dump, are skipped unchecked.
  ParsedLine parse(std::string_view line, Record& record, LoadDetail detail);

 private:
  class Attempt;
  std::deque<std::string> repaired_texts_;  // a deque, since its strings never move
};

}  // namespace heapgraph::luau
