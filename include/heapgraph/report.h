// SPDX-License-Identifier: MIT
// What the reports say besides the tree: how two dumps add up, what is counted, and what keeps objects alive.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "heapgraph/question.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

struct Grouping;

/// What is known of one object, without its snapshot.
struct ObjectFacts {
  std::uint64_t identifier = 0;
  std::string type;
  ObjectForm form = ObjectForm::plain;
  std::string name;    ///< its name or text; may be empty
  std::string source;  ///< of its place; may be empty
  std::uint32_t line = 0;
  std::uint64_t bytes = 0;
  std::uint64_t retained_bytes = 0;
  bool is_new = false;  ///< counts under a measure that tells new from old
};

struct ChainLink {
  ObjectFacts object;
  /// How the link before holds it, as code would reach it: `.World`, `[?]`, `upvalue of f (a.luau:3)`;
  /// of the first link the name of the root.
  std::string edge;
};

struct Holder {
  ObjectFacts object;
  std::string edge;  ///< by which it holds the object that is asked about
};

struct Why {
  ObjectFacts object;
  /// From a root to the object; empty if no root reaches it. Of a longer chain than `longest_chain` the first
  /// and the last half of so many.
  std::vector<ChainLink> chain;
  std::uint64_t chain_length = 0;  ///< all links
  std::string code;                ///< the chain in one line
  std::vector<Holder> holders;     ///< all but that of the chain, in the order of the dump; at most `most`
  std::uint64_t holder_count = 0;  ///< all

  static constexpr std::size_t longest_chain = 1000;
  static constexpr std::size_t links_before_gap = longest_chain / 2;
  bool has_gap() const { return chain_length > chain.size(); }
};

struct WhyReport {
  std::string query;
  std::uint64_t matches = 0;
  std::vector<Why> answers;  ///< by falling retained bytes, then in the order of the dump; at most `most`
};

/// How what the roots reach changed from OLD to NEW. For objects and bytes `added + kept` is all that is
/// reached in NEW. In bytes, what is reached in NEW is what was reached in OLD
/// + added + grown - shrunk - freed + newly_reached - no_longer_reached.
struct Difference {
  Cost reached;            ///< in NEW
  Cost unreached;          ///< in NEW
  Cost old_reached;        ///< in OLD
  Cost added;              ///< reached, and not in OLD
  Cost kept;               ///< reached, and in OLD
  Cost grown;              ///< kept and larger than before: the bytes by which they grew
  Cost shrunk;             ///< kept and smaller
  Cost freed;              ///< reached in OLD, and not in NEW
  Cost newly_reached;      ///< kept, but not reached in OLD; bytes as of then
  Cost no_longer_reached;  ///< reached in OLD and still in NEW, but not reached there; bytes as of OLD
  Cost unconfirmed;  ///< reached, at an address that OLD has, and not verified: moved, or the address was
                     ///< reused
};

/// One row of a table of what is counted.
struct BreakdownRow {
  std::string name;
  std::string source;        ///< of code; empty if it is not known
  std::uint32_t number = 0;  ///< of a category, or the line of code
  Cost cost;
  Cost before;  ///< in OLD, if two heaps are compared by path
};

/// The counted objects in groups; rows by falling bytes, then by name.
struct BreakdownTable {
  std::shared_ptr<const Grouping> grouping;
  std::vector<BreakdownRow> rows;
};

/// A table for each grouping of the vocabulary, in its order.
using Breakdown = std::vector<BreakdownTable>;

/// The facts of one dump.
struct DumpFacts {
  std::string file;
  Cost all;
  std::optional<std::uint64_t> declared_bytes;  ///< by the dump itself
  LoadReport load;
};

/// One of the heaviest spots, as it can be known again in another run.
struct Leak {
  std::string signature;  ///< sixteen digits made of the names of its path and of what it mostly holds
  std::vector<std::string> path;  ///< the names from below the root
  std::uint64_t repeats = 1;      ///< how many links of a chain it stands for
  Cost cost;
  std::uint64_t retained_bytes = 0;  ///< by the objects on it, each taken by itself
  bool is_known = false;             ///< named by --ignore-known
  std::vector<Cost> series;          ///< what each dump holds there; empty if nodes are not compared
};

/// A node that holds more from dump to dump, in every interval.
struct GrowingPath {
  std::vector<std::string> path;  ///< the names from below the root
  std::uint64_t repeats = 1;      ///< how many links of a chain it stands for
  std::uint64_t slope = 0;        ///< bytes a dump
  std::vector<Cost> series;
};

/// Objects without which much would be free. Those on one node of the tree that retain alike are one row.
struct Retainer {
  ObjectFacts heaviest;
  std::string code;                  ///< how code would reach it
  std::uint64_t objects = 0;         ///< in this row
  std::uint64_t retained_bytes = 0;  ///< by all of the row, none by two of them
  std::uint64_t counted_bytes = 0;   ///< the part of these that counts under the measure
};

/// What could be smaller, as far as a dump tells: it shows neither numbers and booleans nor free slots.
struct Saving {
  std::string key;    ///< in JSON
  std::string words;  ///< what the objects are
  Cost cost;
};

struct Report {
  std::vector<DumpFacts> dumps;          ///< oldest first
  std::optional<Difference> difference;  ///< with two dumps or more whose objects are compared
  Identity identity = Identity::address;
  TreeKind tree = TreeKind::paths;
  Breakdown breakdown;
  std::vector<Leak> leaks;           ///< by falling bytes
  std::vector<GrowingPath> growing;  ///< about by falling slope; those that only lead to others are left out
  std::vector<Retainer> retainers;
  std::vector<Saving> savings;
  std::optional<WhyReport> why;
};

}  // namespace heapgraph
