// SPDX-License-Identifier: MIT
// The fields of a line of a dump in Luau's own layout.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// What stands in a field.
enum class Shape : std::uint8_t {
  address,  // "0x…" or null
  list,     // of addresses
  static_members,
  number,
  line,  // a number that is kept
  boolean,
  data,        // text without quotes, backslashes and bytes beyond ASCII
  name,        // raw text in quotes
  class_name,  // raw text, with or without quotes
  stack_names
};

struct LayoutField {
  std::string_view opening;  // all that stands before the value
  Shape shape;
  ReferenceField field = ReferenceField::pairs;
};

/// The fields of each type in the order in which Luau prints them.
std::span<const LayoutField> fields_of(TypeId type);

}  // namespace heapgraph::luau
