// SPDX-License-Identifier: MIT
// The fields of a line of a dump in Luau's own layout.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// The form of a field's value.
enum class Shape : std::uint8_t {
  address,  // "0x…" or null
  list,     // addresses, separated by commas, up to a closing bracket
  static_members,
  number,
  line,  // a line number, the only number that is kept
  boolean,
  data,        // text without quotes, backslashes and bytes beyond ASCII
  name,        // unescaped text in quotes
  class_name,  // unescaped text, with or without quotes
  stack_names
};

struct LayoutField {
  std::string_view opening;  // the text before the value
  Shape shape;
  ReferenceField field = ReferenceField::pairs;
};

/// Fields of a type in the order in which Luau prints them.
std::span<const LayoutField> fields_of(TypeId type);

}  // namespace heapgraph::luau
