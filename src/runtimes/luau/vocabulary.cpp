// SPDX-License-Identifier: MIT
// The vocabulary of Luau.
#include "runtimes/luau/vocabulary.h"

#include "runtimes/luau/code.h"
#include "runtimes/luau/json_values.h"
#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

// Black text is legible on all these colours, and colour-blind eyes can tell them apart (Okabe and Ito,
// "Color Universal Design", 2008).
constexpr ColourGroup tables{0};
constexpr ColourGroup functions{1};
constexpr ColourGroup strings{2};
constexpr ColourGroup userdata{3};
constexpr ColourGroup threads{4};
constexpr ColourGroup others{5};

std::vector<ColourInfo> make_colours() {
  return {{"#56B4E9", "table"},  {"#E69F00", "function"},
          {"#F0E442", "string"}, {"#009E73", "userdata, buffer"},
          {"#CC79A7", "thread"}, {"#DDDDDD", "other"}};
}

/// Entries in the order of `types`.
std::vector<TypeInfo> make_types() {
  std::vector<TypeInfo> all(type_names.size());
  const auto at = [&](TypeId type) -> TypeInfo& { return all[static_cast<std::size_t>(type)]; };
  at(types::string) = {.colour_group = strings,
                       .form = ObjectForm::text,
                       .same_if = SameIf::text,
                       .is_text = true,
                       .has_fixed_size = true};
  // A table keeps its slots until one that is full gets another key (`rehash` in Luau's ltable.cpp).
  at(types::table) = {.colour_group = tables, .keeps_capacity = true};
  at(types::function) = {
      .colour_group = functions, .form = ObjectForm::code, .has_fixed_size = true, .place_of = edges::proto};
  at(types::userdata) = {.colour_group = userdata, .plural = "userdata", .has_fixed_size = true};
  at(types::thread) = {.colour_group = threads, .has_place = true};
  at(types::proto) = {.colour_group = functions, .same_if = SameIf::label_and_place, .has_place = true};
  at(types::upvalue) = {.colour_group = functions, .has_fixed_size = true};
  at(types::buffer) = {.colour_group = userdata, .has_fixed_size = true};
  at(types::class_type) = {.colour_group = others};
  at(types::object) = {.colour_group = others};
  at(types::unknown) = {.colour_group = others};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].name = type_names[i];
  return all;
}

/// Entries in the order of `edges`.
std::vector<EdgeInfo> make_edges() {
  std::vector<EdgeInfo> all(22);
  const auto at = [&](EdgeKind kind) -> EdgeInfo& { return all[static_cast<std::size_t>(kind)]; };
  at(edges::table_key) = {.name = "table_key", .nameless = "key", .is_entry = true, .is_key = true};
  at(edges::table_field) = {
      .name = "table_field", .naming = Naming::by_key, .otherwise = edges::table_value, .is_entry = true};
  at(edges::table_value) = {.name = "table_value", .is_entry = true};
  at(edges::array_item) = {.name = "array_item", .is_entry = true, .is_item = true};
  at(edges::metatable) = {
      .name = "metatable", .naming = Naming::fixed, .fixed_name = "__meta", .leads_to_class = true};
  at(edges::env) = {.name = "env", .naming = Naming::fixed, .fixed_name = "__env"};
  at(edges::proto) = {.name = "proto",
                      .naming = Naming::fixed,
                      .fixed_name = "__proto",
                      .nameless = "proto",
                      .names_siblings = types::proto,
                      .is_fixed = true};
  // An older VM writes no objects of the type upvalue, but the captured values themselves, which change.
  at(edges::upvalue) = {
      .name = "upvalue", .naming = Naming::by_sibling, .is_fixed = true, .fixed_beside = types::upvalue};
  at(edges::stack_slot) = {
      .name = "stack_slot", .naming = Naming::given, .nameless = "stack", .is_last_choice = true};
  at(edges::stack_frame) = {.name = "stack_frame", .naming = Naming::given, .is_last_choice = true};
  at(edges::stack_local) = {.name = "stack_local", .naming = Naming::given, .is_last_choice = true};
  at(edges::constant) = {.name = "constant", .nameless = "constant"};
  at(edges::nested_proto) = {.name = "nested_proto", .nameless = "proto"};
  at(edges::captured) = {.name = "captured", .nameless = "value"};
  at(edges::super) = {.name = "super", .naming = Naming::fixed, .fixed_name = "__super"};
  at(edges::class_member) = {.name = "class_member", .nameless = "member"};
  at(edges::instance_metatable) = {
      .name = "instance_metatable", .naming = Naming::fixed, .fixed_name = "__meta"};
  at(edges::member_offsets) = {.name = "member_offsets", .nameless = "member"};
  at(edges::class_of) = {
      .name = "class_of", .naming = Naming::fixed, .fixed_name = "__class", .is_fixed = true};
  at(edges::member) = {.name = "member", .nameless = "member"};
  at(edges::source_text) = {.name = "source_text", .nameless = "source"};
  at(edges::name_text) = {.name = "name_text", .nameless = "name"};
  return all;
}

std::vector<Grouping> make_groupings() {
  return {
      {.key = "type", .title = "By type", .json_key = "types", .by = GroupBy::type, .has_limits = true},
      {.key = "category",
       .title = "By memory category",
       .json_key = "categories",
       .by = GroupBy::category,
       .has_limits = true,
       .is_numbered = true},
      {.key = "userdata",
       .title = "By userdata type",
       .json_key = "userdata",
       .by = GroupBy::class_name,
       .type = types::userdata,
       .name = "userdata",
       .has_limits = true},
      {.key = "function",
       .title = "By function",
       .json_key = "functions",
       .by = GroupBy::code,
       .type = types::function,
       .name = "anonymous",
       .place = " (C)"},
      {.key = "thread",
       .title = "By thread",
       .json_key = "threads",
       .by = GroupBy::place,
       .type = types::thread,
       .name = "thread"},
  };
}

/// Savings that a dump of Luau can show. Texts with a `?` are no duplicates, since the VM writes `?` for
/// various bytes.
std::vector<SavingRule> make_savings() {
  return {
      {.json_key = "duplicate_strings",
       .words = "strings with the same text as another string",
       .waste = Waste::duplicate_text,
       .type = types::string},
      {.json_key = "empty_tables",
       .words = "empty tables",
       .waste = Waste::empty,
       .type = types::table,
       .ignored = edges::metatable},
      {.json_key = "tables_without_references",
       .words = "tables without references: only numbers, booleans or free slots, which a dump does not show",
       .waste = Waste::unreferring,
       .type = types::table,
       .ignored = edges::metatable}};
}

Vocabulary make_vocabulary() {
  Vocabulary made;
  made.runtime = "Luau";
  made.types = make_types();
  made.unknown = types::unknown;
  made.edges = make_edges();
  made.colours = make_colours();
  made.groupings = make_groupings();
  made.savings = make_savings();
  made.first_custom_category = 128;  // categories of the embedding program, set by `lua_setmemcat`
  made.phrases = {.dump = "a Luau heap dump",
                  .make_dump = advice_for_no_dump,
                  .example_path = "mainthread/__env/World",
                  .example_object = "0x55d0f2a3c590",
                  .owners = "its memory category",
                  .beyond_objects = "the VM's own structures, and free space in its pages",
                  .declared_total = "in use, as the VM counts",
                  .collect_garbage = "call lua_gc(L, LUA_GCCOLLECT, 0) before"};
  made.shown_source = chunk_name;
  made.may_be_held_by_code = is_identifier;  // names of local variables and upvalues
  made.step_in_code = step_in_code;
  return made;
}

}  // namespace

const std::shared_ptr<const Vocabulary>& vocabulary() {
  static const std::shared_ptr<const Vocabulary> made = std::make_shared<const Vocabulary>(make_vocabulary());
  return made;
}

}  // namespace heapgraph::luau
