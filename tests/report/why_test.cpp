// SPDX-License-Identifier: MIT
// Answers to why an object is alive, in the words of a Luau programmer.
#include "report/why.h"

#include "graph/reach.h"
#include "graph/retained.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "report/savings.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/place_by_path.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

WhyReport ask(const Snapshot& snapshot, const std::string& query, std::size_t most = 20) {
  const PathPlacement placed = place_by_path(snapshot, false, true);
  const std::vector<std::uint64_t> retained = retained_sizes(snapshot);
  return explain(query, WhyQuery(query).matches(snapshot, placed.placement),
                 {{snapshot, placed.steps, retained, nullptr, false}, most});
}

std::string address(Ref ref) {
  std::string text = "0x";
  for (int shift = 44; shift >= 0; shift -= 4) text += "0123456789abcdef"[ref.address >> shift & 15U];
  return text;
}

/// Path by which Luau code reaches the object.
std::string code_of(const Snapshot& snapshot, Ref ref) {
  const WhyReport report = ask(snapshot, address(ref));
  REQUIRE(report.answers.size() == 1);
  CHECK(report.answers.front().object.identifier == ref.address);
  return report.answers.front().code;
}

/// Texts of the strings whose nodes a pattern matches.
std::string matched(std::string_view pattern) {
  Heap heap;
  const Ref leaf = heap.string("leaf");
  const Ref star = heap.string("star");
  const Ref slash = heap.string("slash");
  const Ref deep = heap.string("deep");
  const Ref inner = heap.record({{"deep", deep}});
  heap.root("r", heap.record({{"a", leaf}, {"*", star}, {"b/c", slash}, {"in", inner}}));
  const Snapshot snapshot = heap.load();
  const Placement placement = paths_of(snapshot);
  const std::vector<bool> is_matched = PathPattern(pattern).match(placement.nodes, *placement.names);
  std::string texts;
  for (const Ref string : {leaf, star, slash, deep}) {
    const ObjectId id = snapshot.find(string.address);
    if (is_matched[index(placement.node_of[id])]) {
      texts += std::string(snapshot.text(snapshot.label(id))) + ";";
    }
  }
  return texts;
}

}  // namespace

TEST_CASE("path patterns") {
  CHECK(matched("r/a") == "leaf;");
  CHECK(matched("a").empty());
  CHECK(matched("r").empty());
  CHECK(matched("r/*") == "leaf;star;slash;");
  CHECK(matched("r/\\*") == "star;");
  CHECK(matched("r/b\\/c") == "slash;");
  CHECK(matched("r/b/c").empty());
  CHECK(matched("r/**") == "leaf;star;slash;deep;");
  CHECK(matched("**") == "leaf;star;slash;deep;");
  CHECK(matched("**/deep") == "deep;");
  CHECK(matched("**/in/**") == "deep;");
  CHECK(matched("r/**/**/a") == "leaf;");
  CHECK(matched("*/*/*") == "deep;");
  CHECK(matched("r/a/").empty());
  CHECK_THROWS_AS(PathPattern(""), Error);
  CHECK_THROWS_AS(PathPattern("a\\"), Error);
  std::string deepest = "a";
  for (std::size_t i = 1; i < PathPattern::most_parts; ++i) deepest += "/**";
  CHECK_NOTHROW(PathPattern(deepest));
  CHECK_THROWS_AS(PathPattern(deepest + "/b"), Error);
}

TEST_CASE("queries") {
  CHECK(WhyQuery("0x55d0f2a3c590").address() == 0x55d0f2a3c590U);
  CHECK(WhyQuery("000055D0F2A3C590").address() == 0x55d0f2a3c590U);
  CHECK_FALSE(WhyQuery("55d0f2a3c590").address());
  CHECK_FALSE(WhyQuery("0xyz").address());
  CHECK_FALSE(WhyQuery("mainthread/__env").address());
}

TEST_CASE("each step reads as Luau code would reach it") {
  Heap heap;
  const Ref field = heap.table({});
  const Ref item = heap.table({});
  const Ref meta = heap.table({});
  const Ref captured = heap.table({});
  const Ref constant = heap.string("constant");
  const Ref local = heap.table({});
  const Ref slot = heap.table({});
  const Ref key = heap.table({});
  const Ref environment = heap.table({});
  const Ref proto =
      heap.object("proto", {text("source", "=game.luau"), number("line", 12), list("constants", {constant})});
  const Ref upvalue = heap.object("upvalue", {one("object", captured)});
  const Ref function = heap.object("function", {one("env", environment), text("name", "update"),
                                                one("proto", proto), list("upvalues", {upvalue})});
  const Ref native = heap.object("function", {text("name", "native"), list("upvalues", {slot})});
  const Ref thread =
      heap.object("thread", {text("source", "@game.luau"), number("line", 40), list("stack", {native, local}),
                             stack_names({"frame:=game.luau:44:step", "p"})});
  const Ref items = heap.table({{key, heap.string("x")}}, {item}, meta);
  const Ref world = heap.record({{"Player 7", field}, {"items", items}, {"end", function}, {"co", thread}});
  const Ref globals = heap.record({{"World", world}});
  heap.root("mainthread", heap.object("thread", {one("env", globals)}));
  const Snapshot snapshot = heap.load();

  CHECK(code_of(snapshot, globals) == "_G");
  CHECK(code_of(snapshot, field) == "_G.World[\"Player 7\"]");
  CHECK(code_of(snapshot, item) == "_G.World.items[?]");
  CHECK(code_of(snapshot, key) == "_G.World.items → key");
  CHECK(code_of(snapshot, meta) == "_G.World.items → metatable");
  CHECK(code_of(snapshot, function) == "_G.World[\"end\"]");
  CHECK(code_of(snapshot, captured) == "_G.World[\"end\"] → upvalue of update (game.luau:12)");
  CHECK(code_of(snapshot, environment) == "_G.World[\"end\"] → environment of update (game.luau:12)");
  CHECK(code_of(snapshot, constant) ==
        "_G.World[\"end\"] → proto of update (game.luau:12) → constant of proto at game.luau:12");
  CHECK(code_of(snapshot, local) == "_G.World.co → local p of step in thread at game.luau:44");
  CHECK(code_of(snapshot, slot) ==
        "_G.World.co → stack of step in thread at game.luau:44 → upvalue of native (C)");
}

TEST_CASE("a frame whose line is no number of 32 bits is a name") {
  const auto code = [](const std::string& frame) {
    Heap heap;
    const Ref local = heap.table({});
    const Ref native = heap.object("function", {text("name", "native")});
    heap.root("r",
              heap.object("thread", {text("source", "=game.luau"), number("line", 40),
                                     list("stack", {native, local}), stack_names({"frame:" + frame, "p"})}));
    return code_of(heap.load(), local);
  };
  CHECK(code("=a.luau:4294967295:step") == "r → local p of step in thread at a.luau:4294967295");
  for (const std::string frame : {"=a.luau:4294967296:step", "=a.luau:18446744073709551617:step",
                                  "=a.luau:00000000000000000001x:step", "=a.luau:-1:step", "A::step"}) {
    CHECK(code(frame) == "r → local p of " + frame + " in thread at game.luau:40");
  }
}

TEST_CASE("the chain, what each link retains, and other holders") {
  Heap heap;
  const Ref target = heap.table({});
  const Ref first = heap.record({{"target", target}});
  const Ref second = heap.table({}, {target, target});
  const Ref third = heap.table({{target, nil}});
  heap.root("r", heap.record({{"first", first}, {"second", second}, {"third", third}}));
  const Ref unreached = heap.table({});
  const Snapshot snapshot = heap.load();

  const WhyReport report = ask(snapshot, address(target));
  CHECK(report.matches == 1);
  const Why& why = report.answers.at(0);
  REQUIRE(why.chain.size() == 3);
  CHECK(why.chain_length == 3);
  CHECK(why.chain[0].edge == "r");
  CHECK(why.chain[1].edge == ".first");
  CHECK(why.chain[2].edge == ".target");
  CHECK(why.object.retained_bytes == 100);
  CHECK(why.chain[1].object.retained_bytes == 200);  // the key "target" has no other referrer
  CHECK(why.holder_count == 3);
  REQUIRE(why.holders.size() == 2);
  CHECK(why.holders[0].object.identifier == second.address);
  CHECK(why.holders[0].edge == "[?]");
  CHECK(why.holders[1].edge == "key");

  const WhyReport of_unreached = ask(snapshot, address(unreached));
  const Why& nobody = of_unreached.answers.at(0);
  CHECK(nobody.chain.empty());
  CHECK(nobody.object.retained_bytes == 0);

  CHECK(ask(snapshot, "r/**").matches == 9);
  CHECK(ask(snapshot, "r/**", 2).answers.size() == 2);
  CHECK(ask(snapshot, "r/**").answers.at(0).object.type == "table");
  CHECK(ask(snapshot, "r/**").answers.at(0).object.retained_bytes == sum(snapshot, paths_of(snapshot)).bytes);
}

TEST_CASE("a chain of a thousand links and more keeps its ends") {
  Heap heap;
  const Ref key = heap.string("next");
  for (int i = 0; i < 2000; ++i) heap.table({{key, heap.next(1)}});
  const Ref last = heap.table({});
  heap.root("r", {key.address + 0x10});
  const Snapshot snapshot = heap.load();
  const WhyReport report = ask(snapshot, address(last));
  const Why& why = report.answers.at(0);
  CHECK(why.chain_length == 2001);
  CHECK(why.chain.size() == Why::longest_chain);
  CHECK(why.chain.back().object.identifier == last.address);
  CHECK(why.code.find("…") != std::string::npos);
}

TEST_CASE("what could be smaller, as far as a dump tells") {
  Heap heap;
  const Ref one_text = heap.string("the same");
  const Ref other_text = heap.string("the same");
  const Ref unclear = heap.string("?");
  const Ref also_unclear = heap.string("?");
  const Ref empty = heap.table({});
  heap.size = 400;
  const Ref roomy = heap.table({});
  const Ref full = heap.table({}, {one_text, other_text, unclear, also_unclear, empty, roomy});
  const Snapshot snapshot = heap.root("r", full).load();
  const std::vector<Saving> savings = find_savings(snapshot, find_reached(snapshot, false), Weights());
  REQUIRE(savings.size() == 3);
  CHECK(savings[0].key == "duplicate_strings");
  CHECK(savings[0].cost.objects == 1);
  CHECK(savings[1].key == "empty_tables");
  CHECK(savings[1].cost == Cost{100, 1});
  CHECK(savings[2].key == "tables_without_references");
  CHECK(savings[2].cost == Cost{400, 1});
}
