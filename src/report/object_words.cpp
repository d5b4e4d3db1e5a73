// SPDX-License-Identifier: MIT
// Objects and places in source code in words.
#include "report/object_words.h"

#include <fmt/format.h>

#include "base/text.h"

namespace heapgraph {
namespace {

/// Limit for the name, the text or the source of an object in a line about it.
constexpr std::size_t longest_text = 60;  // in character cells

}  // namespace

std::string place_in_words(std::string_view source, std::uint32_t line) {
  return fmt::format("{}:{}", escape_unprintable(source), line);
}

std::string object_in_words(const ObjectFacts& object) {
  std::string words = object.type;
  const std::string name = shorten_printable(object.name, longest_text);
  if (object.form == ObjectForm::text) return words + fmt::format(" \"{}\"", name);
  const bool is_code = object.form == ObjectForm::code;
  if (!name.empty() || is_code) words += " " + (name.empty() ? "anonymous" : name);
  if (object.source.empty()) return words;
  const std::string source = shorten_printable(object.source, longest_text);
  const std::string place = fmt::format("{}:{}", source, object.line);
  return words + (is_code ? fmt::format(" ({})", place) : " at " + place);
}

}  // namespace heapgraph
