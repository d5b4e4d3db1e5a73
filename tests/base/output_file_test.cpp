// SPDX-License-Identifier: MIT
// Output files, which replace what was there only when they are complete.
#include "base/output_file.h"

#include <csignal>
#include <fstream>

#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "base/platform.h"
#include "heapgraph/error.h"
#include "support/catch.h"
#include "support/check.h"

using namespace heapgraph;
namespace fs = std::filesystem;

namespace {

/// Folder for one test, removed at the end.
class Folder {
 public:
  Folder() : path_(test::scratch_path("files")) { fs::create_directories(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  Folder(Folder&&) = delete;
  Folder& operator=(Folder&&) = delete;
  ~Folder() { fs::remove_all(path_); }

  fs::path operator/(const char* name) const { return path_ / name; }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

void write(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("a result replaces the file only when it is whole") {
  const Folder folder;
  const fs::path target = folder / "out.svg";
  write(target, "old");
  {
    OutputFile output(target.string());
    output.stream() << "half";
  }
  CHECK(test::read_file(target) == "old");
  CHECK(folder.entries() == 1);
  {
    OutputFile output(target.string());
    output.stream() << "new";
    output.commit();
  }
  CHECK(test::read_file(target) == "new");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a name outside ASCII") {
  const Folder folder;
  const fs::path target = folder / "bild";
  const std::string name = test::utf8_name(target) + "-größe-日本.svg";
  OutputFile output(name);
  output.stream() << "new";
  output.commit();
  CHECK(test::read_file(to_path(name)) == "new");
  CHECK(folder.entries() == 1);
}

#ifndef _WIN32  // only some users of Windows may make links
TEST_CASE("what a link leads to is replaced, with its permissions, and the link stays") {
  const Folder folder;
  const fs::path target = folder / "real.svg";
  const fs::path link = folder / "link.svg";
  write(target, "old");
  fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("real.svg", link);
  OutputFile output(link.string());
  output.stream() << "new";
  output.commit();
  CHECK(fs::is_symlink(link));
  CHECK(test::read_file(target) == "new");
  CHECK(fs::status(target).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}
#endif

TEST_CASE("an output that cannot be written says so") {
  const Folder folder;
  CHECK_THROWS_AS(OutputFile((folder / "missing/out.svg").string()), Error);
  CHECK_THROWS_AS(OutputFile(folder.operator/(".").string()), Error);
}

#ifndef _WIN32
TEST_CASE("an interrupted process leaves no half result") {
  const Folder folder;
  const fs::path target = folder / "out.svg";
  for (const bool is_committed : {false, true}) {
    const pid_t child = fork();
    if (child == 0) {
      OutputFile output(target.string());
      output.stream() << "half" << std::flush;
      if (is_committed) output.commit();
      raise(SIGINT);
      _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGINT);
    CHECK(folder.entries() == (is_committed ? 1 : 0));
  }
}
#endif
