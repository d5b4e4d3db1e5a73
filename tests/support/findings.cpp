// SPDX-License-Identifier: MIT
// Findings made by hand.
#include "support/findings.h"

namespace heapgraph::test {

Findings leaking_handlers() {
  Findings findings;
  findings.verdict =
      "90.9% of the growth hangs from _G.World.Heartbeat.handlers: 300 new functions anonymous "
      "(game.luau:23) hold 100.0 KB. They are also held by _G.World.PlayerLeft.handlers; cutting both frees "
      "100.0 KB; cutting only the first frees 1.5 KB.";
  Site handlers;
  handlers.place = "_G.World.Heartbeat.handlers";
  handlers.path = "mainthread/__env/World/Heartbeat/handlers/**";
  handlers.what = "function anonymous (game.luau:23)";
  handlers.links = 300;
  handlers.after = handlers.added = {102400, 900};
  handlers.frees_bytes = 1536;
  handlers.also_held_by = {"_G.World.PlayerLeft.handlers"};
  handlers.frees_with_others_bytes = 102400;
  handlers.pattern = "a list that only grows at its tail";
  handlers.signature = "0123456789abcdef";
  Site pool;
  pool.place = "_G.Pool.items";
  pool.path = "mainthread/__env/Pool/items/**";
  pool.what = "table {id, items, name}";
  pool.links = 7;
  pool.before = {13312, 12};
  pool.after = {23552, 21};
  pool.added = {20480, 20};
  pool.grown = {1024, 2};
  pool.moved_in = {2048, 1};
  pool.freed = {10240, 10};
  pool.moved_out = {2048, 2};
  pool.shrunk_bytes = 1024;
  pool.frees_bytes = 10240;
  pool.also_held_by = {"a", "b", "c", "d", "e"};
  pool.frees_with_others_bytes = 23552;
  pool.signature = "1111111111111111";
  Site log;
  log.place = "_G.World[\"Session Log\"]";
  log.path = "mainthread/__env/World/Session Log/**";
  log.what = "table {at, text}";
  log.links = 1;
  log.entries = 1;
  log.before = {2048, 2};
  log.after = {1024, 1};
  log.freed = {2048, 2};
  log.added = {1024, 1};
  log.frees_bytes = 1024;
  log.signature = "2222222222222222";
  log.is_known = true;
  findings.sites = {handlers, pool, log};
  findings.left_out = 12;
  findings.left_out_before = {1024, 3};
  findings.left_out_after = {1024, 4};
  return findings;
}

Findings list_and_cache() {
  Findings findings;
  findings.verdict = "All of the growth hangs from _G.List: 10 new tables {next} hold 10.0 KB.";
  Site list;
  list.place = "_G.List";
  list.path = "mainthread/__env/List/**";
  list.what = "table {next}";
  list.links = 10;
  list.after = list.added = {10240, 10};
  list.frees_bytes = 10240;
  list.signature = "3333333333333333";
  list.series = {0, 10240, 20480};
  Site cache = list;
  cache.place = "_G.Cache";
  cache.path = "mainthread/__env/Cache/**";
  cache.signature = "4444444444444444";
  cache.series = {0, 10240, 11264};
  cache.is_saturating = true;
  findings.sites = {list, cache};
  return findings;
}

Findings players_of_one_dump() {
  Findings findings;
  findings.verdict = "62.0% of 3.2 MB is held by _G.World.players: 51 × table {id, items, stats}.";
  Site players;
  players.place = "_G.World.players";
  players.path = "mainthread/__env/World/players/**";
  players.what = "table {id, items, stats}";
  players.links = 51;
  players.after = {2048, 102};
  players.frees_bytes = 1024;
  players.signature = "5555555555555555";
  findings.sites = {players};
  return findings;
}

}  // namespace heapgraph::test
