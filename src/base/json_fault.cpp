// SPDX-License-Identifier: MIT
// The first mistake in a text that is not JSON, and its place.
//
// The fast reader tells that something is wrong, but not what a person should look at. nlohmann/json's
// parser is slower and exact. Driven by events it keeps no values, and it does not recurse.
#include "base/json_fault.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/text.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_reason = 100;

/// Accepts every event of the parser and remembers the first error.
class FirstError : public nlohmann::json_sax<nlohmann::json> {
 public:
  struct Found {
    std::size_t offset;
    std::string message;
  };
  std::optional<Found> found;

  bool null() override { return true; }
  bool boolean(bool /*value*/) override { return true; }
  bool number_integer(number_integer_t /*value*/) override { return true; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
  bool string(string_t& /*value*/) override { return true; }
  bool binary(binary_t& /*value*/) override { return true; }
  bool start_object(std::size_t /*elements*/) override { return true; }
  bool key(string_t& /*value*/) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t /*elements*/) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    found = {position, error.what()};
    return false;
  }
};

/// Collects the keys of the outermost object as well.
class OutermostKeys : public FirstError {
 public:
  std::vector<std::string> keys;
  std::size_t deepest = 0;

  bool start_object(std::size_t /*elements*/) override { return enter(); }
  bool start_array(std::size_t /*elements*/) override { return enter(); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool key(string_t& value) override {
    constexpr std::size_t most_keys = 100;
    if (depth_ == 1 && keys.size() < most_keys) keys.push_back(value);
    return true;
  }

 private:
  bool enter() {
    ++depth_;
    deepest = std::max(deepest, depth_);
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }

  std::size_t depth_ = 0;
};

/// "[json.exception.parse_error.101] parse error at line 1, column 2: REASON" -> "REASON"
std::string_view reason_in(std::string_view message) {
  const auto drop_through = [&](std::string_view end) {
    const std::size_t found = message.find(end);
    if (found != std::string_view::npos) message.remove_prefix(found + end.size());
  };
  drop_through("] ");
  if (message.starts_with("parse error")) drop_through(": ");
  return message;
}

}  // namespace

FilePlace place_of(const TextOfFile& source, std::size_t offset) {
  const std::string_view before = source.text.substr(0, std::min(offset, source.text.size()));
  const auto breaks = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0, the beginning of the first line
  return {source.file, source.first_line + breaks, before.size() - line_begin + 1};
}

namespace {

/// The first mistake that a parser found, or a NUL byte before it.
std::optional<JsonFault> fault_of(std::string_view text, const std::optional<FirstError::Found>& found) {
  // nlohmann/json takes a NUL byte for the end of the text.
  const std::size_t nul = text.find('\0');
  if (nul != std::string_view::npos && (!found || found->offset > nul)) return JsonFault{nul, "a NUL byte"};
  if (!found) return std::nullopt;
  // The position of nlohmann/json is just past the wrong byte.
  const std::size_t offset = found->offset == 0 ? 0 : found->offset - 1;
  return JsonFault{std::min(offset, text.size()),
                   shorten_in_the_middle(escape_unprintable(reason_in(found->message)), longest_reason)};
}

}  // namespace

std::optional<JsonFault> find_fault(std::string_view text) {
  FirstError sax;
  nlohmann::json::sax_parse(text.begin(), text.end(), &sax);
  return fault_of(text, sax.found);
}

JsonBeginning look_at_beginning(std::string_view beginning) {
  OutermostKeys sax;
  nlohmann::json::sax_parse(beginning.begin(), beginning.end(), &sax);
  JsonBeginning result = {fault_of(beginning, sax.found), sax.deepest, std::move(sax.keys)};
  constexpr std::size_t longest_character = 4;
  const bool is_cut = result.fault && result.fault->offset + longest_character >= beginning.size();
  if (is_cut) result.fault.reset();
  return result;
}

bool is_json(std::string_view text) {
  return text.find('\0') == std::string_view::npos && nlohmann::json::accept(text.begin(), text.end());
}

}  // namespace heapgraph
