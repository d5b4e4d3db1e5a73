// SPDX-License-Identifier: MIT
// Patterns for one name, in which stars stand for any characters.
//
// What is before the first star begins the name, and what is behind the last one ends it. Between them, each
// piece between two stars is sought behind the one before, and the first occurrence is the best, since it
// leaves most of the name to the others. The search is that of D. Knuth, J. Morris and V. Pratt, "Fast
// Pattern Matching in Strings", SIAM Journal on Computing 6 (2), 1977. One that began again at each character
// would take the product of both lengths for a name such as aaaaaaaa, and neither need come from the user.
#include "tree/glob.h"

#include <utility>

namespace heapgraph {

Glob::Sought::Sought(std::string text) : text_(std::move(text)), borders_(text_.size(), 0) {
  std::size_t border = 0;
  for (std::size_t i = 1; i < text_.size(); ++i) {
    while (border > 0 && text_[i] != text_[border]) border = borders_[border - 1];
    if (text_[i] == text_[border]) ++border;
    borders_[i] = border;
  }
}

std::size_t Glob::Sought::end_in(std::string_view other) const {
  std::size_t matched = 0;
  for (std::size_t i = 0; i < other.size(); ++i) {
    while (matched > 0 && other[i] != text_[matched]) matched = borders_[matched - 1];
    if (other[i] == text_[matched]) ++matched;
    if (matched == text_.size()) return i + 1;
  }
  return std::string_view::npos;
}

void Glob::add_star() {
  if (!last_.empty()) middle_.emplace_back(std::exchange(last_, {}));
  ++stars_;
}

bool Glob::matches(std::string_view name) const {
  if (stars_ == 0) return name == first_;
  if (name.size() < first_.size() + last_.size() || !name.starts_with(first_) || !name.ends_with(last_)) {
    return false;
  }
  name = name.substr(first_.size(), name.size() - first_.size() - last_.size());
  for (const Sought& piece : middle_) {
    const std::size_t end = piece.end_in(name);
    if (end == std::string_view::npos) return false;
    name.remove_prefix(end);
  }
  return true;
}

}  // namespace heapgraph
