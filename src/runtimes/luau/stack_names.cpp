// SPDX-License-Identifier: MIT
// The names of stack slots, which the VM writes without escapes.
#include "runtimes/luau/stack_names.h"

namespace heapgraph::luau {
namespace {

bool is_identifier(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text) {
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!is_letter) return false;
  }
  return true;
}

bool can_stand_alone(std::string_view piece) {
  if (piece == "null") return true;
  const bool is_quoted = piece.size() >= 2 && piece.front() == '"' && piece.back() == '"';
  if (!is_quoted) return false;
  const std::string_view text = piece.substr(1, piece.size() - 2);
  return text.starts_with("frame:") || is_identifier(text);
}

/// Cuts at each comma between the end of an item (a quote, or null) and the beginning of the next.
void cut_at_separators(std::string_view text, std::vector<std::string_view>& pieces) {
  pieces.clear();
  std::size_t begin = 0;
  for (std::size_t comma = text.find(','); comma != std::string_view::npos;
       comma = text.find(',', comma + 1)) {
    const std::string_view piece = text.substr(begin, comma - begin);
    const bool ends_item =
        piece == "null" || (piece.size() >= 2 && piece.front() == '"' && piece.back() == '"');
    const std::string_view rest = text.substr(comma + 1);
    const bool begins_item = rest.starts_with('"') || rest == "null" || rest.starts_with("null,");
    if (!ends_item || !begins_item) continue;
    pieces.push_back(piece);
    begin = comma + 1;
  }
  pieces.push_back(text.substr(begin));
}

/// Joins pieces that cannot stand alone to the piece before, until `expected` pieces are left.
void join_surplus(std::vector<std::string_view>& pieces, std::size_t expected) {
  std::size_t surplus = pieces.size() > expected ? pieces.size() - expected : 0;
  std::size_t kept = 0;
  for (const std::string_view piece : pieces) {
    if (surplus != 0 && kept != 0 && !can_stand_alone(piece)) {
      std::string_view& before = pieces[kept - 1];
      before = {before.data(), static_cast<std::size_t>(piece.data() + piece.size() - before.data())};
      --surplus;
    } else {
      pieces[kept++] = piece;
    }
  }
  pieces.resize(kept);
}

}  // namespace

std::vector<std::string_view> cut_stack_names(std::string_view text, std::size_t expected) {
  std::vector<std::string_view> pieces;
  cut_at_separators(text, pieces);
  join_surplus(pieces, expected);
  return pieces;
}

}  // namespace heapgraph::luau
