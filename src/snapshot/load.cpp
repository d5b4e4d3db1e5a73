// SPDX-License-Identifier: MIT
// A file -> a Snapshot.
#include "heapgraph/load.h"

#include "base/files.h"
#include "snapshot/builder.h"
#include "snapshot/reader.h"

namespace heapgraph {
namespace {

Snapshot build(const Bytes& bytes, const std::string& name) {
  SnapshotBuilder builder;
  read_dump(bytes, name, builder);
  return builder.finish();
}

}  // namespace

Snapshot load_snapshot(const std::string& path) {
  return build(read_input(path, reader_padding()), input_name(path));
}

Snapshot parse_snapshot(std::string_view text, const std::string& name) {
  std::string padded(text);
  padded.resize(text.size() + reader_padding());
  return build({std::move(padded), text.size()}, name);
}

}  // namespace heapgraph
