// SPDX-License-Identifier: MIT
// Nodes on which the walk puts the targets of each kind of reference.
#include "heapgraph/load.h"
#include "heapgraph/tree.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

constexpr auto one_object = [](std::uint64_t bytes) { return Cost{bytes, 1}; };

/// Maker of objects with the sizes 1, 2, 4, …, so that a sum tells which objects it adds up.
struct Sized {
  Heap heap;
  std::int64_t next = 1;
  Ref operator()(std::string_view type = "buffer", const std::vector<Field>& fields = {}) {
    heap.size = next;
    next *= 2;
    return heap.object(type, fields);
  }
};

}  // namespace

TEST_CASE("a table's keys, unnamed values and array sit on its node, fields below it") {
  Sized make;
  const Ref array = make();                                  // 1
  const Ref value = make();                                  // 2
  const Ref meta = make();                                   // 4
  const Ref other = make();                                  // 8
  const Ref key = make();                                    // 16
  const Ref name = make("string", {text("data", "field")});  // 32
  const Ref table = make("table", {list("pairs", {name, value, key, other}), list("array", {array}),
                                   one("metatable", meta)});  // 64
  const Tree tree = live_tree(make.heap.root("root", table).load());
  CHECK(self_at(tree, "root") == Cost{64 + 32 + 16 + 8 + 1, 5});
  CHECK(self_at(tree, "root/field") == one_object(2));
  CHECK(self_at(tree, "root/__meta") == one_object(4));
}

TEST_CASE("a function's environment, proto and upvalues") {
  Sized make;
  const Ref env = make();                                          // 1
  const Ref captured = make();                                     // 2
  const Ref upvalue = make("upvalue", {one("object", captured)});  // 4
  const Ref constant = make();                                     // 8
  const Ref nested = make("proto");                                // 16
  const Ref proto =
      make("proto", {text("source", "=main.luau"), list("constants", {constant}), list("protos", {nested})});
  const Ref function =
      make("function", {one("env", env), one("proto", proto), list("upvalues", {upvalue})});  // 64
  const Ref in_c = make("function", {list("upvalues", {make()})});  // its value has 128, itself 256
  const Tree tree = live_tree(make.heap.root("lua", function).root("c", in_c).load());
  CHECK(self_at(tree, "lua") == one_object(64));
  CHECK(self_at(tree, "lua/__env") == one_object(1));
  CHECK(self_at(tree, "lua/__proto") == Cost{8 + 16 + 32, 3});
  CHECK(self_at(tree, "lua/=main.luau") == Cost{2 + 4, 2});
  CHECK(self_at(tree, "c") == one_object(256));
  // The value of a function in C is on the child with the empty name.
  CHECK(rows_of(tree)
            .at(std::string("\x01"
                            "c\x01"))
            .first == one_object(128));
}

TEST_CASE("a userdata's metatable") {
  Sized make;
  const Ref meta = make();
  const Ref userdata = make("userdata", {number("tag", 3), one("metatable", meta)});
  const Tree tree = live_tree(make.heap.root("root", userdata).load());
  CHECK(self_at(tree, "root") == one_object(2));
  CHECK(self_at(tree, "root/__meta") == one_object(1));
}

TEST_CASE("a thread's stack by frame and local variable") {
  Sized make;
  std::vector<Ref> slots;
  for (int i = 0; i < 7; ++i) slots.push_back(make());  // 1 to 64
  const Ref env = make();                               // 128
  const Ref thread = make(
      "thread", {one("env", env), text("source", "=main"), number("line", 1), list("stack", slots),
                 stack_names({"early", "", "frame:=main:1:f", "local", "", "frame:=main:1:g", "local"})});
  const Tree tree = live_tree(make.heap.root("main", thread).load());
  CHECK(self_at(tree, "main/__env") == one_object(128));
  CHECK(self_at(tree, "main/__stack") == Cost{1 + 2, 2});
  CHECK(self_at(tree, "main/__stack/=main:1:f") == Cost{4 + 16, 2});
  CHECK(self_at(tree, "main/__stack/=main:1:f/local") == one_object(8));
  CHECK(self_at(tree, "main/__stack/=main:1:g") == one_object(32));
  CHECK(self_at(tree, "main/__stack/=main:1:g/local") == one_object(64));
}

TEST_CASE("a frame begins at its slot even if no object matches") {
  Sized make;
  const Ref gone{0xdead0};
  const Ref local = make();
  const Ref other = make();
  const Ref thread = make(
      "thread", {list("stack", {gone, local, nil, other}), stack_names({"frame:f", "x", "frame:g", "y"})});
  const Tree tree = live_tree(make.heap.root("main", thread).load());
  CHECK(self_at(tree, "main/__stack/f/x") == one_object(1));
  CHECK(self_at(tree, "main/__stack/g/y") == one_object(2));
}

TEST_CASE("a stack without names, as older VMs write it") {
  Sized make;
  const Ref thread = make("thread", {list("stack", {make(), make()})});
  const Tree tree = live_tree(make.heap.root("main", thread).load());
  CHECK(self_at(tree, "main/__stack") == Cost{1 + 2, 2});
}

TEST_CASE("classes and their objects") {
  Sized make;
  const Ref super = make();          // 1
  const Ref name = make();           // 2
  const Ref static_member = make();  // 4
  const Ref meta = make();           // 8
  const Ref offsets = make();        // 16
  const Ref member = make();         // 32
  const Ref point = make("class", {text("name", "Point"), one("super", super), list("membernames", {name}),
                                   list("staticmembers", {static_member}), one("instancemetatable", meta),
                                   one("memberstooffset", offsets)});                   // 64
  const Ref object = make("object", {one("class", point), list("members", {member})});  // 128
  const Tree tree = live_tree(make.heap.root("root", object).load());
  CHECK(self_at(tree, "root") == Cost{128 + 32, 2});
  CHECK(self_at(tree, "root/__class") == Cost{64 + 2 + 4 + 16, 4});
  CHECK(self_at(tree, "root/__class/__super") == one_object(1));
  CHECK(self_at(tree, "root/__class/__meta") == one_object(8));
}

TEST_CASE("an object sits where the first edge reaches it, breadth first") {
  Heap heap;
  const Ref shared = heap.table({});
  const Ref deep = heap.record({{"a", heap.record({{"b", shared}})}});
  const Ref shallow = heap.record({{"late", shared}});
  const Tree tree = live_tree(heap.root("deep", deep).root("shallow", shallow).load());
  CHECK(self_at(tree, "shallow/late") == Cost{100, 1});
  CHECK(self_at(tree, "deep/a/b") == std::nullopt);
}

TEST_CASE("cycles end, and what no root reaches is counted apart") {
  Heap heap;
  const Ref first = heap.next();
  const Ref second = heap.next(1);
  heap.table({}, {second});
  heap.table({}, {first});
  const Ref lost = heap.next();
  heap.table({}, {lost});
  heap.root("root", first);
  const Summary summary = report_on(dumps_of(heap.load())).summary;
  CHECK(summary.reached == Cost{200, 2});
  CHECK(summary.unreached == Cost{100, 1});
  CHECK(summary.counted == Cost{200, 2});
}

TEST_CASE("an object that two roots name belongs to the first") {
  Heap heap;
  const Ref object = heap.table({});
  const Tree tree = live_tree(heap.root("one", object).root("two", object).load());
  CHECK(self_at(tree, "one") == Cost{100, 1});
  CHECK(tree.nodes.size() == 2);
}

TEST_CASE("weak references are walked only if that is asked for") {
  Heap heap;
  const Ref metatable = heap.record({{"__mode", heap.string("v")}});
  const Ref cache = heap.record({{"entry", heap.table({})}, {"text", heap.string("kept")}}, metatable);
  const Snapshot snapshot = heap.root("cache", cache).load();
  CHECK(self_at(live_tree(snapshot), "cache/entry") == std::nullopt);
  CHECK(self_at(live_tree(snapshot), "cache/text") == Cost{100, 1});
  CHECK(self_at(live_tree(snapshot, true), "cache/entry") == Cost{100, 1});
}

TEST_CASE("new is what the old dump does not have") {
  Heap old_heap;
  const Ref kept = old_heap.table({});
  const Snapshot old = old_heap.root("root", kept).load();
  Heap heap;
  const Ref same = heap.table({}, {heap.next(1)});
  heap.size = 7;
  heap.table({});
  const Snapshot snapshot = heap.root("root", same).load();
  const Tree tree = tree_of(snapshot, paths_of(snapshot), weigh_added(match_by_address(snapshot, old)));
  CHECK(tree.root().total == Cost{7, 1});
  CHECK(self_at(tree, "root") == Cost{7, 1});
}

TEST_CASE("a list of a million tables") {
  constexpr std::uint64_t length = 1000000;
  Heap heap;
  heap.size = 1;
  const Ref next = heap.string("next");
  for (std::uint64_t i = 1; i < length; ++i) heap.table({{next, heap.next(1)}});
  heap.table({});
  const Snapshot snapshot = heap.root("list", Ref{next.address + 0x10}).load();
  const Tree tree = live_tree(snapshot);
  CHECK(tree.nodes.size() == length + 1);
  CHECK(tree.nodes.back().depth == length);
  CHECK(tree.root().total == Cost{length + 1, length + 1});
}
