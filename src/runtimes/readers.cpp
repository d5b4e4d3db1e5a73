// SPDX-License-Identifier: MIT
// The table of runtimes whose dumps can be read.
#include "runtimes/readers.h"

#include <algorithm>
#include <array>

#include "runtimes/luau/reader.h"
#include "runtimes/luau/vocabulary.h"
#include "runtimes/v8/reader.h"
#include "runtimes/v8/vocabulary.h"

namespace heapgraph {

std::span<const Reader> readers() {
  static const std::array table = {Reader{"luau", luau::vocabulary().get(), luau::recognises, luau::read},
                                   Reader{"v8", v8::vocabulary().get(), v8::recognises, v8::read}};
  return table;
}

const Reader& reader_for(std::string_view head, std::span<const Reader> readers) {
  const auto found = std::find_if(readers.begin(), readers.end(),
                                  [&](const Reader& reader) { return reader.recognises(head); });
  return found != readers.end() ? *found : readers.front();
}

}  // namespace heapgraph
