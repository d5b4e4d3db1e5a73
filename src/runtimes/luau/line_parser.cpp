// SPDX-License-Identifier: MIT
// The parser of a line of a dump in Luau's own layout.
//
// Luau prints each object on a line, `"ADDRESS":{"type":"…","cat":N,"size":N,FIELDS},`, with the fields of
// a type always in the same order and without spaces. So a line is matched from left to right against the
// field table of its type. Most texts hold only printable ASCII. Names of functions, classes and stack
// slots, however, are written without escapes and may hold quotes, backslashes and any bytes. Such a name
// ends at the first quote after which the rest of the line matches. The number of stack names is known;
// `cut_stack_names` uses it to separate them.
#include "runtimes/luau/line_parser.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <limits>
#include <span>

#include "base/json_text.h"
#include "base/narrow.h"
#include "runtimes/luau/kinds.h"
#include "runtimes/luau/line_layout.h"
#include "runtimes/luau/stack_names.h"

namespace heapgraph::luau {
namespace {

constexpr std::uint8_t no_digit = 0xff;

constexpr std::array<std::uint8_t, 256> make_hex_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (unsigned i = 0; i < 10; ++i) values['0' + i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < 6; ++i) {
    values['a' + i] = static_cast<std::uint8_t>(10 + i);
    values['A' + i] = static_cast<std::uint8_t>(10 + i);
  }
  return values;
}
constexpr std::array<std::uint8_t, 256> hex_values = make_hex_values();

std::size_t index_of(char c) {
  return static_cast<unsigned char>(c);
}

}  // namespace

/// The state of parsing one line.
class LineParser::Attempt {
 public:
  Attempt(std::string_view line, Record& record, std::deque<std::string>& repaired_texts)
      : begin_(line.data()),
        at_(begin_),
        end_(begin_ + line.size()),
        record_(record),
        repaired_texts_(repaired_texts) {}

  ParsedLine parse(LoadDetail detail) {
    const bool skips_fields = detail == LoadDetail::addresses;
    ParsedLine result;
    if (!take("\"") || !read_hex(record_.address) || !take("\":")) return result;
    if (at_ == end_) {
      note(Defect::missing_value, at_);
      result.kind = ParsedLine::Kind::no_object;
    } else if (read_head() && (skips_fields ? skip_fields() : read_fields(fields_of(record_.type)))) {
      result.kind = record_.address == null_address ? ParsedLine::Kind::no_object : ParsedLine::Kind::object;
    } else {
      return {};
    }
    result.defect = defect_;
    result.defect_offset = static_cast<std::size_t>(defect_at_ - begin_);
    return result;
  }

 private:
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  bool take(std::string_view text) {
    if (left() < text.size() || std::memcmp(at_, text.data(), text.size()) != 0) return false;
    at_ += text.size();
    return true;
  }

  void note(Defect defect, const char* where) {
    if (defect_ != Defect::none) return;
    defect_ = defect;
    defect_at_ = where;
  }

  /// Reads the digits of an address, with or without 0x.
  bool read_hex(std::uint64_t& address) {
    if (left() > 2 && at_[0] == '0' && (at_[1] == 'x' || at_[1] == 'X')) at_ += 2;
    // Most of a dump is addresses, so local variables let the compiler use registers.
    const char* const first = at_;
    const char* const end = end_;
    const char* at = first;
    std::uint64_t value = 0;
    for (; at != end; ++at) {
      const std::uint8_t digit = hex_values[index_of(*at)];
      if (digit == no_digit) break;
      value = value << 4U | digit;
    }
    at_ = at;
    address = value;
    return at != first && at - first <= 16;
  }

  bool read_number(std::int64_t& number) {
    const bool is_negative = take("-");
    const char* const first = at_;
    std::int64_t value = 0;
    // JSON allows no leading zeros. Longer numbers are left to the exact reader.
    constexpr std::ptrdiff_t most_digits = 15;
    for (; at_ != end_ && *at_ >= '0' && *at_ <= '9' && at_ - first < most_digits; ++at_) {
      value = value * 10 + (*at_ - '0');
    }
    number = is_negative ? -value : value;
    const std::ptrdiff_t digits = at_ - first;
    return digits != 0 && (digits == 1 || *first != '0');
  }

  /// Reads a number that the VM prints through a C `int`, so modulo 2^32. Another program may have written
  /// the number itself.
  bool read_c_int(std::uint32_t& number) {
    std::int64_t printed = 0;
    constexpr std::int64_t smallest = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t largest = std::numeric_limits<std::uint32_t>::max();
    if (!read_number(printed) || printed < smallest || printed > largest) return false;
    number = low_bits<std::uint32_t>(printed);
    return true;
  }

  bool read_head() {
    if (!take("{\"type\":\"")) return false;
    const char* const name_end = std::find(at_, end_, '"');
    record_.type = type_named({at_, static_cast<std::size_t>(name_end - at_)});
    at_ = name_end;
    std::int64_t category = 0;
    if (record_.type == types::unknown || !take("\",\"cat\":") || !read_number(category) ||
        !take(",\"size\":") || !read_c_int(record_.size)) {
      return false;
    }
    if (category < 0 || category > 255) return false;
    record_.category = static_cast<std::uint8_t>(category);
    return true;
  }

  /// Skips the fields of types that the VM never writes wrong, and reads those of the others.
  bool skip_fields() {
    const bool is_always_right = record_.type == types::table || record_.type == types::string;
    if (!is_always_right) return read_fields(fields_of(record_.type));
    const bool is_complete = at_ != end_ && (*at_ == ',' || at_ + 1 == end_) && end_[-1] == '}';
    at_ = end_;
    return is_complete;
  }

  /// Reads the rest of the line: these fields, each of which may be missing, and the closing brace.
  bool read_fields(std::span<const LayoutField> fields) {
    while (!fields.empty()) {
      const LayoutField& field = fields.front();
      fields = fields.subspan(1);
      if (!take(field.opening)) continue;
      // A raw name ends where the rest of the line matches, so `read_name` also reads the rest.
      if (field.shape == Shape::name) return read_name("\"", fields);
      if (field.shape == Shape::class_name) {
        if (take("\"")) return read_name("\"", fields);
        note(Defect::broken_class, at_);
        return read_name("", fields);
      }
      if (!read_value(field)) return false;
    }
    return at_ + 1 == end_ && *at_ == '}';
  }

  bool read_value(const LayoutField& field) {
    std::int64_t ignored = 0;
    switch (field.shape) {
      case Shape::address: {
        std::uint64_t address = null_address;
        if (!read_reference(address)) return false;
        record_[field.field].push_back(address);
        return true;
      }
      case Shape::list:
        return read_list(record_[field.field], false);
      case Shape::static_members:
        return read_list(record_[field.field], true);
      case Shape::number:
        return read_number(ignored);
      case Shape::line:
        return read_c_int(record_.line);
      case Shape::boolean:
        return take("true") || take("false");
      case Shape::data:
        return read_data();
      case Shape::stack_names:
        return read_stack_names();
      default:
        return false;
    }
  }

  bool read_reference(std::uint64_t& address) {
    if (at_ != end_ && *at_ == '"') {
      ++at_;
      return read_hex(address) && take("\"");
    }
    address = null_address;
    return take("null");
  }

  /// Reads a list of references. The VM omits the closing bracket after the static members of a class.
  bool read_list(std::vector<std::uint64_t>& list, bool may_lack_bracket) {
    if (take("]")) return true;
    while (true) {
      if (may_lack_bracket && is_next(",\"instancemetatable\":", "\"instancemetatable\":")) return true;
      std::uint64_t address = null_address;
      if (!read_reference(address)) return false;
      list.push_back(address);
      if (at_ == end_) return false;
      const char separator = *at_++;
      if (separator == ']') return true;
      if (separator != ',') return false;
    }
  }

  /// True if the next field stands where an item should. Steps back to the comma before it.
  bool is_next(std::string_view with_comma, std::string_view without_comma) {
    const std::string_view rest(at_, left());
    if (!rest.starts_with(with_comma) && !rest.starts_with(without_comma)) return false;
    note(Defect::broken_class, at_);
    if (rest.starts_with(without_comma) && at_[-1] == ',') --at_;
    return true;
  }

  bool read_data() {
    const char* const first = at_;
    while (at_ != end_ && is_plain_character(*at_)) ++at_;
    const std::string_view text(first, static_cast<std::size_t>(at_ - first));
    if (!take("\"")) return false;
    (record_.type == types::string ? record_.data : record_.source) = text;
    return true;
  }

  /// Reads a raw name and the rest of the line. Tries each place where the name may end, from the left.
  /// `closing` is the text after the name.
  bool read_name(std::string_view closing, std::span<const LayoutField> rest) {
    const char* const first = at_;
    const Defect defect_before = defect_;
    for (const char* last = first; last != end_; ++last) {
      const bool may_end = closing.empty() ? *last == ',' || *last == '}' : *last == '"';
      if (may_end) {
        at_ = last + closing.size();
        if ((at_ != end_ && (*at_ == ',' || *at_ == '}')) && read_fields(rest)) {
          record_.name = repaired({first, static_cast<std::size_t>(last - first)});
          return true;
        }
        defect_ = defect_before;
        for (const LayoutField& field : rest) record_[field.field].clear();
      }
    }
    return false;
  }

  /// A raw name as it is, except for bytes that are not UTF-8.
  std::string_view repaired(std::string_view text) {
    if (stands_for_itself(text)) return text;
    note(Defect::raw_name, text.data());
    repaired_texts_.push_back(with_valid_characters(text));
    return repaired_texts_.back();
  }

  /// Reads `stacknames`, which is the last field and a list as long as `stack`.
  bool read_stack_names() {
    if (take("]")) return true;
    if (left() < 3 || end_[-1] != '}' || end_[-2] != ']') return false;
    const std::string_view text(at_, left() - 2);
    if (text.back() != '"' && !text.ends_with("null")) return false;
    for (const std::string_view piece : cut_stack_names(text, record_[ReferenceField::stack].size())) {
      record_.stack_names.push_back(stack_name_of(piece));
    }
    at_ = end_ - 1;
    return true;
  }

  StackName stack_name_of(std::string_view piece) {
    if (piece == "null" || piece.size() < 2) return {};
    const std::string_view text = repaired(piece.substr(1, piece.size() - 2));
    return StackName::from_text(text);
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  Record& record_;
  std::deque<std::string>& repaired_texts_;
  Defect defect_ = Defect::none;
  const char* defect_at_ = nullptr;
};

ParsedLine LineParser::parse(std::string_view line, Record& record, LoadDetail detail) {
  record.clear();
  if (!repaired_texts_.empty()) repaired_texts_.clear();
  return Attempt(line, record, repaired_texts_).parse(detail);
}

}  // namespace heapgraph::luau
