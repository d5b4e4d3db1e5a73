// SPDX-License-Identifier: MIT
// The error for more things than 32 bits can count.
#include "base/narrow.h"

#include <fmt/format.h>

#include "base/text.h"
#include "heapgraph/error.h"

namespace heapgraph {

void throw_too_many(std::uint64_t most, std::string_view things) {
  throw Error(fmt::format("there are more than {} {}", group_digits(most), things),
              "heapgraph can hold no more, so make a dump of a smaller heap");
}

}  // namespace heapgraph
