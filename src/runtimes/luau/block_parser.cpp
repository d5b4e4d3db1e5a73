// SPDX-License-Identifier: MIT
// The parser of a block of lines in Luau's own layout.
#include "runtimes/luau/block_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/json_fault.h"
#include "runtimes/luau/add_record.h"

namespace heapgraph::luau {
namespace {

/// A line without the comma and the carriage return at its end.
std::string_view member_of(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.ends_with(',')) line.remove_suffix(1);
  return line;
}

/// Number of unreadable lines in a block from which on a line is checked before it is read.
constexpr std::uint64_t most_thrown = 16;

/// True if a line begins with the address of an object and its type, as Luau writes them.
bool begins_like_object(std::string_view line) {
  constexpr std::size_t longest_address = 18;
  const std::size_t end = line.find('"', 1);
  return line.starts_with('"') && end != std::string_view::npos && end <= longest_address + 1 &&
         line.substr(end).starts_with("\":{\"type\":\"");
}

/// True if a line may begin with the key of a member, which costs nothing to see.
bool has_key(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t\r"), line.size());
  if (!line.substr(begin).starts_with('"')) return false;
  const std::size_t end = line.find('"', begin + 1);
  return end != std::string_view::npos && line.find(':', end) != std::string_view::npos;
}

/// Most lines that are joined to an unreadable line, because a raw name may hold line breaks.
constexpr int most_joined_lines = 8;

}  // namespace

/// The state of parsing one block.
class BlockParser::Pass {
 public:
  Pass(std::string_view text, LoadDetail detail, BlockParser& parser, ParsedBlock& result)
      : text_(text),
        detail_(detail),
        lines_(parser.lines_),
        json_(parser.json_),
        record_(parser.record_),
        result_(result) {}

  void parse() {
    std::size_t begin = 0;
    while (begin < text_.size() && !result_.wrong) {
      if (text_[begin] == '}') {
        result_.tail = begin;
        return;
      }
      begin = parse_line(begin);
    }
  }

 private:
  std::size_t end_of_line(std::size_t begin) const { return std::min(text_.find('\n', begin), text_.size()); }

  /// Parses a line and returns the beginning of the next.
  std::size_t parse_line(std::size_t begin) {
    const std::size_t end = end_of_line(begin);
    const std::string_view line = member_of(text_.substr(begin, end - begin));
    std::size_t next = end;
    if (!line.empty() && !parse_as_luau(line) && !parse_as_json(line)) {
      next = parse_joined(begin, end);
    }
    if (next == text_.size()) return next;
    ++result_.lines;
    return next + 1;
  }

  bool parse_as_luau(std::string_view line) {
    const ParsedLine parsed = lines_.parse(line, record_, detail_);
    if (parsed.kind == ParsedLine::Kind::unknown) return false;
    if (parsed.defect != Defect::none) note(parsed.defect, parsed.defect_offset);
    if (parsed.kind == ParsedLine::Kind::object) add_record(result_.objects, record_, detail_);
    ++result_.good_lines;
    return true;
  }

  bool parse_as_json(std::string_view line) {
    // An exception for each of very many wrong lines would take too long.
    const bool may_throw_often = result_.damage.unreadable_lines >= most_thrown;
    if (may_throw_often && (!has_key(line) || !is_json(fmt::format("{{{}}}", line)))) return false;
    try {
      json_.read_line(line, [&](const Record& record) { add_record(result_.objects, record, detail_); });
    } catch (const NotJson&) {
      return false;
    } catch (const Rejection& rejection) {
      result_.wrong = {result_.lines, rejection.offset + 1, rejection.problem, rejection.advice};
    }
    ++result_.good_lines;
    return true;
  }

  /// Joins the following lines to an unreadable one, until the result can be parsed or a line begins an
  /// object. Returns the end of the last line that was used.
  std::size_t parse_joined(std::size_t begin, std::size_t end) {
    std::size_t last = end;
    const bool begins_object = begins_like_object(text_.substr(begin, end - begin));
    for (int joined = 0; begins_object && joined < most_joined_lines && last + 1 < text_.size(); ++joined) {
      const std::string_view rest = text_.substr(last + 1);
      if (rest.starts_with("\"0x") || rest.starts_with("\"0\":") || rest.starts_with("},\"")) break;
      last = end_of_line(last + 1);
      if (!parse_as_luau(member_of(text_.substr(begin, last - begin)))) continue;
      result_.lines += static_cast<std::uint64_t>(joined) + 1;
      return last;
    }
    ++result_.damage.unreadable_lines;
    if (result_.damage.first_column == 0) note_unreadable(text_.substr(begin, end - begin));
    return end;
  }

  void note(Defect defect, std::size_t offset) {
    switch (defect) {
      case Defect::raw_name:
        ++result_.damage.raw_names;
        note_place(offset, "a name written raw");
        break;
      case Defect::broken_class:
        ++result_.damage.broken_classes;
        note_place(offset, "a class written without quotes or bracket");
        break;
      case Defect::missing_value:
        ++result_.damage.missing_values;
        note_place(offset, "an object without a value");
        break;
      case Defect::none:
        break;
    }
  }

  void note_unreadable(std::string_view line) {
    std::string member = "{";
    member += line;
    member += '}';
    const std::optional<JsonFault> fault = find_fault(member);
    const std::size_t offset = fault && fault->offset != 0 ? fault->offset - 1 : 0;
    note_place(std::min(offset, line.size()),
               fault ? fmt::format("not JSON: {}", fault->reason) : "cannot be read");
  }

  void note_place(std::size_t offset, std::string problem) {
    if (result_.damage.first_column != 0) return;
    result_.damage.first_line = result_.lines;
    result_.damage.first_column = offset + 1;
    result_.damage.first_problem = std::move(problem);
  }

  std::string_view text_;
  LoadDetail detail_;
  LineParser& lines_;
  JsonReader& json_;
  Record& record_;
  ParsedBlock& result_;
};

void ParsedBlock::clear() {
  objects.clear();
  lines = 0;
  good_lines = 0;
  damage = {};
  tail.reset();
  wrong.reset();
}

void BlockParser::parse(std::string_view text, LoadDetail detail, ParsedBlock& result) {
  result.clear();
  Pass(text, detail, *this, result).parse();
}

}  // namespace heapgraph::luau
