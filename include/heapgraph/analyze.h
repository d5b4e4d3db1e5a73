// SPDX-License-Identifier: MIT
// The answer to a question about loaded dumps, and the plan that leads to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/budget.h"
#include "heapgraph/load.h"
#include "heapgraph/question.h"
#include "heapgraph/report.h"
#include "heapgraph/tree.h"

namespace heapgraph {

struct FoldedTree;
struct Exploration;
struct ObjectTable;

/// How far one dump is walked from its roots.
enum class Walk : std::uint8_t {
  none,   ///< only loads the dump
  reach,  ///< finds which objects the roots reach
  place   ///< also places each reachable object in the tree of names
};

/// What must be loaded and computed for a question. Dumps are numbered from 0, oldest first.
struct Plan {
  Measure measure = Measure::live;
  Identity identity = Identity::automatic;
  bool compares_paths = false;  ///< compares node by node instead of object by object
  /// There are three dumps or more. An object is new if it appears in the second dump and stays in all
  /// later ones.
  bool is_series = false;
  std::size_t shown = 0;            ///< number of the dump whose objects the tree holds
  std::vector<LoadDetail> details;  ///< how much of each dump is loaded
  std::vector<Walk> walks;          ///< how far each dump is walked
  bool matches = false;             ///< matches the objects of the last dump with those of the first
  bool verifies = false;            ///< confirms matches by address through verified references
  /// The tree has a node for what counts although no root reaches it.
  bool places_unreached = false;
  bool aligns = false;              ///< aligns the trees of all dumps, each with everything alive in it
  bool finds_sites = false;         ///< finds the sites and the verdict
  bool explains_retention = false;  ///< computes retained sizes and shortest paths of the shown dump
  Fold fold = Fold::beside;         ///< what is folded
  bool folds = false;               ///< makes `Analysis::folded`
  bool folds_aligned = false;       ///< folds all aligned trees alike, so that folded nodes are compared
  bool limits_growth = false;       ///< the budget has limits on growth
};

/// Plan for a question about a number of dumps: the one function that decides what a question needs.
/// Throws an Error if the question cannot be asked of so many dumps. O(dumps).
HEAPGRAPH_API Plan plan_for(const Question& question, std::size_t dumps);

/// How the objects of the shown dump add up: `reached` and `unreached` together are all of them.
struct Summary {
  Cost counted;  ///< what counts under the measure, which is the total of the tree
  Cost reached;  ///< all reachable objects
  /// Objects that no root of the dump reaches: garbage, or kept by roots that the dump does not name.
  Cost unreached;
  // For two dumps or more whose objects are matched (`Plan::matches`). With `Question::compatible`, objects
  // that no root reaches are in none of these but `net_bytes`.
  Cost added;  ///< objects that OLD does not have; in a series those that stay
  /// Bytes by which kept objects grew, and the number of these objects. In a series, the bytes by which
  /// objects of the first dump were larger in every later one.
  Cost grown;
  std::optional<TypeId> grown_type;  ///< type of the objects that grew, if they all have the same
  /// Objects of OLD that NEW does not have. Empty if `Question::compatible` and OLD is not walked.
  Cost freed;
  Cost unreached_new;          ///< part of `added` that no root reaches; empty if NEW is not walked
  std::int64_t net_bytes = 0;  ///< bytes of all objects of NEW less those of OLD
  // What `Identity::automatic` had to decide. With another identity all three are `added`.
  Cost least_new;    ///< objects that are certainly new; in a series, that certainly stay
  Cost most_new;     ///< `added`, and the reachable objects that it decided to be old
  Cost decided_new;  ///< objects on which it had to decide, and that are in `added`
  /// Reachable objects of NEW whose address OLD has too, and nothing confirms that they are the same. Only
  /// for two dumps, and if `Plan::verifies`.
  Cost unconfirmed;
};

/// Reachable objects of the last of three dumps or more, by how long they have been there.
struct Stays {
  Cost staying;  ///< appeared in the second dump and stays in all later ones
  Cost later;    ///< appeared after the second dump, so it may still go
  /// Part of `staying` that `Identity::verified` does not confirm, or on which `automatic` had to decide.
  Cost unconfirmed;
  /// Objects that stay by `Identity::verified`, although the first dump has an object at their address. Under
  /// `automatic`, objects that were kept since the first dump by a decision.
  Cost hidden;
};

/// A remark on the dumps or the result that users should see.
struct Notice {
  enum class Kind : std::uint8_t {
    damage,                ///< reading repaired or passed over something
    garbage,               ///< a large part of a dump is garbage
    detached,              ///< nodes of the embedder are alive that no document has
    two_processes,         ///< two dumps share no root address
    swapped,               ///< NEW seems to be the older dump
    reused_addresses,      ///< objects count as old only because of their address
    unconfirmed,           ///< objects of a series count as staying only because of their address
    limit_exceeded,        ///< a limit of the budget is exceeded
    limit_without_match,   ///< a limit matches no node or object
    no_longer_ignored,     ///< the last day of an ignored pattern is over
    ignored_without_match  ///< an ignored pattern or known leak matches nothing
  };
  Kind kind = Kind::damage;
  std::string dump;         ///< name of the dump that the notice is about; empty if none
  std::uint64_t count = 0;  ///< number of objects that the notice is about; 0 if none
  std::string text;         ///< the notice as one printable line

  bool is_about_limits() const { return kind >= Kind::limit_exceeded; }
  bool operator==(const Notice&) const = default;
};

/// The answer to a question.
struct Analysis {
  std::vector<std::string> dumps;  ///< names of the dumps, oldest first
  std::string options;             ///< `options_of` the question
  MatchBy match = MatchBy::object;
  Measure measure = Measure::live;  ///< `live` if heaps are compared by path
  Tree tree;
  TreeColumns columns;
  /// Tree with chains of repeating names and entries of dictionaries folded; null unless `Plan::folds`.
  std::shared_ptr<const FoldedTree> folded;
  Summary summary;
  std::optional<Stays> stays;         ///< only for three dumps or more
  std::optional<LimitReport> limits;  ///< only if the budget has limits
  std::optional<Report> report;       ///< only if the question asks for it
  std::optional<Findings> findings;   ///< only if the question asks for sites or a report
  /// All trees of the dumps; null unless the question asks for it.
  std::shared_ptr<const Exploration> exploration;
  /// All objects of the last dump; null unless the question asks for them.
  std::shared_ptr<const ObjectTable> objects;
  std::vector<Notice> notices;  ///< notices about limits come last
  /// Most bytes that the names in a format with the whole tree may take (`Bounds::output_ratio`); 0 if there
  /// is no bound.
  std::uint64_t most_output_bytes = 0;

  bool compares_paths() const { return match == MatchBy::path; }
};

/// How a question is answered. No option changes the answer.
struct AnalyzeOptions {
  unsigned threads = 0;  ///< 0 means one per core; the answer does not depend on it
  /// Called with the name of each phase as it begins; may be empty.
  std::function<void(const char*)> begin_phase;
};

/// Answers a question about dumps, oldest first, loaded with the details that `plan_for` asks for. Throws
/// an Error if the question cannot be asked of so many dumps, or if `why` matches no object. O(edges log
/// objects) at worst, O(objects + edges) for the tree alone.
HEAPGRAPH_API Analysis analyze(const Question& question, std::span<const Dump> dumps,
                               const AnalyzeOptions& options = {});

}  // namespace heapgraph
