// SPDX-License-Identifier: MIT
// A question about one dump, two dumps, or a series of dumps of one process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "heapgraph/api.h"
#include "heapgraph/bounds.h"
#include "heapgraph/budget.h"

namespace heapgraph {

/// What is compared if there are two dumps (`--match`).
enum class MatchBy : std::uint8_t {
  object,  ///< each object with itself, in two dumps of one process
  path     ///< each node with the node at the same path, also in dumps of two processes
};

/// What is counted (`--measure`).
enum class Measure : std::uint8_t {
  added,   ///< `new`: objects of NEW that OLD does not have
  growth,  ///< those, and the bytes by which kept objects grew
  freed,   ///< objects of OLD that NEW does not have
  live     ///< all objects of NEW
};

inline constexpr std::array measures = {Measure::added, Measure::growth, Measure::freed, Measure::live};

/// When an object of NEW counts as an object of OLD (`--identity`).
enum class Identity : std::uint8_t {
  address,   ///< OLD has an object at its address
  verified,  ///< in addition, a verified object refers to it by the same reference in both dumps
  /// `auto`: verified, or evidence says that it is the same, such as references that it still has.
  automatic
};

inline constexpr std::array identities = {Identity::automatic, Identity::address, Identity::verified};

/// How objects are placed in the tree (`--tree`).
enum class TreeKind : std::uint8_t {
  paths,      ///< each object at the first path by which a breadth-first walk reaches it
  dominators  ///< each object under its immediate dominator
};

inline constexpr std::array tree_kinds = {TreeKind::paths, TreeKind::dominators};

/// Which memory categories get a level of their own below the root (`--split`).
enum class Split : std::uint8_t {
  none,
  custom,  ///< those of the embedding program; those of the runtime form one group
  all
};

inline constexpr std::array splits = {Split::none, Split::custom, Split::all};

/// What is folded, so that a chain of repeating names or the entries of a dictionary are one node.
enum class Fold : std::uint8_t {
  beside,  ///< `Analysis::folded`, which pictures and reports show
  tree,    ///< `Analysis::tree` too (`--fold`)
  nothing  ///< `Analysis::folded` is the tree as it is (`--no-fold`)
};

/// Name of a value on the command line and in reports.
HEAPGRAPH_API std::string_view name_of(Measure measure);
HEAPGRAPH_API std::string_view name_of(Identity identity);
HEAPGRAPH_API std::string_view name_of(TreeKind kind);
HEAPGRAPH_API std::string_view name_of(Split split);

/// A question about dumps, which `analyze` answers.
struct Question {
  MatchBy match = MatchBy::object;
  /// What counts. The default is `growth` for two dumps or more and `live` for one.
  std::optional<Measure> measure;
  Identity identity = Identity::automatic;
  /// Counts as the runtime's own script does: `added` is the default measure, `address` stands for
  /// `automatic`, only references that the dump lists are followed, what no root reaches does not count, and
  /// nothing is folded.
  bool compatible = false;
  Split split = Split::none;
  TreeKind tree = TreeKind::paths;
  Fold fold = Fold::beside;
  bool follow_weak = false;  ///< also walks weak references, which the collector does not follow
  /// Address or path pattern; the report says what keeps these objects alive.
  std::optional<std::string> why;
  Budget budget;
  Bounds bounds = {};

  bool report = false;                              ///< asks for `Analysis::report`, and thus for findings
  bool sites = false;                               ///< asks for `Analysis::findings`
  bool folds = false;                               ///< asks for `Analysis::folded`
  bool retained = false;                            ///< asks for the retained bytes of each node
  bool explores = false;                            ///< asks for `Analysis::exploration`
  bool lists_objects = false;                       ///< asks for `Analysis::objects`
  std::size_t most_objects_with_retained = 500000;  ///< a larger heap gets no retained bytes
  std::uint32_t rows = 20;                          ///< most entries of each list in the report

  bool operator==(const Question&) const = default;
};

/// Options of the command line that make this question of the default one, besides those of the budget, the
/// bounds and `why`: `--measure live --tree dominators`. Empty if there are none.
HEAPGRAPH_API std::string options_of(const Question& question);

}  // namespace heapgraph
