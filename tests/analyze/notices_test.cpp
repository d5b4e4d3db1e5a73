// SPDX-License-Identifier: MIT
// What is told besides a result, as data: kinds, counts, and the dumps that it is about.
#include "analyze/notices.h"

#include <ostream>
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/questions.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

using Kind = Notice::Kind;

/// A notice without its words.
struct Told {
  Kind kind;
  std::string dump;
  std::uint64_t count = 0;
  bool operator==(const Told&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Told& told) {
  return out << "kind " << static_cast<int>(told.kind) << " of '" << told.dump << "' count " << told.count;
}

/// The notices of an answer; each has words, on one line.
std::vector<Told> told_of(const Question& question, const std::vector<Dump>& dumps) {
  std::vector<Told> all;
  for (const Notice& notice : analyze(question, dumps).notices) {
    CHECK_FALSE(notice.text.empty());
    CHECK(notice.text.find('\n') == std::string::npos);
    CHECK(notice.is_about_limits() == (notice.kind >= Kind::limit_exceeded));
    all.push_back({notice.kind, notice.dump, notice.count});
  }
  return all;
}

using AllTold = std::vector<Told>;

/// A root with nothing, and so many tables that no root reaches.
Snapshot with_garbage(int tables) {
  Heap heap;
  heap.root("r", heap.table({}));
  for (int i = 0; i < tables; ++i) heap.table({});
  return heap.load();
}

/// A table that holds as many buffers, each of this size.
Snapshot list_of(int buffers, std::int64_t size = 100, bool is_elsewhere = false) {
  Heap heap;
  if (is_elsewhere) heap.skip();
  std::vector<Ref> items;
  for (int i = 0; i < buffers; ++i) items.push_back(heap.next(static_cast<std::uint64_t>(i) + 1));
  heap.root("r", heap.table({}, items));
  heap.size = size;
  for (int i = 0; i < buffers; ++i) heap.object("buffer");
  return heap.load();
}

/// A root with tables of these sizes, and so many buffers, which come last.
Snapshot tables(const std::vector<std::int64_t>& sizes, int buffers) {
  Heap heap;
  std::vector<Ref> items;
  for (std::size_t i = 1; i <= sizes.size() + static_cast<std::size_t>(buffers); ++i)
    items.push_back(heap.next(i));
  heap.root("r", heap.table({}, items));
  for (const std::int64_t size : sizes) {
    heap.size = size;
    heap.table({});
  }
  heap.size = 100;
  for (int i = 0; i < buffers; ++i) heap.object("buffer");
  return heap.load();
}

/// A table in a field of another: the field has one of two names, which are strings that are always there.
Snapshot field_named(std::string_view name) {
  Heap heap;
  const Ref a = heap.string("a");
  const Ref b = heap.string("b");
  const Ref value = heap.table({});
  return heap.root("r", heap.table({{name == "a" ? a : b, value}}, {a, b})).load();
}

}  // namespace

TEST_CASE("nothing is told when all is well") {
  CHECK(told_of({}, dumps_of(list_of(2))).empty());
  CHECK(told_of({}, dumps_of(list_of(2), list_of(2))).empty());
  CHECK(told_of(of_report(), dumps_of(list_of(1), list_of(2), list_of(3))).empty());
}

TEST_CASE("each dump that is damaged is told by its name") {
  const auto damaged = [] { return load_snapshot(utf8_name(testdata("repaired/unreadable_line.json"))); };
  const std::vector<Dump> dumps = dumps_of(damaged(), damaged());
  CHECK(told_of({}, dumps) == AllTold{{Kind::damage, "1"}, {Kind::damage, "2"}});
  const Notice notice = analyze({}, dumps).notices.at(1);
  CHECK_THAT(notice.text, containing("2: 1 unreadable lines (left out)"));
  CHECK_THAT(notice.text, containing("; first 3:"));
  SECTION("references to objects that are not in the dump have no place") {
    Heap heap;
    heap.root("r", heap.table({}, {heap.next(5)}));
    CHECK(analyze({}, dumps_of(heap.load())).notices.at(0).text ==
          "1: 1 references to objects that are not in the dump");
  }
}

TEST_CASE("garbage is told of the dump that is shown, with its objects") {
  CHECK(told_of({}, dumps_of(with_garbage(501))) == AllTold{{Kind::garbage, "1", 501}});
  CHECK(told_of({}, dumps_of(with_garbage(500))).empty());
  CHECK(told_of({}, dumps_of(with_garbage(501), with_garbage(502))) == AllTold{{Kind::garbage, "2", 502}});
  CHECK(told_of(measuring(Measure::freed), dumps_of(with_garbage(501), with_garbage(502))) ==
        AllTold{{Kind::garbage, "1", 501}});
  SECTION("strings that may be names in code are no garbage, but others are") {
    const auto with_strings = [](std::string_view prefix) {
      Heap heap;
      heap.root("r", heap.table({}));
      for (int i = 0; i < 501; ++i) heap.string(std::string(prefix) + std::to_string(i));
      return heap.load();
    };
    CHECK(told_of({}, dumps_of(with_strings("price_"))).empty());
    CHECK(told_of({}, dumps_of(with_strings("price "))) == AllTold{{Kind::garbage, "1", 501}});
  }
  SECTION("nor is what lines that were left out may have held") {
    Heap heap;
    heap.root("r", heap.table({}));
    for (int i = 0; i < 501; ++i) heap.table({});
    std::string dump = heap.dump();
    dump.insert(dump.find("\n\"0x") + 1, "\"0x1\":{\"type\":\n");
    const std::vector<Dump> dumps = dumps_of(parse_snapshot(dump, "heap"));
    REQUIRE(dumps.front().snapshot.report().unreadable_lines == 1);
    CHECK(told_of({}, dumps) == AllTold{{Kind::damage, "1"}});
  }
  SECTION("many objects, but less than a twentieth of the bytes") {
    Heap heap;
    heap.size = 2000000;
    heap.root("r", heap.table({}));
    heap.size = 100;
    for (int i = 0; i < 600; ++i) heap.table({});
    CHECK(told_of({}, dumps_of(heap.load())).empty());
  }
}

TEST_CASE("dumps of two processes are told, and then nothing more of addresses") {
  CHECK(told_of({}, dumps_of(list_of(3), list_of(1, 50, true))) == AllTold{{Kind::two_processes, "2"}});
  CHECK(told_of({}, dumps_of(list_of(3), list_of(3), list_of(3, 100, true))) ==
        AllTold{{Kind::two_processes, "3"}});
  Question by_path;
  by_path.match = MatchBy::path;
  CHECK(told_of(by_path, dumps_of(list_of(3), list_of(3, 100, true))).empty());
}

TEST_CASE("dumps that seem swapped are told") {
  const AllTold swapped = {{Kind::swapped, ""}};
  CHECK(told_of({}, dumps_of(tables({300, 100}, 3), tables({200, 100}, 2))) == swapped);
  CHECK(told_of(verified(), dumps_of(tables({300, 100}, 3), tables({200, 100}, 2))) == swapped);
  CHECK(told_of(measuring(Measure::freed), dumps_of(tables({300}, 0), tables({200}, 0))) == swapped);
  CHECK_THAT(analyze({}, dumps_of(tables({300}, 0), tables({200}, 0))).notices.at(0).text,
             containing("and 1 old object of type table is smaller in it and none is larger"));
  SECTION("but not of a program that frees memory") {
    CHECK(told_of({}, dumps_of(tables({300, 100}, 3), tables({300, 100}, 2))).empty());
    CHECK(told_of({}, dumps_of(list_of(3), list_of(2))).empty());
  }
  SECTION("nor if anything grew or is new") {
    CHECK(told_of({}, dumps_of(tables({300, 100}, 3), tables({200, 101}, 2))).empty());
    CHECK(told_of({}, dumps_of(tables({300, 100}, 2), tables({200, 100}, 3))).empty());
  }
  SECTION("nor of dumps whose objects are not matched") {
    CHECK(told_of(measuring(Measure::live), dumps_of(tables({300}, 3), tables({200}, 2))).empty());
  }
}

TEST_CASE("real dumps seem swapped only if they are") {
  std::size_t told = 0;
  for (const char* name : {"game", "closures", "weak", "strings", "churn", "list", "empty", "world"}) {
    INFO(name);
    CHECK(told_of({}, real_dumps(name, {1, 2})).empty());
    const AllTold reversed = told_of({}, real_dumps(name, {2, 1}));
    if (!reversed.empty()) {
      CHECK(reversed == AllTold{{Kind::swapped, ""}});
      ++told;
    }
  }
  CHECK(told >= 3);
}

TEST_CASE("objects that count as old for their address alone are told with their number") {
  const std::vector<Dump> resized = dumps_of(list_of(3), list_of(3, 400));
  CHECK(told_of(by_address(), resized) == AllTold{{Kind::reused_addresses, "", 3}});
  CHECK_THAT(analyze(by_address(), resized).notices.at(0).text, containing("at least 3 objects"));
  SECTION("a report also counts those that may be others") {
    const std::vector<Dump> renamed = dumps_of(field_named("a"), field_named("b"));
    CHECK(told_of(by_address(), renamed).empty());
    CHECK(told_of(of_report(by_address()), renamed) == AllTold{{Kind::reused_addresses, "", 1}});
    CHECK_THAT(analyze(of_report(by_address()), renamed).notices.at(0).text, !containing("at least"));
    Question of_sites = by_address();
    of_sites.sites = true;
    CHECK(analyze(of_sites, renamed).notices == analyze(of_report(by_address()), renamed).notices);
  }
  SECTION("not by the other identity, nor of everything that is alive") {
    CHECK(told_of(verified(), resized).empty());
    CHECK(told_of(of_report(verified()), dumps_of(field_named("a"), field_named("b"))).empty());
    CHECK(told_of(measuring(Measure::live), resized).empty());
  }
  SECTION("in a series, of what stays") {
    const std::vector<Dump> series = dumps_of(field_named("a"), field_named("b"), field_named("b"));
    CHECK(told_of(by_address(), series) == AllTold{{Kind::reused_addresses, "", 1}});
    CHECK(told_of(measuring(Measure::freed), series).empty());
    CHECK(told_of(verified(), series).empty());
  }
}

TEST_CASE("objects of a series that stay for their address alone are told with their number") {
  const std::vector<Dump> dumps = real_dumps("game", {1, 2, 3});
  CHECK(told_of(by_address(), dumps) == AllTold{{Kind::unconfirmed, "", 50}});
  CHECK(told_of(by_address(Measure::growth), dumps) == AllTold{{Kind::unconfirmed, "", 50}});
  CHECK(told_of({}, dumps).empty());  // the range says it
  CHECK(told_of(measuring(Measure::freed), dumps).empty());
  CHECK(told_of(verified(), dumps).empty());
}

TEST_CASE("what is told of limits comes last, a notice for each") {
  Question question = measuring(Measure::live);
  Limit whole = parse_limit("1");
  whole.objects = 1;
  question.budget.limits = {parse_limit("1GB"), parse_limit("2GB"), whole, parse_limit("no/such/path=1")};
  question.budget.ignored = {{"r/gone", "went", "2001-01-01"}, {"r/nowhere", "never was", ""}};
  const std::vector<Dump> dumps = dumps_of(list_of(3), list_of(2));
  CHECK(told_of(question, dumps) == AllTold{{Kind::limit_exceeded, ""},
                                            {Kind::limit_exceeded, ""},
                                            {Kind::limit_without_match, ""},
                                            {Kind::no_longer_ignored, ""},
                                            {Kind::ignored_without_match, ""}});
  CHECK_THAT(analyze(question, dumps).notices.at(3).text,
             containing("r/gone has not been ignored since 2001"));
}
