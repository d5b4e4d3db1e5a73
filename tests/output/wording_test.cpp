// SPDX-License-Identifier: MIT
// The first line of every report.
#include "output/wording.h"

#include <string>

#include "heap/vocabulary.h"
#include "support/catch.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// An answer with these sums, whose tree is its root alone.
struct Answer {
  Analysis analysis;
  bool has_range = false;

  explicit Answer(Measure measure = Measure::growth) {
    Heap heap;
    const Snapshot snapshot = heap.root("r", heap.table({})).load();
    analysis.measure = measure;
    analysis.tree.vocabulary = snapshot.vocabulary();
    analysis.tree.names = snapshot.names();
    analysis.tree.nodes.emplace_back();
    analysis.summary.reached = {1000000, 10000};
  }
  /// The first line, if so much is new and grew.
  std::string said(const Cost& added, const Cost& grown = {}) {
    Summary& summary = analysis.summary;
    summary.added = added;
    summary.grown = grown;
    const std::uint64_t counted = analysis.measure == Measure::growth ? grown.bytes : 0;
    analysis.tree.nodes.front().total = {added.bytes + counted, added.objects + grown.objects};
    if (!has_range) summary.least_new = summary.most_new = added;
    if (summary.freed.is_nothing()) {
      summary.net_bytes = static_cast<std::int64_t>(analysis.tree.root().total.bytes);
    }
    return counted_text(result_of(analysis));
  }
  void type_of_growth(std::string_view name) {
    analysis.summary.grown_type = analysis.tree.vocabulary->type_named(name);
  }
};

}  // namespace

TEST_CASE("the first line has what is new and what grew") {
  Answer answer;
  CHECK(answer.said({1230041, 9601}, {32768, 3}) ==
        "+1,262,809 bytes: 1,230,041 new in 9,601 objects, 32,768 by which 3 kept objects grew");
  CHECK(answer.said({5, 1}) == "+5 bytes: 5 new in 1 object");
  answer.type_of_growth("table");
  CHECK(answer.said({}, {64, 1}) == "+64 bytes: nothing new, 64 by which 1 kept table grew");
  answer.type_of_growth("class");
  CHECK(answer.said({}, {64, 2}) == "+64 bytes: nothing new, 64 by which 2 kept classes grew");
  CHECK(answer.said({}) == "nothing is new, and nothing grew");
}

TEST_CASE("the first line has what was freed and the net change") {
  Answer answer;
  answer.analysis.summary.freed = {38920, 480};
  answer.analysis.summary.net_bytes = 40;
  CHECK(answer.said({38960, 480}) ==
        "+38,960 bytes: 38,960 new in 480 objects; -38,920 freed in 480 objects: net +40");
  answer.analysis.summary.net_bytes = -38920;
  CHECK(answer.said({}) == "nothing is new, and nothing grew; -38,920 freed in 480 objects: net -38,920");
}

TEST_CASE("the first line has what no root reaches") {
  Answer answer;
  answer.analysis.summary.unreached_new = {67605, 2000};
  CHECK(answer.said({360405, 3600}) ==
        "+360,405 bytes: 360,405 new in 3,600 objects, of which no root reaches 67,605 in 2,000 objects");
}

TEST_CASE("the first line has the range in which the truth lies, if it is wide") {
  Answer answer;
  answer.has_range = true;
  Summary& summary = answer.analysis.summary;
  const auto range = [&](const Cost& decided, const Cost& most) {
    summary.decided_new = decided;
    summary.least_new = {896000 - decided.bytes, 8000 - decided.objects};
    summary.most_new = most;
    return answer.said({896000, 8000});
  };
  const std::string plain = "+896,000 bytes: 896,000 new in 8,000 objects";
  CHECK(range({890624, 7952}, {896000, 8000}) ==
        plain + " (at least 5,376: the addresses of 7,952 were in OLD too)");
  CHECK(range({9000, 1}, {896000, 8000}) == plain + " (at least 887,000: the address of 1 was in OLD too)");
  CHECK(range({8960, 80}, {904960, 8080}) == plain);  // 1% either way
  CHECK(range({0, 0}, {904961, 8001}) ==
        plain + " (at most 904,961: 1 more at an address of OLD may be new)");
  CHECK(range({8961, 80}, {996000, 9000}) ==
        plain +
            " (at least 887,039: the addresses of 80 were in OLD too; at most 996,000: 1,000 more at "
            "addresses of OLD may be new)");
}

TEST_CASE("the first line of what is new alone has the range too") {
  Answer answer(Measure::added);
  answer.has_range = true;
  Summary& summary = answer.analysis.summary;
  summary.decided_new = summary.unreached_new = {100, 1};
  summary.most_new = {200, 2};
  CHECK(answer.said({200, 2}) ==
        "new: 200 bytes in 2 objects (at least 0: the address of 1 was in OLD too), of which no root reaches "
        "100 in 1 object, 0.0% of the 1,000,000 bytes that the roots reach");
  CHECK(Answer(Measure::live).said({1, 1}) == "alive: 1 bytes in 1 object");
}
