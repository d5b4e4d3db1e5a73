// SPDX-License-Identifier: MIT
// Benchmark of each phase for one dump: HEAPGRAPH_DUMP=dump.json heapgraph_bench_phases
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <sstream>

#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "tree/arrange.h"
#include "tree/place_by_path.h"

namespace {

using namespace heapgraph;

const char* path() {
  const char* const given = std::getenv("HEAPGRAPH_DUMP");
  return given != nullptr ? given : "testdata/snapshots/game.2.json";
}

const Snapshot& snapshot() {
  static const Snapshot loaded = load_snapshot(path());
  return loaded;
}

void count_objects(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(snapshot().object_count()));
}

void load(benchmark::State& state) {
  LoadOptions options;
  options.detail = static_cast<LoadDetail>(state.range(0));
  options.threads = static_cast<unsigned>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(load_snapshot(path(), options));
  count_objects(state);
}
BENCHMARK(load)
    ->ArgNames({"addresses_only", "threads"})
    ->ArgsProduct({{0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void walk(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(place_by_path(snapshot(), false, false));
  count_objects(state);
}
BENCHMARK(walk)->Unit(benchmark::kMillisecond);

void tree(benchmark::State& state) {
  const Placement placement = place_by_path(snapshot(), false, false).placement;
  for (auto _ : state) benchmark::DoNotOptimize(build_tree(placement, snapshot(), Weights()));
  count_objects(state);
}
BENCHMARK(tree)->Unit(benchmark::kMillisecond);

void write(benchmark::State& state) {
  const std::vector<Dump> dumps = [] {
    std::vector<Dump> loaded;
    loaded.push_back({path(), load_snapshot(path())});
    return loaded;
  }();
  const Analysis analysis = analyze({}, dumps);
  const Format& format = formats()[static_cast<std::size_t>(state.range(0))];
  for (auto _ : state) {
    std::ostringstream out;
    format.write(out, result_of(analysis));
    benchmark::DoNotOptimize(out);
  }
  state.SetLabel(std::string(format.name));
}
BENCHMARK(write)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
