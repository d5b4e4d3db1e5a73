// SPDX-License-Identifier: MIT
// Generalisation of names that differ only in ids.
//
// The entries of a dictionary are named by its keys, and keys are often made of a word and an id. A name
// is cut into words of letters and digits. A word that is a hexadecimal number is an id as a whole. In
// any other word the runs of digits are ids. Which characters an id happens to have must not matter:
// random hexadecimal digits may all be decimal, or nearly all be letters.
#include "tree/name_pattern.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace heapgraph {
namespace {

constexpr std::size_t long_number = 4;  // digits from which a number is a long id
/// Digits from which a word of hexadecimal digits is a number, and those from which it need not have a
/// decimal digit. Hardly an English word is made of so many letters from a to f.
constexpr std::size_t short_hexadecimal = 6;
constexpr std::size_t sure_hexadecimal = 8;
/// Length from which a word in which letters and digits alternate is an id, and the fewest changes from
/// one to the other.
constexpr std::size_t random_word = 16;
constexpr std::size_t changes_of_random_word = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hexadecimal_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_in_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

template <class Is>
std::size_t end_of_run(std::string_view text, std::size_t begin, const Is& is) {
  while (begin < text.size() && is(text[begin])) ++begin;
  return begin;
}

/// Length of the UUID with which a text begins, or 0.
std::size_t length_of_uuid(std::string_view text) {
  constexpr std::array<std::size_t, 5> groups = {8, 4, 4, 4, 12};
  std::size_t at = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0 && (at == text.size() || text[at++] != '-')) return 0;
    const std::size_t end = end_of_run(text, at, is_hexadecimal_digit);
    if (end - at != groups[i]) return 0;
    at = end;
  }
  return at == text.size() || !is_in_word(text[at]) ? at : 0;
}

/// True if a word is an id as a whole.
bool is_id(std::string_view word) {
  const bool has_digit = std::any_of(word.begin(), word.end(), is_digit);
  if (std::all_of(word.begin(), word.end(), is_hexadecimal_digit)) {
    return word.size() >= (has_digit ? short_hexadecimal : sure_hexadecimal);
  }
  if (word.size() < random_word) return false;
  std::size_t changes = 0;
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (is_digit(word[i]) != is_digit(word[i - 1])) ++changes;
  }
  return changes >= changes_of_random_word;
}

class Generalisation {
 public:
  explicit Generalisation(std::string_view name) : name_(name) {
    constexpr std::size_t longest = 256;  // a longer name is data, or code
    if (name.size() > longest || is_place_in_source(name)) return;
    while (at_ < name_.size()) {
      if (!is_in_word(name_[at_])) {
        pattern_ += name_[at_++];
      } else if (const std::size_t uuid = length_of_uuid(name_.substr(at_)); uuid != 0) {
        add_id(at_ + uuid, true);
      } else {
        add_word();
      }
    }
  }

  bool has_id() const { return has_id_; }
  bool has_long_id() const { return has_long_id_; }
  std::string take() { return std::move(pattern_); }

 private:
  void add_id(std::size_t end, bool is_long) {
    pattern_ += '*';
    has_id_ = true;
    has_long_id_ = has_long_id_ || is_long;
    at_ = end;
  }

  void add_word() {
    const std::size_t end = end_of_run(name_, at_, is_in_word);
    const std::string_view word = name_.substr(at_, end - at_);
    const bool has_prefix = word.size() > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X') &&
                            end_of_run(word, 2, is_hexadecimal_digit) == word.size();
    const bool is_number = std::all_of(word.begin(), word.end(), is_digit);
    if (has_prefix || (is_id(word) && !is_number)) {
      add_id(end, true);
    } else {
      while (at_ < end) {
        if (is_digit(name_[at_])) {
          add_number();
        } else {
          pattern_ += name_[at_++];
        }
      }
    }
  }

  /// Adds a number with its sign and fraction. A minus that follows a word is a hyphen.
  void add_number() {
    const bool is_negative =
        at_ > 0 && name_[at_ - 1] == '-' && (at_ == 1 || !is_in_word(name_[at_ - 2])) && !pattern_.empty();
    if (is_negative) pattern_.pop_back();
    std::size_t end = end_of_run(name_, at_, is_digit);
    const std::size_t digits = end - at_;
    if (end + 1 < name_.size() && name_[end] == '.' && is_digit(name_[end + 1])) {
      end = end_of_run(name_, end + 1, is_digit);
    }
    add_id(end, digits >= long_number);
  }

  std::string_view name_;
  std::size_t at_ = 0;
  std::string pattern_;
  bool has_id_ = false;
  bool has_long_id_ = false;
};

}  // namespace

bool is_place_in_source(std::string_view name) {
  const std::size_t sign_of_file = name.find_first_of("./\\=@");
  for (std::size_t colon = name.find(':'); colon != std::string_view::npos;
       colon = name.find(':', colon + 1)) {
    const std::size_t end = end_of_run(name, colon + 1, is_digit);
    if (end == colon + 1) continue;
    if (end < name.size() && name[end] == ':') return true;
    const bool is_at_end = end == name.size() || !is_in_word(name[end]);
    if (is_at_end && sign_of_file < colon) return true;
  }
  return false;
}

std::optional<std::string> generalised_name(std::string_view name) {
  Generalisation general(name);
  if (!general.has_id()) return std::nullopt;
  return general.take();
}

bool has_long_id(std::string_view name) {
  return Generalisation(name).has_long_id();
}

}  // namespace heapgraph
