// SPDX-License-Identifier: MIT
// Patterns for one name, in which stars stand for any characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace heapgraph {

/// A pattern for one name. It is made from left to right, of characters and stars.
class Glob {
 public:
  void add(char character) { (stars_ == 0 ? first_ : last_) += character; }
  void add_star();

  /// Number of stars, those side by side included.
  std::size_t stars() const { return stars_; }
  bool has_only_stars() const { return stars_ > 0 && first_.empty() && middle_.empty() && last_.empty(); }

  /// The characters before the first star.
  const std::string& beginning() const { return first_; }

  /// O(length of the name), whatever the pattern is.
  bool matches(std::string_view name) const;

 private:
  /// A text that is sought in others.
  class Sought {
   public:
    /// The text must not be empty. O(length).
    explicit Sought(std::string text);

    /// Position just past the first occurrence in another text; npos if there is none. O(that position, or
    /// the length).
    std::size_t end_in(std::string_view other) const;

   private:
    std::string text_;
    /// Prefix function: for each position the length of the longest proper prefix of the text up to there
    /// that also ends there.
    std::vector<std::size_t> borders_;
  };

  std::string first_;           ///< before the first star
  std::vector<Sought> middle_;  ///< between stars, as far as there is something
  std::string last_;            ///< behind the last star
  std::size_t stars_ = 0;
};

}  // namespace heapgraph
