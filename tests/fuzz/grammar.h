// SPDX-License-Identifier: MIT
// Dumps that a grammar builds from decisions: heaps that live, in every layout and packing, sound or damaged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/choices.h"

namespace heapgraph::fuzz {

/// Most objects of a heap of the grammar, few enough to check answers by trying everything.
inline constexpr std::size_t most_objects = 48;

/// How a field of an object is written.
enum class Slot : std::uint8_t { address, references, pairs, text, name, line, number, boolean, stack_names };

/// Text that is hard to show: of letters, of the syntax of an output, of bytes from the input.
std::string hard_text(Choices& choices);

/// A heap of Luau that changes from dump to dump.
class LuauHeap {
 public:
  explicit LuauHeap(Choices& choices);

  /// Objects are born, die, are replaced at their address, and refer to others.
  void change(Choices& choices);

  /// Sound dump in the layout of the VM.
  std::string dump() const;

 private:
  struct Object {
    std::uint64_t address = 0;
    std::size_t type = 0;
    std::size_t category = 0;
    std::int64_t size = 0;
    std::vector<std::string> fields;  ///< each as JSON, with its key and a comma before it
  };

  void add(Choices& choices, std::size_t count);
  void fill(Choices& choices, Object& object);
  std::string reference(Choices& choices) const;
  std::string list(Choices& choices, std::size_t length) const;
  std::string value(Choices& choices, Slot slot, std::size_t length) const;

  std::vector<Object> objects_;
  std::vector<std::pair<std::string, std::uint64_t>> roots_;
  std::vector<std::uint64_t> free_;
  std::uint64_t next_address_ = 0x55d000000010;
};

/// Dump of the runtime of the tests, always sound.
std::string tiny_dump(Choices& choices);

/// The same JSON with other white space.
std::string in_another_layout(Choices& choices, const std::string& dump);

/// The dump with up to four faults: it is cut, or lines and bytes are lost, doubled, swapped or replaced.
std::string damaged(Choices& choices, std::string dump);

/// The dump as it is, or packed by gzip or zstd, in one part or several.
std::string packed(Choices& choices, const std::string& dump);

/// A budget file, sound or not.
std::string budget(Choices& choices);

}  // namespace heapgraph::fuzz
