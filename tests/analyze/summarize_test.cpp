// SPDX-License-Identifier: MIT
// The sums of an answer: new, grown, freed, and between which numbers the truth lies.
#include "analyze/summarize.h"

#include <string>

#include "heap/vocabulary.h"
#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Cost all_of(const Snapshot& snapshot) {
  Cost cost;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    cost += {snapshot.size(static_cast<ObjectId>(i)), 1};
  }
  return cost;
}

/// A table of a size in a field, with so many buffers beside it.
Snapshot heap_with(std::int64_t table, std::uint64_t buffers, std::string_view field = "a") {
  Heap heap;
  const Ref a = heap.string("a");
  const Ref b = heap.string("b");
  heap.size = table;
  const Ref value = heap.table({});
  heap.size = 100;
  std::vector<Ref> items = {a, b};
  for (std::uint64_t i = 1; i <= buffers; ++i) items.push_back(heap.next(i));
  heap.root("r", heap.table({{field == "a" ? a : b, value}}, items));
  for (std::uint64_t i = 0; i < buffers; ++i) heap.object("buffer");
  return heap.load();
}

}  // namespace

TEST_CASE("the sums of every pair of dumps close, by every identity") {
  for (const char* name : {"game", "closures", "weak", "strings", "churn", "list", "world"}) {
    for (const bool is_reversed : {false, true}) {
      std::vector<Dump> dumps = real_dumps(name, {1, 2});
      if (is_reversed) std::swap(dumps.front(), dumps.back());
      const Cost before = all_of(dumps.front().snapshot);
      const Cost after = all_of(dumps.back().snapshot);
      for (const Identity identity : identities) {
        for (const Measure measure : {Measure::added, Measure::growth}) {
          INFO(name << " " << is_reversed << " " << name_of(identity) << " " << name_of(measure));
          Question question;
          question.identity = identity;
          question.measure = measure;
          const Summary sums = analyze(question, dumps).summary;
          CHECK(sums.added.objects + before.objects == after.objects + sums.freed.objects);
          CHECK(sums.net_bytes ==
                static_cast<std::int64_t>(after.bytes) - static_cast<std::int64_t>(before.bytes));
          const std::uint64_t grown = measure == Measure::growth ? sums.grown.bytes : 0;
          CHECK(sums.counted.bytes == sums.added.bytes + grown);
          CHECK(sums.least_new.objects + sums.decided_new.objects == sums.added.objects);
          CHECK(sums.least_new.bytes + sums.decided_new.bytes == sums.added.bytes);
          CHECK(sums.most_new.objects >= sums.added.objects);
          if (identity != Identity::automatic) {
            CHECK(sums.least_new == sums.added);
            CHECK(sums.most_new == sums.added);
          }
        }
      }
    }
  }
}

TEST_CASE("objects on which evidence has to decide may all be new, or none of them") {
  // The address of the table is that of OLD's table, but another field holds it.
  const Summary sums = analyze({}, dumps_of(heap_with(48, 0, "a"), heap_with(48, 2, "b"))).summary;
  CHECK(sums.least_new == Cost{200, 2});
  CHECK(sums.most_new == Cost{248, 3});
}

TEST_CASE("growth has the type of what grew, if it is one") {
  const Summary sums = analyze({}, dumps_of(heap_with(100, 0), heap_with(300, 0))).summary;
  CHECK(sums.grown == Cost{200, 1});
  const std::vector<Dump> dumps = dumps_of(heap_with(100, 0));
  const Vocabulary& vocabulary = *dumps.front().snapshot.vocabulary();
  REQUIRE(sums.grown_type.has_value());
  CHECK(vocabulary[*sums.grown_type].name == "table");
  CHECK_FALSE(analyze({}, dumps_of(heap_with(100, 0), heap_with(100, 0))).summary.grown_type);
}

TEST_CASE("in a series, what stays is new and what stayed larger has grown") {
  const std::vector<Dump> dumps =
      dumps_of(heap_with(100, 0), heap_with(300, 2), heap_with(200, 3), heap_with(250, 3));
  const Summary sums = analyze({}, dumps).summary;
  CHECK(sums.grown == Cost{100, 1});
  CHECK(sums.net_bytes == 150 + 300);
  CHECK(sums.counted.bytes == sums.added.bytes + sums.grown.bytes);
}

TEST_CASE("a decision in any interval makes an object of a series undecided") {
  // The table is another field's in the second dump, so that only evidence could tell that it is the same.
  const std::vector<Dump> moves =
      dumps_of(heap_with(48, 0, "a"), heap_with(48, 0, "b"), heap_with(48, 0, "b"));
  const Stays stays = *analyze({}, moves).stays;
  CHECK(stays.hidden.objects + stays.unconfirmed.objects == 1);
  const std::vector<Dump> rests =
      dumps_of(heap_with(48, 0, "a"), heap_with(48, 0, "a"), heap_with(48, 0, "a"));
  CHECK(analyze({}, rests).stays->hidden.is_nothing());
}

TEST_CASE("the first line has what stays with its range") {
  // Lines of the log moved to the array of their table. Whatever evidence says of them, it had to decide.
  const Analysis analysis = analyze({}, real_dumps("game", {1, 2, 3}));
  const Summary& sums = analysis.summary;
  CHECK(sums.decided_new.objects + sums.most_new.objects - sums.added.objects >= 50);
  CHECK(sums.least_new.objects + sums.decided_new.objects == sums.added.objects);
  CHECK(analysis.stays->unconfirmed == sums.decided_new);
}
