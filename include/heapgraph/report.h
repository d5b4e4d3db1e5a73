// SPDX-License-Identifier: MIT
// The content of a report besides the tree: difference, breakdowns, sites and answers to `--why`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "heapgraph/question.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

struct Grouping;

/// Facts about one object, independent of its snapshot.
struct ObjectFacts {
  std::uint64_t identifier = 0;
  std::string type;
  ObjectForm form = ObjectForm::plain;
  std::string name;    ///< name or text of the object; may be empty
  std::string source;  ///< source of its place; may be empty
  std::uint32_t line = 0;
  std::uint64_t bytes = 0;           ///< shallow size
  std::uint64_t retained_bytes = 0;  ///< retained size
  bool is_new = false;               ///< counts under a measure that tells new objects from old
};

/// One link of a path from a root: a reference and the object it leads to.
struct ChainLink {
  ObjectFacts object;
  /// Reference from the link before it, as code would write it: `.World`, `[?]`,
  /// `upvalue of f (a.luau:3)`. For the first link it is the name of the root.
  std::string edge;
};

/// A referrer of the object that is asked about.
struct Holder {
  ObjectFacts object;
  std::string edge;  ///< the reference, as code would write it
};

/// What keeps one object alive.
struct Why {
  ObjectFacts object;
  /// Shortest path from a root to the object; empty if no root reaches it. A path of more than
  /// `longest_chain` links keeps the first and the last half of that number.
  std::vector<ChainLink> chain;
  std::uint64_t chain_length = 0;  ///< number of links of the whole path
  std::string code;                ///< the chain as one line of code
  /// Referrers besides that on the chain, in the order of the dump; at most `Question::rows`.
  std::vector<Holder> holders;
  std::uint64_t holder_count = 0;  ///< number of all referrers
  /// Position in `Findings::sites` of the site that the object is part of, or at which it grew; none if it is
  /// part of none that is listed.
  std::optional<std::size_t> site;

  static constexpr std::size_t longest_chain = 1000;
  static constexpr std::size_t links_before_gap = longest_chain / 2;
  bool has_gap() const { return chain_length > chain.size(); }
};

/// The answer to `Question::why`.
struct WhyReport {
  std::string query;
  std::uint64_t matches = 0;  ///< number of objects that match the query
  /// Answers by falling retained size, then in the order of the dump; at most `Question::rows`.
  std::vector<Why> answers;
};

/// How the reachable objects changed from OLD to NEW. `reached` is `added + kept`, in objects and in
/// bytes. In bytes it is also `old_reached + added + grown - shrunk - freed + newly_reached -
/// no_longer_reached`.
struct Difference {
  Cost reached;        ///< reachable objects of NEW
  Cost unreached;      ///< unreachable objects of NEW
  Cost old_reached;    ///< reachable objects of OLD
  Cost added;          ///< reachable objects that OLD does not have
  Cost kept;           ///< reachable objects that OLD has
  Cost grown;          ///< kept objects that are larger than before: the bytes by which they grew
  Cost shrunk;         ///< kept objects that are smaller: the bytes by which they shrank
  Cost freed;          ///< objects reachable in OLD that NEW does not have
  Cost newly_reached;  ///< kept objects that were unreachable in OLD; bytes as of OLD
  /// Objects reachable in OLD that NEW has but does not reach; bytes as of OLD.
  Cost no_longer_reached;
  /// Reachable objects at an address that OLD has too, but not verified to be the same: they moved, or the
  /// address was reused. Those on which `Identity::automatic` had to decide, if it is the rule.
  Cost unconfirmed;
};

/// One row of a breakdown.
struct BreakdownRow {
  std::string name;
  std::string source;        ///< source of code; empty if unknown
  std::uint32_t number = 0;  ///< number of a category, or line of code
  Cost cost;
  Cost before;  ///< weight in OLD if two heaps are compared by path
};

/// Counted objects in groups. The rows are sorted by falling bytes, then by name.
struct BreakdownTable {
  std::shared_ptr<const Grouping> grouping;
  std::vector<BreakdownRow> rows;
};

/// One table for each grouping of the vocabulary, in its order.
using Breakdown = std::vector<BreakdownTable>;

/// Facts about one dump.
struct DumpFacts {
  std::string file;
  Cost all;                                     ///< all objects, reachable or not
  std::optional<std::uint64_t> declared_bytes;  ///< total that the dump itself declares
  LoadReport load;
};

/// A site: a place where memory hangs that did not hang there before. With one dump it is a place that holds
/// much. Sites divide all that counts under the measure: no object is in two of them. Dictionaries are
/// generalised: all entries of one dictionary, and the same place in many like objects, are one site.
struct Site {
  std::string place;  ///< the place as code: `_G.World.players[*].history`
  std::string path;   ///< pattern of the place that `--why` and `--limit` take
  /// What hangs there, without its number: `function anonymous (game.luau:23)`, `table {id, items, name}`.
  std::string what;
  std::uint64_t links = 0;  ///< number of references from the place to what was not there before
  /// Number of new entries if all that hangs there is an array, made anew, in which an old object stores its
  /// entries; else 0. `what` is about these entries then.
  std::uint64_t entries = 0;
  Cost before;  ///< what hung there in OLD and was freed or moved away
  Cost after;   ///< what hangs there in NEW and is new or moved here, and growth
  Cost added;   ///< part of `after`: new objects
  /// Bytes by which kept objects grew, which are part of `after`, and the number of these objects, which is
  /// not.
  Cost grown;
  Cost freed;                      ///< part of `before`: freed objects
  Cost moved_in;                   ///< part of `after`: kept objects that hung elsewhere in OLD
  Cost moved_out;                  ///< part of `before`: kept objects that hang elsewhere in NEW
  std::uint64_t shrunk_bytes = 0;  ///< part of `before`: bytes by which kept objects shrank
  std::uint64_t frees_bytes = 0;   ///< bytes that would be freed if the references of the site were cut
  std::vector<std::string> also_held_by;  ///< other places that keep it alive, as code, most important first
  /// Bytes that would be freed if the references of those places were cut too.
  std::uint64_t frees_with_others_bytes = 0;
  /// Known pattern in words, such as "entries are added and none is removed"; may be empty.
  std::string pattern;
  std::string signature;  ///< sixteen hexadecimal digits, a hash of the place and of what hangs there
  bool is_known = false;  ///< its signature is in `Budget::known`
  /// Of a series: net bytes gained at the place since the first dump, in each dump; 0 in the first. The
  /// amounts above are sums over all intervals then, and `links` counts what is there in the last dump alone.
  std::vector<std::int64_t> series;
  bool is_saturating = false;  ///< of a series: the increases fall towards zero

  Change net() const { return change_between(before, after); }
};

/// The answer in words and places.
struct Findings {
  std::string verdict;  ///< one or two sentences: what leaks or what holds the memory, and what cutting frees
  /// At most `Question::rows`, by falling net bytes. Those of a series are by the smallest increase of all
  /// intervals, and sites that saturate come last. With one dump, by the bytes that cutting them frees; under
  /// `freed`, by the bytes that hung there before; of a comparison by path, by falling size of the change.
  std::vector<Site> sites;
  std::uint64_t left_out = 0;  ///< number of sites that are not listed
  Cost left_out_before;        ///< sums of the sites that are not listed
  Cost left_out_after;
  std::set<std::string> known;  ///< signatures in `Budget::known` that are those of sites, listed or not
  /// Objects that hang from these sites, by object of the shown dump; empty if there are none.
  std::vector<bool> is_known;
  /// Objects that grew at these sites and hung there before, likewise.
  std::vector<bool> has_known_growth;
  /// Position in `sites` of the site of each object of the shown dump, or `no_site`. Filled for
  /// `Question::why` alone, and not for what was freed in a series.
  std::vector<std::uint32_t> site_of;

  static constexpr std::uint32_t no_site = 0xffffffff;
};

/// Memory that could be saved, as far as a dump shows. A dump lists neither numbers and booleans nor free
/// slots.
struct Saving {
  std::string key;    ///< key in JSON
  std::string words;  ///< description of the objects
  Cost cost;
};

/// The content of a report besides the tree.
struct Report {
  std::vector<DumpFacts> dumps;          ///< oldest first
  std::optional<Difference> difference;  ///< only for two dumps or more that are compared by object
  Identity identity = Identity::address;
  TreeKind tree = TreeKind::paths;
  Breakdown breakdown;
  std::vector<Saving> savings;
  std::optional<WhyReport> why;
};

}  // namespace heapgraph
