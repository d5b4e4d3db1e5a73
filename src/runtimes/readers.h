// SPDX-License-Identifier: MIT
// The table of runtimes whose dumps can be read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/input.h"
#include "base/scheduler.h"
#include "heap/vocabulary.h"
#include "heapgraph/load.h"

namespace heapgraph {

/// The text of a dump and its name in messages.
struct Source {
  Input& input;
  std::string name;
  std::uint64_t size = 0;  ///< size of the input in bytes, before unpacking; 0 if unknown
};

/// A runtime whose dumps can be read.
struct Reader {
  std::string_view name;
  /// Vocabulary that options and budgets may use before a dump is read.
  const Vocabulary* vocabulary;
  /// True if a text that begins like this is a dump of the runtime.
  bool (*recognises)(std::string_view head);
  /// Reads a dump. Throws an Error if it cannot be read.
  Snapshot (*read)(Source& source, const LoadOptions& options, Scheduler& scheduler);
};

/// Bytes of a text that `recognises` gets, or the whole of a shorter text.
inline constexpr std::size_t head_size = 4096;

/// All readers. The first one also reads what none recognises, and explains what is wrong with it.
std::span<const Reader> readers();

/// The first reader that recognises a text, or the first of all.
const Reader& reader_for(std::string_view head, std::span<const Reader> readers);

}  // namespace heapgraph
