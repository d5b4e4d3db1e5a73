// SPDX-License-Identifier: MIT
// Places: paths in which names that are data are generalised, as code and as patterns.
#include "report/places.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/heap.h"
#include "support/tiny_runtime.h"
#include "support/trees.h"
#include "tree/path_pattern.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Unchanged walk_all(const Snapshot& snapshot) {
  return walk_unchanged(snapshot, std::vector<std::uint8_t>(snapshot.edge_count(), 1),
                        std::vector<std::uint8_t>(snapshot.roots().size(), 1), true, false);
}

/// Places of one dump.
struct Named {
  Snapshot snapshot;
  Unchanged walked;
  Places places;

  explicit Named(const Heap& heap)
      : snapshot(heap.load()), walked(walk_all(snapshot)), places(snapshot, walked.steps, nullptr, nullptr) {}

  SitePlace of(Ref ref) { return places.of(snapshot.find(ref.address)); }
  std::string code(Ref ref) { return places.code(of(ref)); }
  std::string pattern(Ref ref) { return places.pattern(of(ref)); }

  /// True if the pattern of an object's place matches the node on which it sits.
  bool finds(Ref ref) {
    const Placement placement = paths_of(snapshot);
    const std::vector<bool> matches = PathPattern(pattern(ref)).match(placement.nodes, *snapshot.names());
    return matches[index(placement.node_of[snapshot.find(ref.address)])];
  }
};

/// Heap whose main thread has these globals.
Heap& with_globals(Heap& heap, const std::vector<std::pair<std::string, Ref>>& fields) {
  const Ref globals = heap.record(fields);
  return heap.root("mainthread", heap.object("thread", {one("env", globals)}));
}

}  // namespace

TEST_CASE("places are written as code and as patterns") {
  Heap heap;
  const Ref history = heap.table({});
  const Ref player = heap.record({{"history", history}});
  const Ref players = heap.table({}, {player, heap.table({})});
  const Ref world = heap.record({{"players", players}});
  const Ref held = heap.table({});
  const Ref proto = heap.object("proto", {text("source", "=game"), number("line", 3)});
  const Ref function =
      heap.object("function", {text("name", "tick"), one("proto", proto), list("upvalues", {held})});
  with_globals(heap, {{"World", world}, {"tick", function}, {"two words", heap.table({})}});
  Named named(heap);
  CHECK(named.code(world) == "_G.World");
  CHECK(named.code(player) == "_G.World.players[*]");
  CHECK(named.code(history) == "_G.World.players[*].history");
  CHECK(named.pattern(history) == "mainthread/__env/World/players/history/**");
  CHECK(named.code(held) == "_G.tick → upvalue of tick (game:3)");
  CHECK(named.places.of_root("mainthread") == named.of({heap.next().address - 0x10}));
  for (const Ref ref : {history, player, players, world, held, function}) CHECK(named.finds(ref));
}

TEST_CASE("the entries of a dictionary are one place, and the fields of a record are not") {
  Heap heap;
  std::vector<std::pair<std::string, Ref>> players;
  std::vector<std::pair<std::string, Ref>> alike;
  std::vector<std::pair<std::string, Ref>> unlike;
  for (int i = 0; i < 40; ++i) {
    const std::string letters = {static_cast<char>('a' + i / 10), static_cast<char>('a' + i % 10)};
    players.emplace_back(fmt::format("player_{}", i), heap.table({}));
    alike.emplace_back(letters, heap.record({{"hp", heap.table({})}}));
    unlike.emplace_back(letters, heap.record({{letters, heap.table({})}}));
  }
  const std::vector<std::pair<std::string, Ref>> slots = {{"slot_1", heap.table({})},
                                                          {"slot_2", heap.table({})}};
  const std::vector<std::pair<std::string, Ref>> mixed = {{"id_1", heap.table({})},
                                                          {"id_2", heap.table({})},
                                                          {"id_3", heap.table({})},
                                                          {"names", heap.table({})}};
  with_globals(heap, {{"players", heap.record(players)},
                      {"alike", heap.record(alike)},
                      {"unlike", heap.record(unlike)},
                      {"slots", heap.record(slots)},
                      {"mixed", heap.record(mixed)},
                      {"session", heap.record({{"s-0f8fad5b", heap.table({})}})}});
  Named named(heap);
  CHECK(named.code(players[3].second) == "_G.players[*]");
  CHECK(named.of(players[3].second) == named.of(players[30].second));
  CHECK(named.pattern(players[3].second) == "mainthread/__env/players/player_*/**");
  CHECK(named.code(alike[3].second) == "_G.alike[*]");
  CHECK(named.pattern(alike[3].second) == "mainthread/__env/alike/*/**");
  CHECK(named.finds(alike[3].second));
  CHECK(named.code(unlike[3].second) == "_G.unlike." + unlike[3].first);
  CHECK(named.code(slots[0].second) == "_G.slots.slot_1");
  CHECK(named.code(mixed[0].second) == "_G.mixed.id_*");
  CHECK(named.code(mixed[3].second) == "_G.mixed.names");
}

TEST_CASE("the key and the value of an entry are one place") {
  Heap heap;
  Heap::Pairs pairs;
  for (int i = 0; i < 4; ++i) pairs.emplace_back(heap.string(fmt::format("job_{}", i)), heap.table({}));
  const Ref object = heap.table({});
  const Ref value = heap.table({});
  with_globals(heap, {{"jobs", heap.table(pairs)}, {"by_object", heap.table({{object, value}})}});
  Named named(heap);
  CHECK(named.of(pairs[0].first) == named.of(pairs[0].second));
  CHECK(named.code(object) == named.code(value));
}

TEST_CASE("a chain is one place from its third round on") {
  Heap heap;
  constexpr std::uint64_t links = 1000;
  std::vector<Ref> list;
  Ref next = nil;
  for (std::uint64_t i = 0; i < links; ++i) {
    next = heap.record({{"next", next}});
    list.push_back(next);
  }
  std::vector<Ref> alternating;
  for (std::uint64_t i = 0; i < links; ++i) {
    alternating.push_back(
        heap.record({{i % 2 == 0 ? "left" : "right", i == 0 ? heap.table({}) : alternating.back()}}));
  }
  with_globals(heap, {{"list", list.back()}, {"tree", alternating.back()}});
  Named named(heap);
  CHECK(named.of(list[0]) == named.of(list[500]));
  CHECK(named.code(list[0]) == "_G.list.next.next…");
  CHECK(named.pattern(list[0]) == "mainthread/__env/list/next/next/**");
  CHECK(named.code(alternating[0]) == "_G.tree.right.left.right.left….right");
  CHECK(named.code(alternating[1]) == "_G.tree.right.left.right.left…");
  CHECK(named.of(alternating[0]) == named.of(alternating[500]));
  CHECK(named.places.size() < 20);
  for (const Ref ref : {list[0], list[998], alternating[1]}) CHECK(named.finds(ref));
}

TEST_CASE("a stack names a place last") {
  Heap heap;
  const Ref held = heap.table({});
  const Ref local = heap.table({});
  const Ref deep = heap.record({{"a", heap.record({{"b", held}})}});
  const Ref globals = heap.record({{"deep", deep}});
  heap.root("mainthread", heap.object("thread", {one("env", globals), list("stack", {held, local})}));
  Named named(heap);
  CHECK(named.code(held) == "_G.deep.a.b");
  CHECK_FALSE(named.places.is_last_choice(named.of(held)));
  CHECK(named.code(local) == "mainthread → stack of thread");
  CHECK(named.places.is_last_choice(named.of(local)));
}

TEST_CASE("names with characters of patterns stand for themselves") {
  Heap heap;
  std::vector<std::pair<std::string, Ref>> fields;
  for (const std::string name : {"a/b", "*", "**", "back\\slash", "line\nbreak", "`quoted`", "", "a*b"}) {
    fields.emplace_back(name, heap.table({}));
  }
  with_globals(heap, {{"odd", heap.record(fields)}});
  Named named(heap);
  for (const auto& [name, ref] : fields) {
    INFO(name);
    CHECK(named.finds(ref));
  }
  CHECK(named.pattern(fields[0].second) == "mainthread/__env/odd/a\\/b/**");
  CHECK(named.pattern(fields[2].second) == "mainthread/__env/odd/\\*\\*/**");
}

TEST_CASE("names of entries with characters of patterns make valid patterns") {
  Heap heap;
  std::vector<std::pair<std::string, Ref>> fields;
  for (const std::string name : {"a/b_1", "a/b_2", "a/b_3", "x\\1", "x\\2", "x\\3", "*1", "*2", "*3"}) {
    fields.emplace_back(name, heap.table({}));
  }
  with_globals(heap, {{"odd", heap.record(fields)}});
  Named named(heap);
  CHECK(named.pattern(fields[0].second) == "mainthread/__env/odd/a\\/b_*/**");
  CHECK(named.pattern(fields[3].second) == "mainthread/__env/odd/x\\\\*/**");
  CHECK(named.pattern(fields[6].second) == "mainthread/__env/odd/*/**");
  CHECK_NOTHROW(PathPattern(named.pattern(fields[3].second)));
}

TEST_CASE("the place of a very long path is short, and its pattern is valid") {
  Heap heap;
  constexpr std::size_t links = 20000;
  std::vector<Ref> chain = {heap.table({})};
  for (std::size_t i = 0; i < links; ++i) {
    // Each name is another, and none has an id.
    std::string name;
    for (std::size_t left = links - i; left != 0; left /= 16) name += static_cast<char>('g' + left % 16);
    chain.push_back(heap.record({{name, chain.back()}}));
  }
  with_globals(heap, {{"chain", chain.back()}});
  Named named(heap);
  const std::string code = named.code(chain[0]);
  INFO(code);
  CHECK(code.size() < 1000);
  CHECK(code.starts_with("_G.chain.h.i.j."));
  CHECK(code.find(" … .") != std::string::npos);
  CHECK(code.ends_with(named.code(chain[0]).substr(code.size() - 4)));
  for (const std::size_t at :
       {std::size_t{0}, links - 10, links - 50, links - 60, links - 61, links - 62, links - 70, links / 2}) {
    INFO(at << ": " << named.pattern(chain[at]));
    CHECK(named.finds(chain[at]));
  }
  CHECK(named.of(chain[0]) != named.of(chain[1]));
}

TEST_CASE("a pattern keeps its first and its last names") {
  for (const int links : {1, 19, 20, 21, 22, 40, 200}) {
    // Each reference has a path of three names.
    std::string text = "tiny heap\n";
    std::string whole = "r/";
    const auto names = [](int i) {
      const std::string letters = {static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)};
      return fmt::format("{0}x/{0}y/{0}z", letters);
    };
    for (int i = 0; i < links; ++i) {
      text += fmt::format("object {} robot 10 -\nto {} {}\n", i + 1, names(i), i + 2);
      whole += names(i) + "/";
    }
    const Snapshot snapshot = tiny::load(text + fmt::format("object {} robot 10 -\nroot 0 r 1\n", links + 1));
    const Unchanged walked = walk_all(snapshot);
    Places places(snapshot, walked.steps, nullptr, nullptr);
    const std::string pattern =
        places.pattern(places.of(snapshot.find(static_cast<std::uint64_t>(links) + 1)));
    INFO(links << ": " << pattern);
    if (links <= 20) {
      CHECK(pattern == whole + "**");
    } else {
      CHECK(pattern.starts_with("r/aax/aay/aaz/abx/"));
      CHECK(pattern.ends_with(names(links - 2) + "/" + names(links - 1) + "/**"));
    }
    const Placement placement = paths_of(snapshot);
    const std::vector<bool> matches = PathPattern(pattern).match(placement.nodes, *snapshot.names());
    CHECK(matches[index(placement.node_of[snapshot.find(static_cast<std::uint64_t>(links) + 1)])]);
  }
}
