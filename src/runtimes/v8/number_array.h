// SPDX-License-Identifier: MIT
// Arrays of numbers that are parsed in parallel, part after part.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>

#include "base/scheduler.h"
#include "runtimes/v8/json_stream.h"
#include "runtimes/v8/number_parser.h"

namespace heapgraph::v8 {

/// Thrown for a number that makes no sense where it stands.
class WrongNumber : public std::runtime_error {
 public:
  WrongNumber(std::size_t position, const std::string& problem)
      : std::runtime_error(problem), position_(position) {}
  std::size_t position() const { return position_; }  ///< position of the number in its part

 private:
  std::size_t position_;
};

/// Consumes an array of numbers and gives its parts to `take`, in their order. The thread that calls reads,
/// while others parse what was read. `take` may throw a `WrongNumber`, which becomes an Error with its place.
void read_numbers(JsonStream& stream, Scheduler& scheduler, const std::function<void(const Numbers&)>& take);

}  // namespace heapgraph::v8
