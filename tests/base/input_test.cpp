// SPDX-License-Identifier: MIT
#include "base/input.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <future>
#include <random>
#include <utility>
#include <vector>

#ifndef _WIN32
#include <sys/stat.h>
#endif

#include "base/platform.h"
#include "heapgraph/error.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/packed.h"

using namespace heapgraph;
using namespace heapgraph::test;
using test::check_same_text;
using test::containing;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

/// A path that no other test uses, cleared afterwards.
class Scratch {
 public:
  Scratch() : path_(test::scratch_path("input-größe")) {}
  explicit Scratch(std::string_view bytes) : Scratch() { std::ofstream(path_, std::ios::binary) << bytes; }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() { fs::remove(path_); }

  const fs::path& path() const { return path_; }
  std::string name() const { return test::utf8_name(path_); }

 private:
  fs::path path_;
};

/// All bytes from here on, asked for in pieces of `step`.
std::string rest(Input& input, std::size_t step = 4096) {
  std::string all;
  std::vector<char> piece(step);
  while (const std::size_t got = input.read(piece.data(), step)) {
    if (got > step) FAIL("more than was asked for");
    all.append(piece.data(), got);
  }
  // The end stays the end.
  CHECK(input.read(piece.data(), step) == 0);
  return all;
}

std::string read_back(std::string_view bytes, std::size_t step = 4096) {
  const Scratch file(bytes);
  return rest(*open_input(file.name(), nullptr), step);
}

/// Bytes that cannot be packed, so that a packed file takes several buffers.
std::string noise(std::size_t size) {
  std::minstd_rand random(7);
  std::string text(size, '\0');
  std::generate(text.begin(), text.end(), [&random] { return static_cast<char>(random() >> 8U); });
  return text;
}

/// The packed formats by name.
const std::pair<const char*, std::string (*)(const std::string&)> packers[] = {
    {"gzip", [](const std::string& text) { return gzip(text); }}, {"zstd", zstd}};

// With bytes that a text stream of some system would change, or end at.
const std::string line = "{\"objects\":{\r\n\x1a\0 größe }}\n"s;

}  // namespace

TEST_CASE("a plain file is given as it is") {
  const std::string large = noise(100'000);
  check_same_text(read_back(line), line);
  for (const std::size_t step : {1U, 3U, 4U, 5U, 4096U, 1U << 20U}) {
    check_same_text(read_back(large, step), large);
  }
}

TEST_CASE("a file shorter than any magic number is plain") {
  CHECK(read_back("").empty());
  for (const std::string bytes : {"{", "{}", "{ }", "\x1f", "\x28\xb5\x2f"}) {
    check_same_text(read_back(bytes), bytes);
    check_same_text(read_back(bytes, 1), bytes);
  }
}

TEST_CASE("packed files are unpacked, whatever they hold and however they are read") {
  const std::string large = noise(300'000);
  const std::string even(300'000, 'x');
  for (const auto& [name, pack] : packers) {
    INFO(name);
    CHECK(read_back(pack("")).empty());
    check_same_text(read_back(pack(line)), line);
    for (const std::size_t step : {1U, 3U, 4096U, 1U << 20U}) {
      check_same_text(read_back(pack(large), step), large);
      check_same_text(read_back(pack(even), step), even);
    }
  }
}

TEST_CASE("several packed parts in a row are read as one") {
  const std::string large = noise(100'000);
  for (const auto& [name, pack] : packers) {
    INFO(name);
    const std::string packed =
        pack(line) + pack("") + pack("x") + pack(large) + pack("") + pack(line) + pack("");
    const std::string expected = line + "x" + large + line;
    for (const std::size_t step : {1U, 7U, 4096U, 1U << 20U}) {
      check_same_text(read_back(packed, step), expected);
    }
  }
}

TEST_CASE("a packed part may end where a buffer ends") {
  // The buffer takes 64 KiB. The first part has each size around it.
  constexpr std::size_t buffer = std::size_t{1} << 16U;
  const std::string all = noise(buffer);
  for (const auto& [name, pack] : packers) {
    INFO(name);
    bool has_met = false;
    for (std::size_t size = buffer - 60; size < buffer; ++size) {
      const std::string part = all.substr(0, size);
      const std::string packed = pack(part);
      has_met = has_met || packed.size() == buffer;
      check_same_text(read_back(packed), part);
      check_same_text(read_back(packed + pack(line)), part + line);
    }
    CHECK(has_met);
  }
}

TEST_CASE("zeros behind a member of gzip are padding") {
  for (const std::size_t zeros : {1U, 511U, 200'000U}) {
    const std::string padding(zeros, '\0');
    check_same_text(read_back(gzip(line) + padding), line);
    check_same_text(read_back(gzip(line) + padding, 1), line);
    check_same_text(read_back(gzip(line) + padding + gzip("x") + padding + gzip("y")), line + "xy");
  }
}

TEST_CASE("an archive that is cut is an error wherever it is cut") {
  for (const auto& [name, pack] : packers) {
    const std::string whole = pack(line);
    for (std::size_t size = 4; size < whole.size(); ++size) {
      INFO(name << " of " << size << " bytes");
      const auto cut = containing("the archive ends in the middle: it was cut short; copy or make it again");
      CHECK_THROWS_WITH(read_back(whole.substr(0, size)), cut);
      CHECK_THROWS_WITH(read_back(whole.substr(0, size), 1), cut);
      CHECK_THROWS_WITH(read_back(whole + whole.substr(0, size)), cut);
    }
  }
  CHECK_THROWS_WITH(read_back("\x1f\x8b"), containing("cut short"));
  CHECK_THROWS_WITH(read_back("\x28\xb5\x2f\xfd"), containing("cut short"));
}

TEST_CASE("what stands before a cut is given") {
  const std::string large = noise(300'000);
  for (const auto& [name, pack] : packers) {
    INFO(name);
    const std::string packed = pack(large);
    const Scratch file(packed.substr(0, packed.size() - 1));
    const std::unique_ptr<Input> input = open_input(file.name(), nullptr);
    std::string all;
    char piece = 0;
    const auto read_all = [&] {
      while (input->read(&piece, 1) != 0) all += piece;
    };
    CHECK_THROWS_WITH(read_all(), containing(file.name() + ": ") && containing("cut short"));
    CHECK(all.size() > 200'000);
    check_same_text(all, large.substr(0, all.size()));
  }
}

TEST_CASE("an archive that is damaged is an error") {
  const std::string large = noise(300'000);
  for (const auto& [name, pack] : packers) {
    INFO(name);
    const auto damaged = Catch::Matchers::Matches(".*: the archive is damaged: .*; copy or make it again");
    std::string packed = pack(large);
    packed[packed.size() / 2] ^= 1;  // the checksum does not fit any more
    CHECK_THROWS_WITH(read_back(packed), damaged);
    CHECK_THROWS_WITH(read_back(pack(line) + "garbage"), damaged);
    CHECK_THROWS_WITH(read_back(pack(line) + "garbage", 1), damaged);
  }
  CHECK_THROWS_WITH(read_back(gzip(line) + "garbage"), containing("damaged: incorrect header check"));
  std::string bad_method = gzip(line);
  bad_method[2] = 9;
  CHECK_THROWS_WITH(read_back(bad_method), containing("damaged: unknown compression method"));
  CHECK_THROWS_AS(read_back(bad_method), Error);
}

TEST_CASE("a missing file and a directory are errors that say so") {
  const Scratch missing;
  CHECK_THROWS_AS(open_input(missing.name(), nullptr), Error);
  CHECK_THROWS_WITH(
      open_input(missing.name(), nullptr),
      missing.name() + ": cannot be read: " + system_reason(ENOENT) + "; check the path and its permissions");
  const Scratch folder;
  fs::create_directory(folder.path());
  CHECK_THROWS_WITH(open_input(folder.name(), nullptr),
                    folder.name() + ": is a directory; name the dump in it");
}

TEST_CASE("progress counts the bytes on the disk, of all inputs together") {
  const std::string text = noise(150'000);
  const std::string packed = gzip(text);
  const Scratch plain_file(text);
  const Scratch packed_file(packed);
  Progress progress;
  const std::unique_ptr<Input> plain = open_input(plain_file.name(), &progress);
  CHECK(progress.bytes_total == text.size());
  CHECK(progress.bytes_read == 4);  // which tell what it is
  std::string some(1004, '\0');
  std::size_t got = 0;
  while (got < some.size()) got += plain->read(some.data() + got, some.size() - got);
  CHECK(progress.bytes_read == 1004);

  const std::unique_ptr<Input> unpacked = open_input(packed_file.name(), &progress);
  CHECK(progress.bytes_total == text.size() + packed.size());
  check_same_text(rest(*unpacked), text);
  CHECK(progress.bytes_read == 1004 + packed.size());
  check_same_text(rest(*plain), text.substr(1004));
  CHECK(progress.bytes_read == progress.bytes_total);
}

#ifndef _WIN32  // which has no pipes in folders
TEST_CASE("a pipe is read to its end, and its size is not known") {
  const std::string text = noise(4000);  // which a pipe takes at once
  for (const std::string& bytes : {text, gzip(text), zstd(text), std::string()}) {
    const Scratch pipe;
    REQUIRE(mkfifo(pipe.path().c_str(), 0600) == 0);
    const std::future<void> writing =
        std::async(std::launch::async, [&] { std::ofstream(pipe.path(), std::ios::binary) << bytes; });
    Progress progress;
    check_same_text(rest(*open_input(pipe.name(), &progress)), bytes.empty() ? bytes : text);
    CHECK(progress.bytes_total == 0);
    CHECK(progress.bytes_read == bytes.size());
    CHECK(plain_size(pipe.name()) == 0);
  }
}
#endif

TEST_CASE("the size of a file is known before it is read") {
  const Scratch file(line);
  CHECK(plain_size(file.name()) == line.size());
  const std::string packed = gzip(line);
  CHECK(plain_size(Scratch(packed).name()) == packed.size());
  CHECK(plain_size(Scratch().name()) == 0);
  CHECK(plain_size(test::utf8_name(fs::temp_directory_path())) == 0);
  CHECK(plain_size("-") == 0);
  CHECK(input_name(file.name()) == file.name());
  CHECK(input_name("-") == "standard input");
}
