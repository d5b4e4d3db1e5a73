// SPDX-License-Identifier: MIT
// What keeps an object alive: the shortest chain of references from a root, and its other referrers
// (`--why`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

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

}  // namespace heapgraph
