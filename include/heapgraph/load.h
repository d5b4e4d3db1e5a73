// SPDX-License-Identifier: MIT
// Reading heap dumps.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/bounds.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A loaded dump, with the name that messages and reports give it.
struct Dump {
  std::string name;
  Snapshot snapshot;
};

/// How far reading is. Other threads may read the counters while it goes on.
struct Progress {
  std::atomic<std::uint64_t> bytes_read = 0;   ///< bytes read of all inputs, before unpacking
  std::atomic<std::uint64_t> bytes_total = 0;  ///< size of the inputs whose size is known, before unpacking
};

/// How much of a dump is kept in memory.
enum class LoadDetail : std::uint8_t {
  full,    ///< everything, and references that the dump does not list but its texts imply
  listed,  ///< everything that the dump lists
  /// Only the address, type, category and size of each object, which is enough for a dump that others are
  /// compared with by address.
  addresses
};

/// How dumps are read.
struct LoadOptions {
  LoadDetail detail = LoadDetail::full;
  unsigned threads = 0;          ///< 0 means one per core; the result does not depend on it
  bool strict = false;           ///< makes any damage an error
  bool distances = false;        ///< finds distances as the runtime's own tools do (`Snapshot::distances`)
  Progress* progress = nullptr;  ///< counters to raise while reading; may be null
  Bounds bounds = {};

  bool operator==(const LoadOptions&) const = default;
};

/// Reads the dump in a file or pipe; `-` is standard input. The path is UTF-8 on Windows. gzip and zstd
/// are recognised by content and unpacked.
///
/// Takes O(bytes) time. Memory holds what is kept of the dump. In the layout that the runtime itself
/// writes, one object a line, a few blocks of text come on top; a dump in another layout is held whole
/// while it is read, and may have up to 4 GB.
///
/// Damage that a runtime is known to write is repaired and counted in `Snapshot::report`. Throws an Error
/// if the input cannot be read, is not JSON, is no heap dump, or exceeds one of `options.bounds`.
HEAPGRAPH_API Snapshot load_snapshot(const std::string& path, const LoadOptions& options = {});

/// Reads dumps of one process or several, at the same time as far as there are threads. `details[i]` says
/// how much of `paths[i]` is kept (see `Plan::details`). With `options.strict` every dump is kept in full,
/// since strict reading promises to find any damage. `options.detail` is ignored. Errors are those of
/// `load_snapshot`; if several dumps fail, the error of the earliest is thrown.
HEAPGRAPH_API std::vector<Dump> load_dumps(std::span<const std::string> paths,
                                           std::span<const LoadDetail> details,
                                           const LoadOptions& options = {});

/// Reads the text of a dump that is already in memory, unpacked, as `load_snapshot` does. `name` stands for
/// the file in messages.
HEAPGRAPH_API Snapshot parse_snapshot(std::string_view text, const std::string& name,
                                      const LoadOptions& options = {});

}  // namespace heapgraph
