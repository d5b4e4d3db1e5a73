// SPDX-License-Identifier: MIT
// The JSON of a dump, in any layout -> records.
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

/// Valid JSON that says what no dump can say. The offset is in the text that was read.
struct Rejection {
  std::size_t offset;
  std::string problem;
  std::string advice;
};

/// The text is not JSON: `hint` is what simdjson says of it.
struct NotJson {
  std::string hint;
};

/// What a dump says besides its objects.
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

/// Reads with simdjson's On-Demand parser. Keeps its memory from call to call.
class JsonReader {
 public:
  using TakeRecord = std::function<void(const Record&)>;

  /// How many bytes must be allocated behind a text.
  static std::size_t padding();

  JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;
  JsonReader(JsonReader&&) = delete;
  JsonReader& operator=(JsonReader&&) = delete;
  ~JsonReader();

  /// A whole dump; `capacity` counts the text and what is allocated behind it. Throws `Rejection` or
  /// `NotJson`.
  DumpFrame read_dump(std::string_view text, std::size_t capacity, const TakeRecord& take);

  /// One `"ADDRESS":{…}`; a comma at its end is optional. Throws `Rejection` or `NotJson`.
  void read_line(std::string_view line, const TakeRecord& take);

 private:
  class Reading;
  struct Parser;
  std::unique_ptr<Parser> parser_;
  Record record_;
  std::string padded_line_;
};

}  // namespace heapgraph::luau
