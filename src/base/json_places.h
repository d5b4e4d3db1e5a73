// SPDX-License-Identifier: MIT
// The places of values in a JSON text, for messages; the JSON library does not keep them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heapgraph {

/// Keys of objects and positions in lists, from the outermost value to the innermost.
using JsonPath = std::vector<std::variant<std::string, std::size_t>>;

/// Offset of the value at a path in valid JSON: an entry of an object begins at the quote of its key. If
/// the path leads nowhere, it is the offset of the innermost value on it that exists. O(text).
std::size_t offset_in_json(std::string_view text, const JsonPath& path);

/// A key that occurs twice in one object.
struct RepeatedKey {
  std::string key;
  std::size_t offset = 0;  ///< offset of its second occurrence
};

/// The first key that occurs twice in one object, which the JSON library silently accepts. `text` must be
/// valid JSON. O(text log keys).
std::optional<RepeatedKey> find_repeated_key(std::string_view text);

}  // namespace heapgraph
