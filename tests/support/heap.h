// SPDX-License-Identifier: MIT
// Heaps described in code, as the dumps that a VM would write of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph::test {

/// Reference to an object of the heap that is being described; a dump writes `nil` as null.
struct Ref {
  std::uint64_t address = 0;
};
inline constexpr Ref nil{};

/// Field of an object beyond type, cat and size, as JSON.
struct Field {
  std::string json;
};

Field one(std::string_view key, Ref target);
Field list(std::string_view key, const std::vector<Ref>& targets);
Field text(std::string_view key, std::string_view value);
Field number(std::string_view key, std::int64_t value);
/// Field `stacknames`, in which an empty string becomes null.
Field stack_names(const std::vector<std::string>& names);

class Heap {
 public:
  using Pairs = std::vector<std::pair<Ref, Ref>>;

  /// Category and size of the objects that follow, whose addresses rise.
  std::uint8_t category = 0;
  std::int64_t size = 100;

  /// Address of the object that will be made after `skip` others, to refer to it before it exists.
  Ref next(std::uint64_t skip = 0) const { return {next_address_ + skip * 0x10}; }

  /// Leaves an address without an object.
  void skip() { next_address_ += 0x10; }

  /// So many empty tables. They and what follows have the same addresses for each number up to `most`.
  std::vector<Ref> tables(int number, int most);
  Ref string(std::string_view text);
  /// Table with string keys only.
  Ref record(const std::vector<std::pair<std::string, Ref>>& fields, Ref metatable = nil);
  Ref table(const Pairs& pairs, const std::vector<Ref>& array = {}, Ref metatable = nil);
  Ref object(std::string_view type, const std::vector<Field>& fields = {});

  Heap& root(std::string_view name, Ref object);
  Heap& name_category(std::uint8_t category, std::string_view name);

  /// Dump in Luau's own layout.
  std::string dump() const;
  Snapshot load() const;

 private:
  std::uint64_t next_address_ = 0x55d000000010;
  std::string objects_;
  std::string roots_;
  std::string categories_;
  std::int64_t total_ = 0;
};

}  // namespace heapgraph::test
