// SPDX-License-Identifier: MIT
// The reader of a dump as JSON in any layout, which makes records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// Thrown for valid JSON that contradicts the format of a dump. `offset` is that in the text that was
/// read.
struct Rejection {
  std::size_t offset;
  std::string problem;
  std::string advice;
};

/// Thrown for a text that is not JSON. `hint` is the message of simdjson.
struct NotJson {
  std::string hint;
};

/// The parts of a dump besides its objects.
struct DumpFrame {
  struct Root {
    std::string name;
    std::uint64_t address;
    std::size_t offset;
  };
  struct Category {
    std::uint8_t number;
    std::string name;
  };
  bool has_objects = false;
  bool has_roots = false;
  std::vector<Root> roots;
  std::vector<Category> categories;
  std::optional<std::uint64_t> declared_bytes;
};

/// Reads with simdjson's On-Demand parser, and reuses its memory from call to call.
class JsonReader {
 public:
  using TakeRecord = std::function<void(const Record&)>;

  /// Number of bytes that must be allocated after a text.
  static std::size_t padding();

  JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;
  JsonReader(JsonReader&&) = delete;
  JsonReader& operator=(JsonReader&&) = delete;
  ~JsonReader();

  /// Reads a whole dump and passes each object to `take`. `capacity` is the size of the text and of what
  /// is allocated after it. Throws `Rejection` or `NotJson`. O(text).
  DumpFrame read_dump(std::string_view text, std::size_t capacity, const TakeRecord& take);

  /// Reads one object, `"ADDRESS":{…}`, optionally followed by a comma. Throws `Rejection` or `NotJson`.
  /// O(line).
  void read_line(std::string_view line, const TakeRecord& take);

 private:
  class Reading;
  struct Parser;
  std::unique_ptr<Parser> parser_;
  Record record_;
  std::string padded_line_;
};

}  // namespace heapgraph::luau
