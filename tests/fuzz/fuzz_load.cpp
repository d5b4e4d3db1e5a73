// SPDX-License-Identifier: MIT
// Fuzz target that reads any bytes as a dump. Either it gives an `Error`, or a snapshot that keeps its
// invariants and is the same with and without threads.
#include <cstdlib>
#include <optional>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "heap/names.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::optional<Snapshot> load(std::string_view text, unsigned threads) {
  LoadOptions options;
  options.threads = threads;
  try {
    return parse_snapshot(text, "fuzz", options);
  } catch (const Error& error) {
    require(std::string_view(error.what()).find('\n') == std::string_view::npos);
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::optional<Snapshot> snapshot = load(text, 1);
  if (!snapshot) return 0;
  require(!snapshot->roots().empty());
  for (const Root& root : snapshot->roots()) require(index(root.object) < snapshot->object_count());
  for (std::size_t i = 0; i < snapshot->object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    require(snapshot->find(snapshot->identifier(id)) == id);
    for (const Edge edge : snapshot->edges(id)) {
      require(edge.target == ObjectId::none || index(edge.target) < snapshot->object_count());
      const NameId own = snapshot->own_name(edge.name);
      require(own == NameId::none || index(own) < snapshot->names()->size());
      for (const NameId part : snapshot->names()->path_of(edge.name)) {
        require(index(part) < snapshot->names()->size());
      }
    }
  }
  // Starting threads costs more than all the rest, so only some inputs are read with them.
  if (size % 16 != 0) return 0;
  const std::optional<Snapshot> parallel = load(text, 2);
  require(parallel && parallel->object_count() == snapshot->object_count());
  require(parallel->edge_count() == snapshot->edge_count());
  return 0;
}
