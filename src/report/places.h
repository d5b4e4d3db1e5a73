// SPDX-License-Identifier: MIT
// Places in a heap that are the same in every run: paths in which names that are data are generalised.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/hanging.h"
#include "heap/vocabulary.h"
#include "heapgraph/snapshot.h"
#include "report/dictionaries.h"

namespace heapgraph {

/// Position of a place among all places that were asked for.
enum class SitePlace : std::uint32_t { root = 0, none = 0xffffffff };

constexpr std::size_t index(SitePlace place) {
  return static_cast<std::size_t>(place);
}

/// Places by path. All items of an array are one place, and so are all entries of a dictionary; so
/// `_G.World.players[*].history` is one place in many like objects. A chain in which up to four
/// references repeat is one place from the third time on, `list.next.next…`. Places are found on demand and
/// remembered: finding those of all objects takes O(objects + names).
class Places {
 public:
  /// `steps` are paths in `snapshot`. With two dumps, what is a dictionary depends on both; `old_of` gives
  /// the same object in OLD, and may be null with one dump.
  Places(const Snapshot& snapshot, const std::vector<HangingStep>& steps, const Snapshot* old,
         const std::vector<ObjectId>* old_of);

  /// Place of an object with a path.
  SitePlace of(ObjectId object);

  /// Place of the target of a reference of an object with a path.
  SitePlace below(ObjectId holder, const Edge& edge);

  /// Place of the target of a reference in OLD. `holder` is the referrer in NEW, which has a path there.
  SitePlace below_in_old(ObjectId holder, ObjectId old_holder, const Edge& old_edge);

  /// Place of a root.
  SitePlace of_root(std::string_view name);

  std::size_t size() const { return nodes_.size(); }
  SitePlace parent(SitePlace place) const { return nodes_[index(place)].parent; }
  std::uint32_t depth(SitePlace place) const { return nodes_[index(place)].depth; }
  /// True for places that hold all of a program.
  bool holds_everything(SitePlace place) const {
    return depth(place) <= snapshot_.vocabulary()->depth_of_globals;
  }
  /// Place at which a chain of repeating references begins, if the place is one of its later rounds; else the
  /// place itself. O(1).
  SitePlace beginning_of_chain(SitePlace place) const;
  /// True if a part of the path names its place badly.
  bool is_last_choice(SitePlace place) const { return nodes_[index(place)].is_last_choice; }

  /// The place as code of the runtime's language: `_G.World.players[*].history`. Of a very long path the
  /// middle is left out. O(1).
  std::string code(SitePlace place) const;

  /// The code by which one of `count` places is ranked among those of one depth; "" if there are so many that
  /// their codes would take too long, and nobody reads them.
  std::string code_to_rank(SitePlace place, std::size_t count) const;

  /// Path pattern of the nodes at the place and below. `PathPattern` takes it, however long the path is.
  /// O(1).
  std::string pattern(SitePlace place) const;

 private:
  /// A part of a path.
  struct Part {
    std::string code;
    CodeStep::Kind kind = CodeStep::Kind::code;
    std::string pattern;  ///< names of nodes joined by `/`; empty if it leads to no other node
    bool is_last_choice = false;
  };
  struct Node {
    SitePlace parent = SitePlace::none;
    std::uint32_t part = 0;
    std::uint32_t depth = 0;
    bool is_last_choice = false;
    /// Number of parts in a round, if it stands for the third round of the parts before it and later ones.
    std::uint8_t round = 0;
    SitePlace end_of_first = SitePlace::root;  ///< last place above it that is always written
  };
  /// Rounds of a chain that are written, before one place stands for all later ones.
  static constexpr std::uint8_t rounds_written = 2;
  /// Most parts of a path that repeat together.
  static constexpr std::uint8_t longest_round = 4;
  /// A place and some above it, as many as tell whether parts repeat.
  struct Lineage {
    std::array<SitePlace, std::size_t{longest_round} * (rounds_written + 1) - 1> places{};
    std::size_t count = 0;
  };
  /// What decides how a reference is written, if the referrer does not matter.
  struct NamedPart {
    NameId name;
    EdgeKind kind;
    bool operator==(const NamedPart&) const = default;
  };
  struct HashOfNamedPart {
    std::size_t operator()(const NamedPart& part) const;
  };

  std::uint32_t part_of(const Snapshot& snapshot, ObjectId holder, const Edge& edge,
                        const EntryPattern& entry, bool is_from_root);
  std::uint32_t intern(Part part);
  SitePlace child(SitePlace parent, std::uint32_t part);
  std::optional<SitePlace> repetition(SitePlace parent, std::uint32_t part);
  SitePlace add(SitePlace parent, std::uint32_t part, std::uint8_t round = 0);
  Lineage lineage_of(SitePlace place) const;
  std::vector<SitePlace> written_path(SitePlace place) const;

  const Snapshot& snapshot_;
  const std::vector<HangingStep>& steps_;
  const Snapshot* old_;
  Dictionaries dictionaries_;
  std::vector<SitePlace> place_of_;  ///< by object
  std::vector<Node> nodes_;
  std::vector<Part> parts_;
  std::unordered_map<std::string, std::uint32_t> part_ids_;
  std::unordered_map<NamedPart, std::uint32_t, HashOfNamedPart> named_parts_;
  std::unordered_map<std::uint64_t, SitePlace> children_;
  std::uint32_t repetition_ = 0;  ///< the part that stands for further rounds of the parts before it
};

}  // namespace heapgraph
