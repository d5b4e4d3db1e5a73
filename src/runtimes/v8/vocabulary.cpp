// SPDX-License-Identifier: MIT
// The vocabulary of V8.
#include "runtimes/v8/vocabulary.h"

#include "runtimes/v8/code.h"
#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

// The groups are those of Chrome DevTools' statistics, in colours that colour-blind eyes can tell apart
// (Okabe and Ito, "Color Universal Design", 2008).
constexpr ColourGroup objects{0};
constexpr ColourGroup closures{1};
constexpr ColourGroup strings{2};
constexpr ColourGroup arrays{3};
constexpr ColourGroup natives{4};
constexpr ColourGroup codes{5};
constexpr ColourGroup others{6};

std::vector<ColourInfo> make_colours() {
  return {{"#56B4E9", "object"},       {"#E69F00", "function"}, {"#F0E442", "string"},
          {"#009E73", "array"},        {"#CC79A7", "native"},   {"#D98880", "code, shape"},
          {"#DDDDDD", "engine, other"}};
}

/// Entries in the order of `types`.
std::vector<TypeInfo> make_types() {
  std::vector<TypeInfo> all(type_names_of_v8.size());
  const auto at = [&](TypeId type) -> TypeInfo& { return all[static_cast<std::size_t>(type)]; };
  const auto text = [](ColourGroup group) {
    return TypeInfo{
        .colour_group = group, .form = ObjectForm::text, .same_if = SameIf::text, .has_fixed_size = true};
  };
  at(types::hidden) = {.colour_group = others, .plural = "hidden nodes"};
  at(types::array) = {.colour_group = arrays};
  at(types::string) = text(strings);
  at(types::string).is_string = true;
  at(types::object) = {.colour_group = objects, .label_is_class = true};
  at(types::code) = {.colour_group = codes, .plural = "code"};
  at(types::closure) = {.colour_group = closures, .form = ObjectForm::code};
  at(types::regexp) = text(strings);
  at(types::number) = {.colour_group = others};
  at(types::native) = {.colour_group = natives, .plural = "native nodes", .label_is_class = true};
  at(types::synthetic) = {.colour_group = others, .plural = "synthetic nodes"};
  // They have no label: the parts of the text are other strings.
  at(types::concatenated_string) = {.colour_group = strings, .is_string = true};
  at(types::sliced_string) = {.colour_group = strings, .is_string = true};
  at(types::symbol) = {.colour_group = strings};
  at(types::bigint) = {.colour_group = others};
  at(types::object_shape) = {.colour_group = codes};
  at(types::wasm_object) = {.colour_group = codes};
  at(types::unknown) = {.colour_group = others};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].name = type_names_of_v8[i];
  return all;
}

/// Entries in the order of `edges`. The reader names all references.
std::vector<EdgeInfo> make_edges() {
  std::vector<EdgeInfo> all(18);
  const auto at = [&](EdgeKind kind) -> EdgeInfo& { return all[static_cast<std::size_t>(kind)]; };
  at(edges::variable) = {.name = "context", .naming = Naming::given, .nameless = "variable"};
  at(edges::element) = {.name = "element", .naming = Naming::given, .is_entry = true, .is_item = true};
  at(edges::property) = {.name = "property", .naming = Naming::given, .is_entry = true};
  at(edges::internal) = {.name = "internal", .naming = Naming::given, .nameless = "internal"};
  at(edges::plumbing) = {
      .name = "plumbing", .naming = Naming::given, .nameless = "internal", .storage = types::array};
  at(edges::hidden) = {.name = "hidden", .nameless = "hidden"};
  at(edges::shortcut) = {.name = "shortcut", .naming = Naming::given, .nameless = "shortcut"};
  at(edges::weak) = {.name = "weak", .naming = Naming::given, .nameless = "weak"};
  at(edges::value_under_key) = {
      .name = "weak_map_value", .naming = Naming::given, .nameless = "value in WeakMap"};
  at(edges::value_in_table) = {
      .name = "weak_map_table", .naming = Naming::given, .nameless = "value in WeakMap"};
  at(edges::prototype) = {.name = "prototype", .naming = Naming::given, .is_fixed = true};
  const auto entry = [](std::string_view name, std::string_view nameless) {
    return EdgeInfo{
        .name = name, .nameless = nameless, .is_entry = true, .is_item = true, .is_left_out_of_places = true};
  };
  at(edges::map_key) = entry("map_key", "key of Map");
  at(edges::map_key).is_key = true;
  at(edges::map_value) = entry("map_value", "value of Map");
  at(edges::map_entry) = entry("map_entry", "value of Map");
  at(edges::set_element) = entry("set_element", "element of Set");
  at(edges::embedder_field) = {.name = "embedder_field", .naming = Naming::given};
  at(edges::embedder_store) = {
      .name = "embedder_store", .naming = Naming::given, .nameless = "internal", .storage = types::native};
  // No entry, so of two paths that differ in it, the one with a name that programs write comes first.
  at(edges::by_symbol) = {.name = "by_symbol", .naming = Naming::given};
  return all;
}

std::vector<Grouping> make_groupings() {
  return {
      {.key = "type", .title = "By type", .json_key = "types", .by = GroupBy::type, .has_limits = true},
      {.key = "class",
       .title = "By class",
       .json_key = "classes",
       .by = GroupBy::class_name,
       .type = types::object,
       .name = "object",
       .has_limits = true},
      {.key = "function",
       .title = "By function",
       .json_key = "functions",
       .by = GroupBy::code,
       .type = types::closure,
       .name = "anonymous",
       .place = ""},
      {.key = "detachedness",
       .title = "By owner",
       .json_key = "detachedness",
       .by = GroupBy::category,
       .has_limits = true},
  };
}

/// Savings that a snapshot can show. An array with room for items refers to its elements, even if these are
/// small numbers. Maps and Sets have a table from the start, in which small numbers leave no trace, so it
/// does not tell which are empty.
std::vector<SavingRule> make_savings() {
  return {{.json_key = "duplicate_strings",
           .words = "strings with the same text as another string",
           .waste = Waste::duplicate_text,
           .type = types::string},
          {.json_key = "empty_arrays",
           .words = "arrays with nothing in them",
           .waste = Waste::empty,
           .type = types::object,
           .class_name = "Array",
           .ignored_names = {"__proto__", "map"}}};
}

Vocabulary make_vocabulary() {
  Vocabulary made;
  made.runtime = "V8";
  made.types = make_types();
  made.unknown = types::unknown;
  made.edges = make_edges();
  made.colours = make_colours();
  made.groupings = make_groupings();
  made.savings = make_savings();
  made.depth_of_globals = 1;  // the global object is a root
  made.engine_category = static_cast<std::uint8_t>(Category::engine);
  made.detached_category = static_cast<std::uint8_t>(Category::detached);
  made.identifiers = Identifiers::numbers;
  made.identity = IdentityRule::number_and_label;
  made.no_distance = "-5";
  made.phrases = {.dump = "a V8 heap snapshot",
                  .make_dump = "write one with v8.writeHeapSnapshot() of node:v8, or save one in DevTools",
                  .example_path = "global/app/cache",
                  .example_object = "@12345",
                  .owners = "program, engine, attached DOM or detached DOM",
                  .beyond_objects = "memory of the embedder that no node stands for",
                  .declared_total = "with the embedder's memory",
                  .collect_garbage = "nothing need be done: V8 collects garbage before it writes a snapshot"};
  made.is_source_of_runtime = [](std::string_view source) {
    return source.starts_with("node:") || source.starts_with("ext:");  // modules of Node and of Deno
  };
  made.shown_source = file_of_source;
  made.step_in_code = step_in_code;
  return made;
}

}  // namespace

const std::shared_ptr<const Vocabulary>& vocabulary() {
  static const std::shared_ptr<const Vocabulary> made = std::make_shared<const Vocabulary>(make_vocabulary());
  return made;
}

}  // namespace heapgraph::v8
