// SPDX-License-Identifier: MIT
// A heap that lives: objects are made, moved and freed, and freed addresses are used again, last freed first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph::test {

/// A dump of a heap that lives.
struct LiveDump {
  Snapshot snapshot;
  std::vector<std::uint64_t> births;  ///< by object: when it was made
  std::uint64_t now = 0;              ///< when the dump was made
};

class LiveHeap {
 public:
  enum class Id : std::size_t {};
  static constexpr Id nothing{std::numeric_limits<std::size_t>::max()};
  using Fields = std::vector<std::pair<std::string, Id>>;

  LiveHeap();

  Id root() const { return root_; }
  Id table(const Fields& fields = {});
  Id function(const std::vector<Id>& upvalues);
  /// A text, which like a text of a VM is made once as long as it lives.
  Id text(const std::string& text);
  /// Sets a field of a table, whose value may be `nothing`: the dump then shows the key alone.
  void set(Id table, const std::string& key, Id value);
  void erase(Id table, const std::string& key);
  std::vector<Id>& items(Id table) { return cells_[index(table)].items; }

  /// Frees what the root does not reach.
  void collect();
  LiveDump dump() const;

 private:
  enum class Type : std::uint8_t { table, function, text, proto };
  struct Cell {
    Type type;
    std::uint64_t address;
    std::uint64_t birth;
    Fields fields;  // of a table, or a proto and upvalues without names
    std::vector<Id> items;
    std::string text;
    bool is_alive = true;
  };

  static std::size_t index(Id id) { return static_cast<std::size_t>(id); }
  Id make(Type type);
  std::string describe(const Cell& cell) const;
  std::string reference(Id id) const;

  std::deque<Cell> cells_;  // references to items stay valid while others are made
  std::vector<std::uint64_t> free_;
  std::map<std::string, Id> texts_;
  std::uint64_t next_address_ = 0x55d000000000;
  Id root_;
  Id proto_;
};

}  // namespace heapgraph::test
