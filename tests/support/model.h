// SPDX-License-Identifier: MIT
// Heaps that change: models of which dumps are written before and after, with the same objects at the same
// addresses.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph::test {

/// An object of a model. References are addresses.
struct ModelObject {
  std::string type = "table";
  std::int64_t size = 100;
  std::string text;                                              ///< text of a string, source of a proto
  std::vector<std::pair<std::uint64_t, std::uint64_t>> entries;  ///< keys and values of a table
  std::vector<std::uint64_t> items;                              ///< array, upvalues or stack
  std::uint64_t metatable = 0;
  std::uint64_t proto = 0;
};

/// A heap whose objects keep their addresses for life. No address is used twice.
struct Model {
  std::map<std::uint64_t, ModelObject> objects;
  std::vector<std::pair<std::string, std::uint64_t>> roots;

  std::uint64_t add(ModelObject object);
  /// String with a text; there is one of each text.
  std::uint64_t string(std::string_view text);
  std::uint64_t table(std::int64_t size = 100);
  /// Sets a field of a table.
  void set(std::uint64_t table, std::string_view key, std::uint64_t value);

  /// Removes what no root reaches by strong or weak references.
  void collect();

  /// Dump of the model. With `random`, the objects, the entries of tables and the roots come in a random
  /// order.
  std::string dump(std::mt19937* random = nullptr) const;
  Snapshot load(std::mt19937* random = nullptr) const;

 private:
  std::uint64_t next_address_ = 0x55d000000010;
  std::map<std::string, std::uint64_t, std::less<>> strings_;
};

/// A number below `n`.
std::size_t below(std::mt19937& random, std::size_t n);

/// Heap of tables, weak tables, functions and threads with random references.
Model random_model(std::mt19937& random);

/// Changes a heap at random: objects are born, die, move to other places, grow and shrink; roots come, go and
/// get other names.
void mutate(Model& model, std::mt19937& random);

}  // namespace heapgraph::test
