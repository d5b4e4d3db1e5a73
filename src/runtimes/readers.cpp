// SPDX-License-Identifier: MIT
// The table of runtimes whose dumps can be read.
#include "runtimes/readers.h"

#include <algorithm>
#include <array>

#include "runtimes/luau/reader.h"
#include "runtimes/luau/vocabulary.h"

namespace heapgraph {

std::span<const Reader> readers() {
  static const std::array table = {Reader{"luau", luau::vocabulary().get(), luau::recognises, luau::read}};
  return table;
}

const Reader& reader_for(std::string_view head, std::span<const Reader> readers) {
  const auto found = std::find_if(readers.begin(), readers.end(),
                                  [&](const Reader& reader) { return reader.recognises(head); });
  return found != readers.end() ? *found : readers.front();
}

}  // namespace heapgraph
