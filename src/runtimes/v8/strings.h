// SPDX-License-Identifier: MIT
// The strings of a snapshot, which are decoded when they are used, and what they say as names of edges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heap/names.h"
#include "heapgraph/bounds.h"
#include "runtimes/v8/json_stream.h"
#include "runtimes/v8/raw_heap.h"

namespace heapgraph::v8 {

/// Text of strings one after another, as it stands in the file.
class Strings {
 public:
  /// Consumes the list of strings. Throws an Error if it is none, or has a string of more than `most` bytes.
  void read(JsonStream& stream, std::size_t most);
  std::size_t size() const { return ends_.size(); }
  /// What stands between the quotes of a string.
  std::string_view raw(StringId string) const {
    const std::size_t begin = string == 0 ? 0 : ends_[string - 1];
    return std::string_view(pool_).substr(begin, ends_[string] - begin);
  }
  std::string text(StringId string) const { return unescaped(raw(string)); }

 private:
  std::string pool_;
  std::vector<std::size_t> ends_;
};

/// Name of an edge between a WeakMap, a key and its value: "3 / part of key (K @5) -> value (V @7) pair in
/// WeakMap (table @9)". The edge from the key has the same, with another number in front.
struct Ephemeron {
  std::uint64_t table = 0;  ///< id of the table
  std::uint64_t pair = 0;   ///< hash of all but the number in front: the same for both edges
};

/// Names that strings give to nodes and edges.
class EdgeNames {
 public:
  EdgeNames(const Strings& strings, NameTable& names, const Bounds& bounds);

  /// What stands between the quotes of a string, and the text that it means.
  std::string_view raw(StringId string) const { return strings_.raw(string); }
  std::string raw_text(StringId string) const { return strings_.text(string); }

  /// Name with the text of a string. O(text) when a string is asked for first, then O(1).
  NameId text(StringId string);
  /// Name of an element; its target sits on the node of the holder. Of very large arrays, the elements behind
  /// the first 65,536 have no name.
  NameId element(std::uint32_t index);

  /// What an internal edge of this name is: its kind and its name.
  struct Internal {
    EdgeKind kind{};
    NameId name = NameId::none;
  };
  Internal internal(StringId string);
  /// Likewise an edge of an object of the embedder to a node of this name, which is what tells it apart.
  Internal embedder_field(StringId target_name);
  /// The ephemeron of a string for which `internal` gives the kind `value_under_key`.
  const Ephemeron& ephemeron(StringId string) const;

  const NameTable& table() const { return names_; }
  NameId intern(std::string_view text);
  std::uint64_t long_names() const { return long_names_; }

 private:
  Internal make_internal(StringId string);
  Internal make_embedder_field(StringId target_name);

  const Strings& strings_;
  NameTable& names_;
  std::uint64_t most_bytes_;
  std::uint64_t long_names_ = 0;
  std::vector<NameId> texts_;        ///< by string; `none` until it is asked for
  std::vector<Internal> internals_;  ///< by string; of kind `internal` without a name until it is asked for
  std::unordered_map<StringId, Internal> embedder_fields_;
  std::vector<NameId> elements_;
  std::vector<Ephemeron> ephemerons_;        ///< in the order in which they were asked for
  std::vector<std::uint32_t> ephemeron_of_;  ///< by string: position in `ephemerons_`
};

}  // namespace heapgraph::v8
