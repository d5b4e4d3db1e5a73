// SPDX-License-Identifier: MIT
// Look-ups in a vocabulary, and identifiers as users write them.
#include "heap/vocabulary.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace heapgraph {

TypeId Vocabulary::type_named(std::string_view name) const {
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i].name == name) return static_cast<TypeId>(i);
  }
  return unknown;
}

const Grouping* Vocabulary::grouping(std::string_view key) const {
  for (const Grouping& grouping : groupings) {
    if (grouping.key == key) return &grouping;
  }
  return nullptr;
}

std::string identifier_text(const Vocabulary& vocabulary, std::uint64_t identifier) {
  return vocabulary.identifiers == Identifiers::addresses ? fmt::format("0x{:x}", identifier)
                                                          : fmt::format("@{}", identifier);
}

std::optional<std::uint64_t> parse_identifier(const Vocabulary& vocabulary, std::string_view text) {
  int base = 16;
  if (vocabulary.identifiers == Identifiers::numbers) {
    if (!text.starts_with('@')) return std::nullopt;
    text.remove_prefix(1);
    base = 10;
  } else {
    constexpr std::size_t digits_on_windows = 16;
    const bool has_prefix = text.starts_with("0x") || text.starts_with("0X");
    if (has_prefix) text.remove_prefix(2);
    if (!has_prefix && text.size() != digits_on_windows) return std::nullopt;
  }
  std::uint64_t identifier = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), identifier, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return identifier;
}

}  // namespace heapgraph
