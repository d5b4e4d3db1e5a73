// SPDX-License-Identifier: MIT
// What exactly is wrong with a text that is not JSON, and where.
//
// The fast reader knows that something is wrong, but not what a person should look at. nlohmann/json's parser
// is slower and exact, and keeps no values when it is driven by events; it does not recurse either.
#include "snapshot/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_reason = 100;

/// Accepts every event and remembers the first error.
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

FilePlace place_of(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  return {file, lines + 1, before.size() - line_begin + 1};
}

Error diagnose(std::string_view text, const std::string& file, const std::string& hint) {
  FirstError sax;
  nlohmann::json::sax_parse(text.begin(), text.end(), &sax);
  if (!sax.found) {
    return {FilePlace{file}, fmt::format("cannot be read as JSON: {}", hint),
            "if another program wrote or changed this file, use the one that Luau wrote"};
  }
  // nlohmann/json counts the byte at fault as read.
  const std::size_t offset = sax.found->offset == 0 ? 0 : sax.found->offset - 1;
  const FilePlace place = place_of(text, offset, file);
  if (offset >= text.size()) {
    return {place, "the dump ends here, in the middle",
            "it was cut short (full disk, killed process, incomplete copy): make it again"};
  }
  const std::string reason = shorten_in_the_middle(visible(reason_in(sax.found->message)), longest_reason);
  return {place, fmt::format("not JSON: {}", reason),
          "check that this file is a Luau heap dump and was not changed"};
}

bool is_json(std::string_view text) {
  return nlohmann::json::accept(text.begin(), text.end());
}

}  // namespace heapgraph
