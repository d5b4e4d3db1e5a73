// SPDX-License-Identifier: MIT
// Files of every size and packing, read by any number of threads, give the same snapshot.
#include "heapgraph/load.h"

#include <cstdio>
#include <fstream>

#include "base/platform.h"
#include "heap/names.h"
#include "heapgraph/error.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/packed.h"

using namespace heapgraph;
using namespace heapgraph::test;
namespace fs = std::filesystem;

namespace {

class TemporaryFile {
 public:
  TemporaryFile(std::string_view name, const std::string& bytes)
      : path_(scratch_path("größe-日本" + std::string(name))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() { fs::remove(path_); }
  std::string path() const { return utf8_name(path_); }

 private:
  fs::path path_;
};

/// Several blocks of the reader's, with every kind of edge, repeated names, threads and some defects.
std::string large_dump(std::size_t tables) {
  Heap heap;
  const Ref name = heap.string("name");
  std::vector<Ref> all;
  for (std::size_t i = 0; i < tables; ++i) {
    const Ref value = heap.string("value " + std::to_string(i % 1000));
    const Ref thread = heap.object(
        "thread", {list("stack", {value, value}), stack_names({"frame:f" + std::to_string(i % 7), "x"})});
    all.push_back(heap.table({{name, value}, {thread, nil}, {nil, Ref{0xdead}}}, {thread}));
  }
  heap.root("all", heap.table({}, all)).name_category(0, "Default");
  return heap.dump();
}

/// All that a snapshot says, as text.
std::string description(const Snapshot& snapshot) {
  std::string text;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    text += std::to_string(snapshot.identifier(id)) + ' ' + std::string(snapshot.text(snapshot.label(id)));
    for (const Edge edge : snapshot.edges(id)) {
      text += ' ' + std::to_string(index(edge.target)) + ':' + std::to_string(static_cast<int>(edge.kind)) +
              ':' + std::string(snapshot.text(edge.name));
      for (const NameId part : snapshot.names()->path_of(edge.name)) {
        text += '/' + std::string(snapshot.text(part));
      }
    }
    text += '\n';
  }
  return text + std::to_string(snapshot.report().dangling);
}

/// Message of the error with which it cannot be loaded, without the path.
std::string error_in(const std::string& path) {
  return load_error(path).substr(path.size());
}

}  // namespace

TEST_CASE("any number of threads gives the same snapshot") {
  const std::string dump = large_dump(20000);
  REQUIRE(dump.size() > 5000000);
  std::string first;
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    LoadOptions options;
    options.threads = threads;
    const std::string text = description(parse_snapshot(dump, "dump", options));
    if (first.empty()) first = text;
    CHECK((text == first));
  }
}

TEST_CASE("the same dump in another layout gives the same snapshot") {
  std::string dump = large_dump(6000);
  const std::string by_lines = description(parse_snapshot(dump, "lines"));
  std::replace(dump.begin(), dump.end(), '\n', ' ');
  CHECK((description(parse_snapshot(dump, "one line")) == by_lines));
  std::string windows;
  for (const char c : large_dump(6000)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK((description(parse_snapshot(windows, "windows")) == by_lines));
}

TEST_CASE("packed dumps, whatever their name") {
  const std::string dump = large_dump(3000);
  const std::string plain = description(parse_snapshot(dump, "plain"));
  const TemporaryFile gz(".json", gzip(dump));
  CHECK((description(load_snapshot(gz.path())) == plain));
  const TemporaryFile zst(".json", zstd(dump));
  CHECK((description(load_snapshot(zst.path())) == plain));
  // Several members or frames in a row are one file.
  const std::size_t half = dump.size() / 2;
  const TemporaryFile members(".gz",
                              gzip(dump.substr(0, half)) + gzip(dump.substr(half)) + std::string(512, '\0'));
  CHECK((description(load_snapshot(members.path())) == plain));
  const TemporaryFile frames(".zst", zstd(dump.substr(0, half)) + zstd(dump.substr(half)));
  CHECK((description(load_snapshot(frames.path())) == plain));
}

TEST_CASE("damaged archives say so") {
  const std::string dump = large_dump(500);
  const std::string cut = ": the archive ends in the middle: it was cut short; copy or make it again";
  for (const std::string& packed : {gzip(dump), zstd(dump)}) {
    const TemporaryFile short_file("", packed.substr(0, packed.size() / 2));
    CHECK(error_in(short_file.path()) == cut);
    std::string flipped = packed;
    for (std::size_t i = 0; i < 64; ++i)
      flipped[flipped.size() / 2 + i] = static_cast<char>(~flipped[flipped.size() / 2 + i]);
    const TemporaryFile bad("", flipped);
    CHECK(error_in(bad.path()).substr(0, 24) == ": the archive is damaged");
  }
}

TEST_CASE("a pair is read at once, of the old dump only what is asked for") {
  const TemporaryFile old_file(".json", large_dump(3000));
  const TemporaryFile new_file(".json", large_dump(3100));
  for (const unsigned threads : {1U, 4U}) {
    LoadOptions options;
    options.threads = threads;
    const std::vector<std::string> paths = {old_file.path(), new_file.path()};
    const std::vector<LoadDetail> details = {LoadDetail::addresses, LoadDetail::full};
    const std::vector<Dump> dumps = load_dumps(paths, details, options);
    CHECK(dumps[0].name == old_file.path());
    CHECK(dumps[0].snapshot.object_count() == 9002);
    CHECK(dumps[0].snapshot.edge_count() == 0);
    CHECK(dumps[1].snapshot.object_count() == 9302);
    CHECK(dumps[1].snapshot.edge_count() > 9302);
  }
  const std::vector<LoadDetail> details(2, LoadDetail::full);
  const auto error_of_pair = [&](const std::string& old_path, const std::string& new_path) {
    const std::vector<std::string> paths = {old_path, new_path};
    try {
      load_dumps(paths, details);
    } catch (const Error& error) {
      return std::string(error.what()).substr(0, 5);
    }
    return std::string("no error");
  };
  CHECK(error_of_pair("gone1", new_file.path()) == "gone1");
  CHECK(error_of_pair(old_file.path(), "gone2") == "gone2");
  CHECK(error_of_pair("gone1", "gone2") == "gone1");
}

TEST_CASE("strict reads each dump in full") {
  Heap heap;
  const TemporaryFile sound(".json", heap.root("r", heap.table({})).dump());
  const TemporaryFile dangling(".json", heap.root("s", heap.table({}, {heap.next(5)})).dump());
  const std::vector<std::string> paths = {dangling.path(), sound.path()};
  const std::vector<LoadDetail> details = {LoadDetail::addresses, LoadDetail::full};
  LoadOptions options;
  CHECK_NOTHROW(load_dumps(paths, details, options));
  options.strict = true;
  CHECK_THROWS_WITH(load_dumps(paths, details, options),
                    containing("1 references to objects that are not in the dump"));
}

TEST_CASE("progress counts the bytes of the file") {
  const TemporaryFile file(".json", large_dump(3000));
  Progress progress;
  LoadOptions options;
  options.progress = &progress;
  load_snapshot(file.path(), options);
  CHECK(progress.bytes_read == fs::file_size(to_path(file.path())));
  CHECK(progress.bytes_total == fs::file_size(to_path(file.path())));
}

TEST_CASE("a line longer than a block is a line like others") {
  Heap heap;
  const Ref text = heap.string(std::string(3000000, 'x'));
  std::vector<Ref> many(300000, text);
  LoadOptions options;
  options.bounds.name_bytes = 3000000;
  const Snapshot snapshot = parse_snapshot(heap.root("r", heap.table({}, many)).dump(), "long.json", options);
  CHECK(snapshot.edge_count() == 300000);
  CHECK(snapshot.text(snapshot.label(snapshot.find(text.address))).size() == 3000000);
}

TEST_CASE("a large dump that is cut short, or damaged beyond sense, is an error with a line") {
  const std::string dump = large_dump(20000);
  std::string error;
  try {
    parse_snapshot(std::string_view(dump).substr(0, dump.size() / 2), "cut");
  } catch (const Error& caught) {
    error = caught.what();
  }
  CHECK(error.find("the dump ends here, in the middle") != std::string::npos);
  std::string broken = dump;
  for (std::size_t at = broken.find("\"type\""); at != std::string::npos; at = broken.find("\"type\"", at)) {
    broken.replace(at, 6, "type\"\"");
  }
  try {
    parse_snapshot(broken, "broken");
  } catch (const Error& caught) {
    error = caught.what();
  }
  CHECK(error.find("broken:2:") == 0);
}
