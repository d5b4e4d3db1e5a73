// SPDX-License-Identifier: MIT
// The wording of verdicts.
#include "report/verdict.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace heapgraph;

namespace {

constexpr std::uint64_t kb = 1024;

/// Site of `links` new objects that hold `bytes`, which cutting its references frees.
Site new_site(std::string place, std::string what, std::uint64_t links, std::uint64_t bytes) {
  Site site;
  site.place = std::move(place);
  site.what = std::move(what);
  site.links = links;
  site.added = site.after = {bytes, links};
  site.frees_bytes = site.frees_with_others_bytes = bytes;
  return site;
}

Site grown_site(std::string place, std::uint64_t bytes) {
  Site site;
  site.place = std::move(place);
  site.what = "table";
  site.grown = {bytes, 1};
  site.after = {bytes, 0};
  return site;
}

/// Change of a heap of 1,000 KB in which all sites together gained `grown`.
ChangeInAll grown_by(std::uint64_t grown) {
  return {1000 * kb, grown, static_cast<std::int64_t>(grown), grown, 0};
}

std::string verdict(const std::vector<Site>& sites, const ChangeInAll& change,
                    const CommonHolder& common = {}, const std::string& plural = "tables {id}") {
  return verdict_on_change(sites, change, common, plural);
}

}  // namespace

TEST_CASE("a leak at one site") {
  const Site site = new_site("_G.Log.lines[*]", "table {id}", 1200, 100 * kb);
  CHECK(verdict({site}, grown_by(100 * kb)) ==
        "All of the growth hangs from _G.Log.lines: 1,200 new tables {id} hold 100.0 KB. Cutting those "
        "references "
        "frees 100.0 KB.");
  CHECK(verdict({site, new_site("_G.b", "table", 1, 5 * kb)}, grown_by(105 * kb)) ==
        "95.2% of the growth hangs from _G.Log.lines: 1,200 new tables {id} hold 100.0 KB. Cutting those "
        "references "
        "frees 100.0 KB.");
}

TEST_CASE("a leak that one reference holds") {
  Site site = new_site("_G.Log.head", "table {next}", 1, 100 * kb);
  site.added.objects = 5000;
  site.pattern = "a linked list that only gets longer";
  CHECK(verdict({site}, grown_by(100 * kb)) ==
        "All of the growth hangs from _G.Log.head: 1 new table {next} holds 100.0 KB in 5,000 objects. A "
        "linked "
        "list that only gets longer. Cutting that reference frees 100.0 KB.");
}

TEST_CASE("a leak at two sites") {
  const std::vector<Site> sites = {new_site("_G.a[*]", "table {id}", 10, 40 * kb),
                                   new_site("_G.b[*]", "table", 10, 35 * kb),
                                   new_site("_G.c[*]", "table", 10, 25 * kb)};
  CHECK(
      verdict(sites, grown_by(100 * kb)) ==
      "40.0% of the growth hangs from _G.a: 10 new tables {id} hold 40.0 KB; 35.0% from _G.b. Cutting those "
      "references frees 40.0 KB.");
  CHECK(
      verdict({sites[0], grown_site("_G.b", 35 * kb), sites[2]}, grown_by(100 * kb)) ==
      "40.0% of the growth hangs from _G.a: 10 new tables {id} hold 40.0 KB; 35.0% is in _G.b. Cutting those "
      "references frees 40.0 KB.");
}

TEST_CASE("a leak below a common holder") {
  const std::vector<Site> sites = {new_site("_G.World.a[*]", "table {id}", 10, 40 * kb),
                                   new_site("_G.World.b[*]", "table", 10, 40 * kb)};
  CHECK(verdict(sites, grown_by(100 * kb), {"_G.World", 90 * kb, 3}) ==
        "90.0% of the growth hangs below _G.World, at 3 places; most of it, 40.0%, from _G.World.a: 10 new "
        "tables "
        "{id} hold 40.0 KB. Cutting those references frees 40.0 KB.");
}

TEST_CASE("what one reference holds in several entries") {
  Site site = new_site("_G.cache", "table {id}", 1, 40 * kb);
  site.entries = 30;
  CHECK(
      verdict({site}, grown_by(40 * kb)) ==
      "All of the growth hangs from _G.cache: 30 new tables {id} hold 40.0 KB. Cutting the reference to them "
      "frees 40.0 KB.");
  site.also_held_by = {"_G.list"};
  CHECK_THAT(verdict({site}, grown_by(40 * kb)),
             test::containing(" They are also held by _G.list; cutting both"));
}

TEST_CASE("growth in place") {
  Site site = grown_site("_G.Metrics.samples", 100 * kb);
  site.pattern = "it holds numbers, which dumps do not show, or has room to spare";
  CHECK(verdict({site}, grown_by(100 * kb)) ==
        "All of the growth is in _G.Metrics.samples: a table grew in place by 100.0 KB. It holds numbers, "
        "which dumps do not show, or has room to spare.");
  site.what = "Entity";
  CHECK_THAT(verdict({site}, grown_by(100 * kb)), test::containing(": an Entity grew in place by 100.0 KB."));
}

TEST_CASE("objects that moved into a leak") {
  Site site = new_site("_G.stack[*]", "table {id}", 80, 20 * kb);
  site.moved_in = {80 * kb, 70};
  site.added.objects = 10;
  CHECK(
      verdict({site}, grown_by(100 * kb))
          .starts_with(
              "20.0% of the growth hangs from _G.stack: 80 tables {id}, new or moved there, hold 100.0 KB"));
}

TEST_CASE("a leak that others hold too") {
  Site site = new_site("_G.Heartbeat[*]", "function tick (a:1)", 3, 100 * kb);
  site.frees_bytes = 0;
  site.also_held_by = {"_G.Left[*]"};
  const std::string head =
      "All of the growth hangs from _G.Heartbeat: 3 new functions tick (a:1) hold 100.0 KB. They are also "
      "held by ";
  CHECK(verdict({site}, grown_by(100 * kb), {}, "functions tick (a:1)") ==
        head + "_G.Left; cutting both frees 100.0 KB; cutting only the first frees nothing.");
  site.frees_bytes = 2 * kb;
  site.also_held_by = {"_G.Left[*]", "_G.Right", "main → stack of thread"};
  CHECK(verdict({site}, grown_by(100 * kb), {}, "functions tick (a:1)") ==
        head +
            "_G.Left, _G.Right and main → stack of thread; cutting all of them frees 100.0 KB; cutting only "
            "the first frees 2.0 "
            "KB.");
}

TEST_CASE("nothing leaks") {
  const Site site = new_site("_G.a[*]", "table", 10, 10 * kb);
  // 2% of the heap is the least that is called a leak.
  const ChangeInAll small = {1000 * kb, 30 * kb, 19 * static_cast<std::int64_t>(kb), 50 * kb, 31 * kb};
  CHECK(verdict({site}, small) ==
        "Nothing leaks: 50.0 KB are new and 31.0 KB were freed, so the heap grew by 19.0 KB (1.9%).");
  CHECK_FALSE(is_leak(small));
  CHECK(is_leak({1000 * kb, 20 * kb, 20 * static_cast<std::int64_t>(kb), 20 * kb, 0}));
  CHECK(is_leak({0, kb, static_cast<std::int64_t>(kb), kb, 0}));
  CHECK_FALSE(is_leak({0, 0, 0, 0, 0}));
  CHECK(verdict({}, {1000 * kb, 0, 0, 0, 0}) == "Nothing leaks: nothing is new, and nothing was freed.");
  // The net change is still told if objects only moved in from where no root reached them.
  CHECK(verdict({}, {1000 * kb, kb, static_cast<std::int64_t>(kb), 0, 0}) ==
        "Nothing leaks: the reachable heap changed by +1.0 KB.");
}

TEST_CASE("a heap that shrinks leaks nothing") {
  const ChangeInAll change = {1000 * kb, 0, -100 * static_cast<std::int64_t>(kb), 5 * kb, 105 * kb};
  CHECK(verdict({new_site("_G.a", "table", 1, kb)}, change) ==
        "Nothing leaks: 5.0 KB are new and 105.0 KB were freed, so the heap shrank by 100.0 KB (10.0%).");
}

TEST_CASE("one dump") {
  Site site = new_site("_G.World.players[*]", "table {id}", 51, 620 * kb);
  CHECK(verdict_on_live({site}, {1000 * kb, 9000}, "tables {id}") ==
        "62.0% of 1.0 MB is held by _G.World.players: 51 tables {id}. Cutting those references frees "
        "620.0 KB.");
  site.links = 1;
  CHECK(verdict_on_live({site}, {1000 * kb, 9000}, "tables {id}") ==
        "62.0% of 1.0 MB is held by _G.World.players: 1 table {id}. Cutting that reference frees 620.0 KB.");
  CHECK(verdict_on_live({}, {1000 * kb, 9000}, "") == "1.0 MB are alive, in no place that stands out.");
}

TEST_CASE("verdicts are printable and short whatever the names are") {
  std::string odd = "_G[\"a\nb\x01\"]";
  odd += std::string(5000, 'x');
  Site site = new_site(odd, "table {" + std::string(20, 'f') + "}", 3, 100 * kb);
  site.also_held_by = {odd, odd, odd};
  const std::string text =
      verdict({site, site, site}, {1000 * kb, 300 * kb, 300 * static_cast<std::int64_t>(kb), 300 * kb, 0},
              {odd, 250 * kb, 3});
  INFO(text);
  CHECK(text.size() < 2000);
  for (const char c : text) CHECK(static_cast<unsigned char>(c) >= 0x20);
}
