// SPDX-License-Identifier: MIT
// What a runtime calls the things of its heap: types, references, groups of a report, and phrases for its
// users.
//
// All of it is data, and two functions for what is code in the language of the runtime. A runtime with a
// fixed vocabulary has one constant; one whose dumps say their own types makes a vocabulary for each dump.
// What the texts refer to must live as long as the vocabulary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// What two objects with one identifier must have in common, besides their type, to be the same.
enum class SameIf : std::uint8_t {
  referred_alike,  ///< nothing: a verified object refers to it as before
  text,            ///< the label, which is all there is of it; whoever refers to it
  label_and_place
};

struct TypeInfo {
  std::string_view name = {};
  ColourGroup colour_group{};
  ObjectForm form = ObjectForm::plain;
  SameIf same_if = SameIf::referred_alike;
  bool is_text = false;         ///< the label is a text that can name what it is the key of
  bool has_fixed_size = false;  ///< objects keep the size that they were made with
  bool has_place = false;       ///< an object has a place of its own, whose source is its label
  /// The kind of reference that leads to the object with the place, for types without places of their own.
  std::optional<EdgeKind> place_of = std::nullopt;
};

/// How a reference gets its name when a dump is loaded.
enum class Naming : std::uint8_t {
  none,       ///< it has none: its target sits on the node of the holder
  fixed,      ///< by its kind
  given,      ///< by the dump
  by_key,     ///< by the text to which the reference before it leads
  by_sibling  ///< by the label of the target of the last reference before it that names its siblings
};

struct EdgeInfo {
  std::string_view name;
  Naming naming = Naming::none;
  std::string_view fixed_name = {};
  std::string_view nameless = "[?]";  ///< what a reference without a name is called
  /// The kind of a reference named by its key, where the key is no text.
  std::optional<EdgeKind> otherwise = std::nullopt;
  /// The reference names its siblings, if its target is of this type.
  std::optional<TypeId> names_siblings = std::nullopt;
};

struct ColourInfo {
  std::string_view colour;
  std::string_view name;
};

/// What the objects of a row in a table have in common.
enum class GroupBy : std::uint8_t {
  type,
  category,
  class_name,
  code,  ///< label and place
  place
};

/// A table of a report, and what a limit can be set on.
struct Grouping {
  std::string_view key;       ///< of `--by` and of a budget file
  std::string_view title;     ///< of the table
  std::string_view json_key;  ///< of the table in JSON
  GroupBy by = GroupBy::type;
  TypeId type{};                ///< whose objects are grouped by class, code or place
  std::string_view name = {};   ///< of a group without a name
  std::string_view place = {};  ///< stands for the place of code without one
  bool has_limits = false;      ///< a limit can be set on a group
};

/// How objects could be smaller.
enum class Waste : std::uint8_t {
  duplicate_text,  ///< objects of a text that another has too
  empty,           ///< objects without references, no larger than the smallest of their type
  unreferring      ///< larger objects without references
};

struct SavingRule {
  std::string_view json_key;
  std::string_view words;
  Waste waste = Waste::duplicate_text;
  TypeId type{};
  std::optional<EdgeKind> ignored = std::nullopt;  ///< no such reference counts
};

/// What an identifier is.
enum class Identifiers : std::uint8_t {
  addresses,  ///< written as 0x55d0f2a3c590
  numbers     ///< written as @12
};

/// Texts for users that name things of the runtime.
struct Phrases {
  std::string_view dump;             ///< "a … heap dump"
  std::string_view make_dump;        ///< how to make one
  std::string_view example_path;     ///< to a node that many heaps have
  std::string_view code_of_user;     ///< above code that leads to an object
  std::string_view beyond_objects;   ///< what the declared total counts besides objects
  std::string_view declared_total;   ///< what the declared total is
  std::string_view collect_garbage;  ///< what to do before a dump is made
};

/// A reference of a path, without the target.
struct Reference {
  ObjectId holder = ObjectId::none;
  NameId name = NameId::none;
  EdgeKind kind{};
  bool is_from_root = false;  ///< the holder is a root
};

/// A reference as the language of the runtime writes it, or words where it cannot.
struct CodeStep {
  enum class Kind : std::uint8_t {
    code,   ///< can be appended to the code for its holder
    start,  ///< code that says it all: what comes before is not needed
    words,
    nothing  ///< the holder and the target are one to a program
  };
  std::string text;
  Kind kind = Kind::code;
};

struct Vocabulary {
  static constexpr std::size_t most_types = 256;
  static constexpr std::size_t most_edges = 64;
  static constexpr std::size_t most_colours = 8;

  std::string_view runtime;
  std::vector<TypeInfo> types;
  TypeId unknown{};  ///< the type of objects whose type is not in the table
  std::vector<EdgeInfo> edges;
  std::vector<ColourInfo> colours;  ///< by colour group; the last is that of nodes without objects
  std::vector<Grouping> groupings;
  std::vector<SavingRule> savings;
  std::uint8_t first_custom_category = 0;   ///< `--split custom` takes those below as one
  std::string_view category = "category ";  ///< the name of a nameless category, before its number
  Identifiers identifiers = Identifiers::addresses;
  Phrases phrases;
  std::string_view (*shown_source)(std::string_view) = nullptr;  ///< the source of a place as users know it
  CodeStep (*step_in_code)(const Snapshot&, const Reference&) = nullptr;

  const TypeInfo& operator[](TypeId type) const { return types[static_cast<std::size_t>(type)]; }
  const EdgeInfo& operator[](EdgeKind kind) const { return edges[static_cast<std::size_t>(kind)]; }
  ColourGroup other_colour() const { return static_cast<ColourGroup>(colours.size() - 1); }
  /// `unknown` if the table does not have the name. O(types).
  TypeId type_named(std::string_view name) const;
  /// Null if there is no such key.
  const Grouping* grouping(std::string_view key) const;
};

/// "0x55d0f2a3c590" or "@12".
std::string identifier_text(const Vocabulary& vocabulary, std::uint64_t identifier);

/// An identifier as users write it: an address with 0x, or sixteen digits as a VM on Windows writes it; or a
/// number behind an @.
std::optional<std::uint64_t> parse_identifier(const Vocabulary& vocabulary, std::string_view text);

}  // namespace heapgraph
