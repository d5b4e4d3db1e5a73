// SPDX-License-Identifier: MIT
// Strings that only code holds are found by their text.
#include <string>
#include <vector>

#include "graph/reach.h"
#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "runtimes/luau/kinds.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

bool is_reached(const Snapshot& snapshot, Ref object) {
  return find_reached(snapshot, false)[index(snapshot.find(object.address))];
}

/// A function with a proto, in an array that a root holds; more functions of the proto may follow.
struct Code {
  Heap heap;
  Ref proto;
  std::vector<Ref> functions;

  Code(std::string_view source, std::string_view name) : name_(name) {
    proto = heap.object("proto", {text("source", source), number("line", 3)});
    add_function();
  }
  void add_function() {
    functions.push_back(heap.object("function", {text("name", name_), one("proto", proto)}));
  }
  Snapshot load(LoadDetail detail = LoadDetail::full) {
    heap.root("r", heap.table({}, functions));
    return parse_snapshot(heap.dump(), "heap", {.detail = detail, .threads = 1});
  }

 private:
  std::string name_;
};

}  // namespace

TEST_CASE("a proto holds the strings with its source and with the name of its functions") {
  Code code("=shop.luau", "buy");
  const Ref source = code.heap.string("=shop.luau");
  const Ref name = code.heap.string("buy");
  const Ref other = code.heap.string("sell");
  code.add_function();
  const Snapshot snapshot = code.load();
  CHECK(is_reached(snapshot, source));
  CHECK(is_reached(snapshot, name));
  CHECK_FALSE(is_reached(snapshot, other));
  std::vector<EdgeKind> kinds;
  for (const Edge edge : snapshot.edges(snapshot.find(code.proto.address))) {
    kinds.push_back(edge.kind);
    CHECK(edge.name == NameId::none);
    CHECK_FALSE(edge.weak);
    CHECK(edge.retains);
  }
  // Both functions have the name, and the proto refers to it once.
  CHECK(kinds == std::vector{luau::edges::source_text, luau::edges::name_text});
  SECTION("and --why says so") {
    Question question;
    question.why = "**/__proto";
    const Analysis analysis = report_on(dumps_of(code.load()), question);
    std::vector<std::string> codes;
    for (const Why& why : analysis.report->why->answers) codes.push_back(why.code);
    CHECK(codes.at(1) == "r[?] → proto of buy (shop.luau:3) → source of proto at shop.luau:3");
    CHECK(codes.at(2) == "r[?] → proto of buy (shop.luau:3) → name of proto at shop.luau:3");
  }
}

TEST_CASE("only what a dump lists is a reference if that is asked for") {
  Code code("=shop.luau", "buy");
  const Ref source = code.heap.string("=shop.luau");
  CHECK_FALSE(is_reached(code.load(LoadDetail::listed), source));
  Question question;
  question.compatible = true;
  CHECK(plan_for(question, 1).details.front() == LoadDetail::listed);
}

TEST_CASE("code holds no string that may be another, or that something holds") {
  Code code("=a?b", "run");
  SECTION("two strings have the text") {
    // The VM writes ? for various bytes.
    const Ref first = code.heap.string("=a?b");
    const Ref second = code.heap.string("=a?b");
    const Snapshot snapshot = code.load();
    CHECK_FALSE(is_reached(snapshot, first));
    CHECK_FALSE(is_reached(snapshot, second));
  }
  SECTION("one of the two is held already") {
    const Ref first = code.heap.string("=a?b");
    const Ref second = code.heap.string("=a?b");
    code.heap.root("other", code.heap.table({}, {first}));
    CHECK_FALSE(is_reached(code.load(), second));
  }
  SECTION("garbage holds it") {
    const Ref name = code.heap.string("run");
    code.heap.table({}, {name});
    CHECK_FALSE(is_reached(code.load(), name));
  }
  SECTION("a root holds it") {
    const Ref name = code.heap.string("run");
    code.heap.root("text", name);
    const Snapshot snapshot = code.load();
    CHECK(snapshot.edges(snapshot.find(code.proto.address)).is_empty());
  }
  SECTION("empty texts are no names") {
    Code anonymous("", "");
    const Ref text = anonymous.heap.string("");
    CHECK_FALSE(is_reached(anonymous.load(), text));
  }
}

TEST_CASE("the name of a C function is no string of the heap") {
  Heap heap;
  const Ref name = heap.string("print");
  const Ref strange = heap.string("strange");
  const Ref table = heap.table({});
  heap.root("r",
            heap.table({}, {heap.object("function", {text("name", "print")}),
                            heap.object("function", {text("name", "strange"), one("proto", table)}),
                            heap.object("function", {text("name", "lost"), one("proto", heap.next(9))})}));
  heap.string("lost");
  const Snapshot snapshot = heap.load();
  CHECK_FALSE(is_reached(snapshot, name));
  CHECK_FALSE(is_reached(snapshot, strange));  // what it calls its proto is a table
}

TEST_CASE("a class holds its name") {
  Heap heap;
  const Ref name = heap.string("Point");
  heap.root("r", heap.object("class", {text("name", "Point")}));
  CHECK(is_reached(heap.load(), name));
}

TEST_CASE("references to texts are added behind those that a dump lists") {
  std::size_t added = 0;
  for (const std::string name : {"game", "closures", "weak", "churn", "classes", "world", "cnames"}) {
    INFO(name);
    const Snapshot listed = real_dump(name, 2, LoadDetail::listed);
    const Snapshot full = real_dump(name, 2);
    REQUIRE(full.object_count() == listed.object_count());
    bool is_alike = true;
    for (std::size_t i = 0; i < full.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      auto edge = full.edges(id).begin();
      for (const Edge before : listed.edges(id)) {
        const Edge now = *edge;
        ++edge;
        is_alike = is_alike && now.target == before.target && now.name == before.name &&
                   now.kind == before.kind && now.weak == before.weak;
      }
      for (; !(edge == full.edges(id).end()); ++edge, ++added) {
        const Edge now = *edge;
        is_alike = is_alike && (now.kind == luau::edges::source_text || now.kind == luau::edges::name_text) &&
                   full.type(now.target) == luau::types::string;
      }
    }
    CHECK(is_alike);
    CHECK(full.edge_count() > listed.edge_count());
    added -= full.edge_count() - listed.edge_count();
  }
  CHECK(added == 0);
}
