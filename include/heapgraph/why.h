// SPDX-License-Identifier: MIT
// What keeps an object alive: the shortest chain of holders from a root, and its other holders (`--why`).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/dominators.h"
#include "heapgraph/path_pattern.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

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

/// `retained` of every object.
HEAPGRAPH_API ObjectFacts facts_of(const Snapshot& snapshot, ObjectId id,
                                   const std::vector<std::uint64_t>& retained);

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

/// An identifier as the runtime writes it (`0x55d0f2a3c590`), or a path pattern.
class HEAPGRAPH_API WhyQuery {
 public:
  /// Throws an Error if it is neither. Null stands for the vocabulary of the first runtime.
  explicit WhyQuery(const std::string& text, const Vocabulary* vocabulary = nullptr);

  const std::string& text() const { return text_; }
  const std::optional<std::uint64_t>& address() const { return address_; }

  /// The objects that are asked about, in the order of the dump. O(objects + nodes).
  std::vector<ObjectId> matches(const Snapshot& snapshot, const Placement& placement) const;

 private:
  std::string text_;
  std::optional<std::uint64_t> address_;
  std::optional<PathPattern> pattern_;
};

struct WhyInputs {
  const Snapshot& snapshot;
  const FirstSteps& steps;
  const std::vector<std::uint64_t>& retained;  ///< bytes, of every object
  std::function<bool(ObjectId)> is_new;
  bool follow_weak = false;
  std::size_t most = 20;  ///< answers, and holders of each
};

/// O(objects + edges).
HEAPGRAPH_API WhyReport explain(const std::string& query, std::vector<ObjectId> matches,
                                const WhyInputs& inputs);

}  // namespace heapgraph
