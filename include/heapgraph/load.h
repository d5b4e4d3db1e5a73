// SPDX-License-Identifier: MIT
// Reading heap dumps.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/progress.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A dump that was read, under the name that messages and reports give it.
struct Dump {
  std::string name;
  Snapshot snapshot;
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

/// Reads two dumps at the same time; of OLD only what `old_detail` says. An error in OLD is reported first.
HEAPGRAPH_API std::pair<Snapshot, Snapshot> load_pair(const std::string& old_path,
                                                      const std::string& new_path, LoadDetail old_detail,
                                                      const LoadOptions& options = {});

/// Reads several dumps at the same time, all in full. An error in an earlier one is reported first.
HEAPGRAPH_API std::vector<Snapshot> load_all(const std::vector<std::string>& paths,
                                             const LoadOptions& options = {});

/// Reads a dump that is already in memory; `name` stands for the file in messages.
HEAPGRAPH_API Snapshot parse_snapshot(std::string_view text, const std::string& name,
                                      const LoadOptions& options = {});

}  // namespace heapgraph
