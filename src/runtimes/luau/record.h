// SPDX-License-Identifier: MIT
// One object of a dump with the fields of its line, before addresses are resolved.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {

/// Stands for `null`, which a dump writes if a reference leads to no heap object.
inline constexpr std::uint64_t null_address = 0;

/// A field of an object that holds references: one address, or a list of them.
enum class ReferenceField : std::uint8_t {
  pairs,
  array,
  metatable,
  env,
  proto,
  upvalues,
  stack,
  constants,
  protos,
  object,
  super,
  membernames,
  staticmembers,
  instancemetatable,
  memberstooffset,
  class_,
  members
};

inline constexpr std::size_t reference_field_count = 17;

/// The name of one slot of a thread's stack, from `stacknames`.
struct StackName {
  enum class Kind : std::uint8_t { none, frame, local };
  Kind kind = Kind::none;
  std::string_view text;

  /// `frame:NAME` begins a frame. Any other text names a local variable; an empty text names nothing.
  static StackName from_text(std::string_view text) {
    constexpr std::string_view frame_prefix = "frame:";
    if (text.starts_with(frame_prefix)) return {Kind::frame, text.substr(frame_prefix.size())};
    return text.empty() ? StackName{} : StackName{Kind::local, text};
  }
};

/// The fields of one object. A reader fills the same record again and again, so that its lists keep their
/// memory. Texts refer to the reader's buffers and are valid until the next record.
struct Record {
  std::uint64_t address = 0;
  TypeId type = types::unknown;
  std::uint8_t category = 0;
  std::uint32_t size = 0;
  std::uint32_t line = 0;  ///< line of a proto or thread
  std::optional<std::string_view> data;
  std::optional<std::string_view> name;
  std::optional<std::string_view> source;
  std::vector<StackName> stack_names;

  std::vector<std::uint64_t>& operator[](ReferenceField field) {
    touched_ |= std::uint32_t{1} << static_cast<unsigned>(field);
    return references_[static_cast<std::size_t>(field)];
  }
  const std::vector<std::uint64_t>& operator[](ReferenceField field) const {
    return references_[static_cast<std::size_t>(field)];
  }

  void clear() {
    line = 0;
    data.reset();
    name.reset();
    source.reset();
    for (; touched_ != 0; touched_ &= touched_ - 1) {
      references_[static_cast<std::size_t>(std::countr_zero(touched_))].clear();
    }
    stack_names.clear();
  }

 private:
  std::array<std::vector<std::uint64_t>, reference_field_count> references_;
  std::uint32_t touched_ = 0;  // one bit for each field that may have references
};

}  // namespace heapgraph::luau
