// SPDX-License-Identifier: MIT
// What can be asked of one dump, of two, or of a series of one process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "heapgraph/api.h"
#include "heapgraph/budget.h"

namespace heapgraph {

/// What is compared when there are two dumps (`--match`).
enum class MatchBy : std::uint8_t {
  object,  ///< each object with itself: two dumps of one process
  path     ///< each node with the node at its path: also dumps of two processes
};

/// What is counted (`--measure`).
enum class Measure : std::uint8_t {
  added,   ///< `new`: objects of NEW that OLD does not have
  growth,  ///< those, and by how much kept objects grew
  freed,   ///< objects of OLD that NEW does not have
  live     ///< everything in NEW
};

inline constexpr std::array measures = {Measure::added, Measure::growth, Measure::freed, Measure::live};

/// What makes an object of NEW an old one (`--identity`).
enum class Identity : std::uint8_t {
  address,  ///< its address is in OLD
  verified  ///< besides, a verified object refers to it by the same reference in both
};

inline constexpr std::array identities = {Identity::address, Identity::verified};

/// By what objects are placed (`--tree`).
enum class TreeKind : std::uint8_t {
  paths,      ///< each object at the first path that reaches it
  dominators  ///< each object under its immediate dominator
};

inline constexpr std::array tree_kinds = {TreeKind::paths, TreeKind::dominators};

/// Which memory categories get a level of their own under the root (`--split`).
enum class Split : std::uint8_t {
  none,
  custom,  ///< the categories of the embedder; those of the runtime count as one
  all
};

/// The names on the command line and in reports.
HEAPGRAPH_API std::string_view name_of(Measure measure);
HEAPGRAPH_API std::string_view name_of(Identity identity);
HEAPGRAPH_API std::string_view name_of(TreeKind kind);

struct Question {
  MatchBy match = MatchBy::object;
  /// The default is what is new if there are two dumps or more, else everything.
  std::optional<Measure> measure;
  Identity identity = Identity::address;
  Split split = Split::none;
  TreeKind tree = TreeKind::paths;
  bool follow_weak = false;        ///< walk references too that the collector does not follow
  std::optional<std::string> why;  ///< an address or a path pattern; its answer is in the report
  Budget budget;

  bool report = false;    ///< asks for `Analysis::report`
  bool folds = false;     ///< asks for `Analysis::folded`
  bool retained = false;  ///< asks for the retained bytes of each node of the tree …
  std::size_t most_objects_with_retained = 500000;  ///< … if the heap has no more objects than this
  std::uint32_t rows = 20;                          ///< entries of each list in the report

  bool operator==(const Question&) const = default;
};

}  // namespace heapgraph
