// SPDX-License-Identifier: MIT
// The vocabulary of a runtime: its types, kinds of references, groupings of a report, and phrases.
//
// All of it is data, except two functions that write code in the language of the runtime. A runtime with a
// fixed vocabulary has one constant. A runtime whose dumps list their own types makes a vocabulary for
// each dump. The texts that it refers to must live as long as the vocabulary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// What two objects with the same identifier and type must also have in common to count as the same.
enum class SameIf : std::uint8_t {
  referred_alike,  ///< nothing, but a verified object must refer to it as before
  text,            ///< the label, which is all that such an object holds; no referrer is needed
  label_and_place
};

/// A type of objects.
struct TypeInfo {
  std::string_view name = {};
  ColourGroup colour_group{};
  ObjectForm form = ObjectForm::plain;
  SameIf same_if = SameIf::referred_alike;
  std::string_view plural = {};  ///< "tables"; if empty, `name` and an s
  bool is_text = false;          ///< the label is a text that can name the value of which it is the key
  bool is_string = false;        ///< a string, whether or not its label is its text
  bool has_fixed_size = false;   ///< objects keep their size for life
  bool keeps_capacity = false;   ///< objects do not shrink when they lose what they hold
  bool label_is_class = false;   ///< the label is the name of the class
  bool has_place = false;        ///< objects have a place of their own, whose source is the label
  /// Kind of the reference that leads to the object with the place, for types without places of their own.
  std::optional<EdgeKind> place_of = std::nullopt;
};

/// How a reference gets its name when a dump is loaded.
enum class Naming : std::uint8_t {
  none,    ///< no name: the target sits on the node of the referrer
  fixed,   ///< the fixed name of its kind
  given,   ///< a name given by the dump
  by_key,  ///< the text to which the reference before it leads
  /// The label of the target of the last reference before it that names its siblings.
  by_sibling
};

/// A kind of references.
struct EdgeInfo {
  std::string_view name = {};
  Naming naming = Naming::none;
  std::string_view fixed_name = {};
  std::string_view nameless = "[?]";  ///< shown for a reference without a name
  /// Kind that replaces this one if a reference is named by its key and the key is no text.
  std::optional<EdgeKind> otherwise = std::nullopt;
  /// Stands in code for the names of all references of this kind from one object.
  std::string_view generalised = "[*]";
  /// The reference names a place badly, as a slot of a stack does: where another reference leads to the
  /// same object, that one names it.
  bool is_last_choice = false;
  /// The target is an entry of a collection, whose name may be data.
  bool is_entry = false;
  /// The target is the key of an entry, whose value the next reference leads to.
  bool is_key = false;
  /// The target describes the class of the referrer, as a metatable does.
  bool leads_to_class = false;
  /// Set if the reference names its siblings, which it does if its target is of this type.
  std::optional<TypeId> names_siblings = std::nullopt;
  bool is_fixed = false;  ///< the referrer has the reference, to the same target, for life
  /// Type without whose objects in a dump the reference is not fixed.
  std::optional<TypeId> fixed_beside = std::nullopt;
  bool is_item = false;  ///< one of a row of references, to which others are added at the end
  /// Type of targets in which the referrer stores its entries; they are one thing with it to a program.
  std::optional<TypeId> storage = std::nullopt;
  /// What such references of an object lead to is at one place with the object, whatever code tells it apart.
  bool is_left_out_of_places = false;
};

struct ColourInfo {
  std::string_view colour;
  std::string_view name;
};

/// What the objects in a row of a table have in common.
enum class GroupBy : std::uint8_t {
  type,
  category,
  class_name,
  code,  ///< label and place
  place
};

/// A table of a report, and the groups on which limits can be set.
struct Grouping {
  std::string_view key;       ///< key in `--by` and in a budget file
  std::string_view title;     ///< heading of the table
  std::string_view json_key;  ///< key of the table in JSON
  GroupBy by = GroupBy::type;
  TypeId type{};                ///< type whose objects are grouped by class, code or place
  std::string_view name = {};   ///< name of a group without one
  std::string_view place = {};  ///< shown for the place of code without one
  bool has_limits = false;      ///< limits can be set on its groups
  bool is_numbered = false;     ///< programs know the groups by numbers, which are shown too
};

/// In what way objects waste memory.
enum class Waste : std::uint8_t {
  duplicate_text,  ///< objects with a text that another object has too
  empty,           ///< objects without references that have the smallest size of their type
  unreferring      ///< larger objects without references
};

/// A rule that finds objects which waste memory.
struct SavingRule {
  std::string_view json_key;
  std::string_view words;
  Waste waste = Waste::duplicate_text;
  TypeId type{};
  std::optional<EdgeKind> ignored = std::nullopt;    ///< references of this kind do not count
  std::string_view class_name = {};                  ///< the rule is for this class alone, unless it is empty
  std::vector<std::string_view> ignored_names = {};  ///< references with these names do not count
};

/// What the identifiers of objects are.
enum class Identifiers : std::uint8_t {
  addresses,  ///< written as 0x55d0f2a3c590
  numbers     ///< written as @12
};

/// Rule by which an object of one dump is the same as an object of another one.
enum class IdentityRule : std::uint8_t {
  address,           ///< address and evidence, as a freed address is used again
  number_and_label,  ///< number, type and label; the runtime numbers an object once
};

/// Texts for users that name things of the runtime.
struct Phrases {
  std::string_view dump;             ///< "a … heap dump"
  std::string_view make_dump;        ///< how to make a dump
  std::string_view example_path;     ///< path to a node that many heaps have
  std::string_view example_object;   ///< identifier of an object
  std::string_view owners;           ///< what categories are: whose memory it is
  std::string_view beyond_objects;   ///< what the declared total counts besides objects
  std::string_view declared_total;   ///< what the declared total is
  std::string_view collect_garbage;  ///< what to do before a dump is made
};

/// A reference on a path.
struct Reference {
  ObjectId holder = ObjectId::none;
  NameId name = NameId::none;
  EdgeKind kind{};
  bool is_from_root = false;         ///< the referrer is a GC root
  ObjectId target = ObjectId::none;  ///< may be unknown
  ObjectId before = ObjectId::none;  ///< object before the referrer on the path, if it is known
};

/// A reference written as code of the runtime's language, or in words if that has no such code.
struct CodeStep {
  enum class Kind : std::uint8_t {
    code,   ///< appended to the code for the referrer
    start,  ///< complete code: what comes before is not needed
    words,
    nothing  ///< the referrer and the target are one thing to a program
  };
  std::string text;
  Kind kind = Kind::code;
};

/// Everything that analysis and output must know about a runtime.
struct Vocabulary {
  static constexpr std::size_t most_types = 256;
  static constexpr std::size_t most_edges = 64;
  static constexpr std::size_t most_colours = 8;

  std::string_view runtime;
  std::vector<TypeInfo> types;
  TypeId unknown{};  ///< type of the objects whose type is not in the table
  std::vector<EdgeInfo> edges;
  std::vector<ColourInfo> colours;  ///< by colour group; the last is for nodes without objects
  std::vector<Grouping> groupings;
  std::vector<SavingRule> savings;
  std::uint8_t first_custom_category = 0;  ///< smaller categories form one group under `--split custom`
  /// Category of objects that no document has any more; none if the runtime knows no documents.
  std::optional<std::uint8_t> detached_category = std::nullopt;
  /// Category of objects that the runtime makes for itself, such as compiled code; none if dumps do not tell.
  std::optional<std::uint8_t> engine_category = std::nullopt;
  /// True for the source of code that is part of the runtime. Null if places do not tell.
  bool (*is_source_of_runtime)(std::string_view) = nullptr;
  /// Number of references on a path that lead to what holds all of a program: a root and the globals in it.
  std::uint32_t depth_of_globals = 2;
  std::string_view category = "category ";  ///< name of a nameless category, before its number
  Identifiers identifiers = Identifiers::addresses;
  IdentityRule identity = IdentityRule::address;
  /// What the tools of the runtime have as the distance of an object that they count none for.
  std::string_view no_distance = "null";
  Phrases phrases;
  /// Source of a place in the form that users know.
  std::string_view (*shown_source)(std::string_view) = nullptr;
  /// True if code may hold an object with this text by a reference that no dump lists, such as that to the
  /// name of a local variable. Null if there are no such references.
  bool (*may_be_held_by_code)(std::string_view) = nullptr;
  CodeStep (*step_in_code)(const Snapshot&, const Reference&) = nullptr;

  const TypeInfo& operator[](TypeId type) const { return types[static_cast<std::size_t>(type)]; }
  const EdgeInfo& operator[](EdgeKind kind) const { return edges[static_cast<std::size_t>(kind)]; }
  /// Colour of nodes without objects.
  ColourGroup other_colour() const { return static_cast<ColourGroup>(colours.size() - 1); }
  /// Type with a name in the dump; `unknown` if there is none. O(types).
  TypeId type_named(std::string_view name) const;
  /// Grouping with a key; null if there is none. O(groupings).
  const Grouping* grouping(std::string_view key) const;
};

/// Text of an identifier: "0x55d0f2a3c590" or "@12".
std::string identifier_text(const Vocabulary& vocabulary, std::uint64_t identifier);

/// Parses an identifier: an address with 0x or with sixteen digits, as some runtimes write it on Windows,
/// or a number after an @. None if the text is neither.
std::optional<std::uint64_t> parse_identifier(const Vocabulary& vocabulary, std::string_view text);

}  // namespace heapgraph
