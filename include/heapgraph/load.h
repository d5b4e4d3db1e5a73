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
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A dump that was read, under the name that messages and reports give it.
struct Dump {
  std::string name;
  Snapshot snapshot;
};

/// How far reading is: counters that may be read while other threads raise them.
struct Progress {
  std::atomic<std::uint64_t> bytes_read = 0;   ///< of all inputs, as they lie on the disk
  std::atomic<std::uint64_t> bytes_total = 0;  ///< of the inputs whose size is known
};

/// How much of a dump is kept.
enum class LoadDetail : std::uint8_t {
  full,
  addresses  ///< objects with their address, type, category and size: all that a dump to compare with is
             ///< asked for
};

struct LoadOptions {
  LoadDetail detail = LoadDetail::full;
  unsigned threads = 0;  ///< that read at the same time; 0: one a core. The result is always the same.
  bool strict = false;   ///< any damage is an error
  Progress* progress = nullptr;  ///< is told how far reading is; may be null

  bool operator==(const LoadOptions&) const = default;
};

/// Reads the dump in a file or pipe, whose name is UTF-8 on Windows; `-` is standard input. gzip and zstd are
/// unpacked, whatever the name. O(bytes) time; memory for what is kept, and for a few blocks of the text if
/// it has Luau's own layout, one object a line. A dump in another layout is held whole while it is read, and
/// may have up to 4 GB. Damage that the VM itself is known to write is repaired and counted in the snapshot's
/// report. Throws `Error` if the dump cannot be read, is not JSON, or is not a Luau heap dump.
HEAPGRAPH_API Snapshot load_snapshot(const std::string& path, const LoadOptions& options = {});

/// Reads several dumps of one process or more, at the same time as far as there are threads: of each as much
/// as `details` says (`Plan::details`), but all in full if `options.strict`, which promises to find any
/// damage. `options.detail` means nothing here. An error in an earlier dump is reported first.
HEAPGRAPH_API std::vector<Dump> load_dumps(std::span<const std::string> paths,
                                           std::span<const LoadDetail> details,
                                           const LoadOptions& options = {});

/// Reads a dump that is already in memory; `name` stands for the file in messages.
HEAPGRAPH_API Snapshot parse_snapshot(std::string_view text, const std::string& name,
                                      const LoadOptions& options = {});

}  // namespace heapgraph
