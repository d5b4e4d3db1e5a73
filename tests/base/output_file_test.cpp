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
using test::containing;
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

TEST_CASE("a result that is finished replaces nothing before it is committed") {
  const Folder folder;
  const fs::path target = folder / "out.svg";
  write(target, "old");
  OutputFile output(target.string());
  output.stream() << "new";
  output.finish();
  CHECK(test::read_file(target) == "old");
  output.commit();
  CHECK(test::read_file(target) == "new");
  CHECK(folder.entries() == 1);
}

TEST_CASE("paths that lead to the same file") {
  const Folder folder;
  const auto are_same = [&](const char* path, const char* other) {
    return lead_to_same_file(folder.operator/(path).string(), folder.operator/(other).string());
  };
  CHECK(are_same("a", "a"));
  CHECK(are_same("a", "./a"));
  CHECK(are_same("a", "missing/../a"));
  CHECK_FALSE(are_same("a", "b"));
  CHECK(lead_to_same_file("a", fs::absolute("a").string()));
  write(folder / "a", "");
  fs::create_hard_link(folder / "a", folder / "b");
  CHECK(are_same("a", "b"));
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
TEST_CASE("a process that a signal ends leaves no half result") {
  const Folder folder;
  const fs::path target = folder / "out.svg";
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGSEGV,
                           SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP, SIGVTALRM, SIGPROF}) {
    for (const bool is_committed : {false, true}) {
      fs::remove(target);
      const pid_t child = fork();
      if (child == 0) {
        std::signal(number, SIG_DFL);  // the test framework and sanitizers take some signals
        OutputFile output(target.string());
        OutputFile other((folder / "other.svg").string());
        output.stream() << "half" << std::flush;
        other.stream() << "half" << std::flush;
        if (is_committed) output.commit();
        raise(number);
        _exit(0);
      }
      int status = 0;
      REQUIRE(waitpid(child, &status, 0) == child);
      CHECK(WIFSIGNALED(status));
      CHECK(WTERMSIG(status) == number);
      CHECK(folder.entries() == (is_committed ? 1 : 0));
    }
  }
}

TEST_CASE("a result has the permissions of its target from the beginning") {
  const Folder folder;
  const fs::path target = folder / "out.svg";
  write(target, "old");
  fs::permissions(target, fs::perms::owner_read);
  OutputFile output(target.string());
  std::size_t others = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(target.parent_path())) {
    if (entry.path() == target) continue;
    ++others;
    CHECK(entry.status().permissions() == fs::perms::owner_read);
  }
  CHECK(others == 1);
  output.stream() << "new";
  output.commit();
  CHECK(test::read_file(target) == "new");
  CHECK(fs::status(target).permissions() == fs::perms::owner_read);
}

TEST_CASE("what a link leads to is made if it is not there, and links in a circle are an error") {
  const Folder folder;
  fs::create_directories(folder / "deep");
  fs::create_symlink("deep/second", folder / "first");
  fs::create_symlink("../real.svg", folder / "deep/second");
  {
    OutputFile output((folder / "first").string());
    output.stream() << "new";
    output.commit();
  }
  CHECK(fs::is_symlink(folder / "first"));
  CHECK(fs::is_symlink(folder / "deep/second"));
  CHECK(test::read_file(folder / "real.svg") == "new");
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  CHECK_THROWS_AS(OutputFile((folder / "a").string()), Error);
}

TEST_CASE("a name may be as long as names can be") {
  const Folder folder;
  const fs::path target = folder / std::string(255, 'x').c_str();
  OutputFile output(target.string());
  output.stream() << "new";
  output.commit();
  CHECK(test::read_file(target) == "new");
}

TEST_CASE("a full disk is an error that says so") {
  if (!fs::exists("/dev/full")) return;
  OutputFile output("/dev/full");
  output.stream() << "much" << std::flush;
  CHECK_THROWS_WITH(output.commit(), containing("No space left on device"));
}
#endif
