// SPDX-License-Identifier: MIT
// The reader of a dump as JSON in any layout.
//
// simdjson's On-Demand parser yields values in the order of the text. Another program may have re-ordered
// the fields of an object, while references must be added in the order of the walk. So each object is
// first collected in a Record. On-Demand does not check what it skips, so every skipped value is checked
// here.
#include "runtimes/luau/json_reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>

#include "base/json_fault.h"
#include "base/text.h"
#include "runtimes/luau/json_values.h"

namespace heapgraph::luau {
namespace {

namespace ondemand = simdjson::ondemand;

struct ReferenceSyntax {
  std::string_view key;
  ReferenceField field;
  bool is_list;
};

constexpr std::array reference_syntax = {
    ReferenceSyntax{"pairs", ReferenceField::pairs, true},
    ReferenceSyntax{"array", ReferenceField::array, true},
    ReferenceSyntax{"metatable", ReferenceField::metatable, false},
    ReferenceSyntax{"env", ReferenceField::env, false},
    ReferenceSyntax{"proto", ReferenceField::proto, false},
    ReferenceSyntax{"upvalues", ReferenceField::upvalues, true},
    ReferenceSyntax{"stack", ReferenceField::stack, true},
    ReferenceSyntax{"constants", ReferenceField::constants, true},
    ReferenceSyntax{"protos", ReferenceField::protos, true},
    ReferenceSyntax{"object", ReferenceField::object, false},
    ReferenceSyntax{"super", ReferenceField::super, false},
    ReferenceSyntax{"membernames", ReferenceField::membernames, true},
    ReferenceSyntax{"staticmembers", ReferenceField::staticmembers, true},
    ReferenceSyntax{"instancemetatable", ReferenceField::instancemetatable, false},
    ReferenceSyntax{"memberstooffset", ReferenceField::memberstooffset, false},
    ReferenceSyntax{"class", ReferenceField::class_, false},
    ReferenceSyntax{"members", ReferenceField::members, true}};

/// The buffer to which simdjson writes unescaped strings. It is derived because a document shows its buffer
/// to no other class.
struct StringBuffer : ondemand::document {
  /// True if there was no memory for the buffer, which simdjson does not check. It would write to null.
  static bool is_missing(ondemand::document& document) {
    return (document.*&StringBuffer::iter).string_buf_loc() == nullptr;
  }
};

}  // namespace

struct JsonReader::Parser {
  ondemand::parser parser;
};

/// The state of reading one text.
class JsonReader::Reading {
 public:
  Reading(std::string_view text, std::size_t capacity, JsonReader& reader, const TakeRecord& take)
      : text_(text),
        values_(text),
        capacity_(capacity),
        parser_(reader.parser_->parser),
        record_(reader.record_),
        take_(take) {}

  void read_document();
  /// Reads a JSON object whose members are heap objects, as in `objects`.
  void read_members();
  DumpFrame& frame() { return frame_; }

 private:
  void read_objects(ondemand::value value);
  void read_object(std::string_view key, ondemand::value value);
  void read_field(std::string_view key, ondemand::value value);
  void read_references(const ReferenceSyntax& syntax, ondemand::value value);
  void read_stack_names(ondemand::value value);
  void read_roots(ondemand::value value);
  void read_stats(ondemand::value value);
  void read_categories(ondemand::value value);

  ondemand::document open();
  static void expect_end(ondemand::document& document);
  std::string_view text_;
  JsonValues values_;
  std::size_t capacity_;
  ondemand::parser& parser_;
  Record& record_;
  const TakeRecord& take_;
  DumpFrame frame_;
  bool has_type_ = false;
  bool has_category_ = false;
  bool has_size_ = false;
};

ondemand::document JsonReader::Reading::open() {
  ondemand::document document;
  const simdjson::error_code error =
      parser_.iterate(simdjson::padded_string_view(text_.data(), text_.size(), capacity_)).get(document);
  const bool lacks_memory =
      error == simdjson::MEMALLOC || (error == simdjson::SUCCESS && StringBuffer::is_missing(document));
  if (lacks_memory) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) throw simdjson::simdjson_error(error);
  return document;
}

void JsonReader::Reading::expect_end(ondemand::document& document) {
  // The parser has no current location once it is at the end.
  if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
    throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
  }
}

void JsonReader::Reading::read_members() {
  ondemand::document document = open();
  for (ondemand::field field : document.get_object()) {
    const std::string_view key = field.unescaped_key();
    read_object(key, field.value());
  }
  expect_end(document);
}

void JsonReader::Reading::read_document() {
  ondemand::document document = open();
  if (document.type() != ondemand::json_type::object) {
    // On-Demand would read a scalar without checking what follows it.
    if (!is_json(text_)) throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    JsonValues::reject(0, "this is JSON, but no Luau heap dump", advice_for_no_dump);
  }
  for (ondemand::field field : document.get_object()) {
    const std::string_view key = field.unescaped_key();
    if (key == "objects") {
      read_objects(field.value());
    } else if (key == "roots") {
      read_roots(field.value());
    } else if (key == "stats") {
      read_stats(field.value());
    } else {
      ondemand::value unused = field.value();
      values_.check_unused(unused);
    }
  }
  expect_end(document);
}

void JsonReader::Reading::read_objects(ondemand::value value) {
  frame_.has_objects = true;
  for (ondemand::field field : values_.expect_object(value, "\"objects\"")) {
    const std::string_view key = field.unescaped_key();
    read_object(key, field.value());
  }
}

void JsonReader::Reading::read_object(std::string_view key, ondemand::value value) {
  const std::optional<std::uint64_t> address = parse_address(key);
  if (!address) {
    JsonValues::reject(values_.offset_of(value),
                       fmt::format("the object's key \"{}\" is not an address", shorten_printable(key, 40)),
                       advice_for_changed_dump);
  }
  record_.clear();
  record_.address = *address;
  values_.enter_object(*address);
  has_type_ = has_category_ = has_size_ = false;
  const std::size_t offset = values_.offset_of(value);
  for (ondemand::field field : values_.expect_object(value, "it")) {
    const std::string_view field_key = field.unescaped_key();
    read_field(field_key, field.value());
  }
  const char* missing = !has_type_ ? "type" : !has_category_ ? "cat" : !has_size_ ? "size" : nullptr;
  if (missing != nullptr) {
    JsonValues::reject(offset, values_.describe(fmt::format("it has no \"{}\"", missing)),
                       advice_for_changed_dump);
  }
  values_.leave_object();
  // Luau closes the list with a stand-in at "0", which is not an object.
  if (record_.address != null_address) take_(record_);
}

void JsonReader::Reading::read_field(std::string_view key, ondemand::value value) {
  constexpr std::int64_t largest = std::numeric_limits<std::uint32_t>::max();
  if (key == "type") {
    record_.type = type_named(values_.expect_string(value, "\"type\""));
    has_type_ = true;
  } else if (key == "cat") {
    record_.category = static_cast<std::uint8_t>(values_.expect_number(value, "\"cat\"", 0, 255));
    has_category_ = true;
  } else if (key == "size") {
    record_.size = static_cast<std::uint32_t>(values_.expect_c_int(value, "\"size\"", largest));
    has_size_ = true;
  } else if (key == "data") {
    record_.data = values_.expect_string(value, "\"data\"");
  } else if (key == "name") {
    record_.name = values_.expect_string(value, "\"name\"");
  } else if (key == "source") {
    record_.source = values_.expect_string(value, "\"source\"");
  } else if (key == "stacknames") {
    read_stack_names(value);
  } else if (key == "line") {
    record_.line = static_cast<std::uint32_t>(values_.expect_c_int(value, "\"line\"", largest));
  } else if (key == "tag") {
    values_.expect_number(value, "\"tag\"", -largest, largest);
  } else if (key == "open") {
    values_.expect_type(value, ondemand::json_type::boolean, "\"open\"");
    values_.check_unused(value);
  } else {
    for (const ReferenceSyntax& syntax : reference_syntax) {
      if (syntax.key == key) return read_references(syntax, value);
    }
    values_.check_unused(value);
  }
}

void JsonReader::Reading::read_references(const ReferenceSyntax& syntax, ondemand::value value) {
  std::vector<std::uint64_t>& list = record_[syntax.field];
  list.clear();
  const auto add = [&](ondemand::value& item) {
    list.push_back(item.is_null() ? null_address : values_.expect_address(item, syntax.key));
  };
  if (!syntax.is_list) return add(value);
  for (ondemand::value item : values_.expect_array(value, syntax.key)) add(item);
}

void JsonReader::Reading::read_stack_names(ondemand::value value) {
  record_.stack_names.clear();
  for (ondemand::value item : values_.expect_array(value, "stacknames")) {
    const bool has_name = !item.is_null();
    record_.stack_names.push_back(has_name ? StackName::from_text(values_.expect_string(item, "stacknames"))
                                           : StackName{});
  }
}

void JsonReader::Reading::read_roots(ondemand::value value) {
  frame_.has_roots = true;
  for (ondemand::field field : values_.expect_object(value, "\"roots\"")) {
    const std::string_view key = field.unescaped_key();
    std::string name(key);
    ondemand::value root = field.value();
    const std::size_t offset = values_.offset_of(root);
    const std::uint64_t address =
        values_.expect_address(root, fmt::format("the root \"{}\"", escape_unprintable(name)));
    frame_.roots.push_back({std::move(name), address, offset});
  }
}

void JsonReader::Reading::read_stats(ondemand::value value) {
  for (ondemand::field field : values_.expect_object(value, "\"stats\"")) {
    const std::string_view key = field.unescaped_key();
    ondemand::value entry = field.value();
    if (key == "size") {
      frame_.declared_bytes =
          values_.expect_c_int(entry, "\"stats.size\"", std::numeric_limits<std::int64_t>::max());
    } else if (key == "categories") {
      read_categories(entry);
    } else {
      values_.check_unused(entry);
    }
  }
}

void JsonReader::Reading::read_categories(ondemand::value value) {
  for (ondemand::field field : values_.expect_object(value, "\"categories\"")) {
    const std::string_view key = field.unescaped_key();
    std::uint8_t category = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), category);
    // Besides the numbered categories there is one with the key "none", which closes the list.
    const bool is_numbered = error == std::errc{} && end == key.data() + key.size();
    ondemand::value entry = field.value();
    for (ondemand::field property : values_.expect_object(entry, "a category")) {
      const std::string_view property_key = property.unescaped_key();
      ondemand::value content = property.value();
      if (property_key == "name" && is_numbered) {
        const std::string_view name = values_.expect_string(content, "a category's \"name\"");
        frame_.categories.push_back({category, std::string(name)});
      } else {
        values_.check_unused(content);
      }
    }
  }
}

JsonReader::JsonReader() : parser_(std::make_unique<Parser>()) {}

JsonReader::~JsonReader() = default;

std::size_t JsonReader::padding() {
  return simdjson::SIMDJSON_PADDING;
}

DumpFrame JsonReader::read_dump(std::string_view text, std::size_t capacity, const TakeRecord& take) {
  Reading reading(text, capacity, *this, take);
  try {
    reading.read_document();
  } catch (const simdjson::simdjson_error& error) {
    throw NotJson{simdjson::error_message(error.error())};
  }
  return std::move(reading.frame());
}

void JsonReader::read_line(std::string_view line, const TakeRecord& take) {
  padded_line_.assign(1, '{').append(line).append(1, '}');
  const std::size_t size = padded_line_.size();
  padded_line_.resize(size + padding());
  Reading reading({padded_line_.data(), size}, padded_line_.size(), *this, take);
  try {
    reading.read_members();
  } catch (const simdjson::simdjson_error& error) {
    throw NotJson{simdjson::error_message(error.error())};
  } catch (Rejection& rejection) {
    --rejection.offset;  // the brace in front is not part of the line
    throw;
  }
}

}  // namespace heapgraph::luau
