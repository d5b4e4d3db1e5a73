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

/// The text of a dump, and what messages call it.
struct Source {
  Input& input;
  std::string name;
  std::uint64_t size = 0;  ///< of the text; 0 if it is not known
};

struct Reader {
  std::string_view name;
  /// What options and budgets may name before a dump is read.
  const Vocabulary* vocabulary;
  /// Whether the beginning of a text is that of such a dump.
  bool (*recognises)(std::string_view head);
  Snapshot (*read)(Source& source, const LoadOptions& options, Scheduler& scheduler);
};

/// How much of a text `recognises` is shown, if there is so much.
inline constexpr std::size_t head_size = 4096;

/// The first one also reads what none recognises, and explains what is wrong with it.
std::span<const Reader> readers();

const Reader& reader_for(std::string_view head, std::span<const Reader> readers);

}  // namespace heapgraph
