// SPDX-License-Identifier: MIT
// Fuzz target that reads any bytes as a dump. Either it gives an `Error`, or a snapshot that keeps its
// invariants and is the same with and without threads.
#include <optional>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "fuzz/invariants.h"
#include "heapgraph/load.h"

using namespace heapgraph;
using namespace heapgraph::fuzz;

namespace {

std::optional<Snapshot> load(std::string_view text, unsigned threads) {
  LoadOptions options;
  options.threads = threads;
  try {
    return parse_snapshot(text, "fuzz", options);
  } catch (const Error& error) {
    check_error(error);
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::optional<Snapshot> snapshot = load(text, 1);
  if (!snapshot) return 0;
  check_snapshot(*snapshot);
  // Starting threads costs more than all the rest, so only some inputs are read with them.
  if (size % 16 != 0) return 0;
  const std::optional<Snapshot> parallel = load(text, 2);
  require(parallel && parallel->object_count() == snapshot->object_count(), "threads find the same objects");
  require(parallel->edge_count() == snapshot->edge_count(), "threads find the same edges");
  return 0;
}
