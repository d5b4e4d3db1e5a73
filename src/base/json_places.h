// SPDX-License-Identifier: MIT
// Where in a JSON text a value is, for messages about it: the library that reads it does not keep that.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heapgraph {

/// Keys and positions from the outermost value down.
using JsonPath = std::vector<std::variant<std::string, std::size_t>>;

/// The byte at which the element begins: a key of an object at its quote. `text` is valid JSON that has it;
/// the beginning of the innermost value that is there if it has not. O(text).
std::size_t offset_in_json(std::string_view text, const JsonPath& path);

struct RepeatedKey {
  std::string key;
  std::size_t offset = 0;  ///< where it stands again
};

/// The first key that stands twice in one object, which the library takes silently. `text` is valid JSON.
/// O(text log keys).
std::optional<RepeatedKey> find_repeated_key(std::string_view text);

}  // namespace heapgraph
