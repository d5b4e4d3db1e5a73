// SPDX-License-Identifier: MIT
// The reports as people and scripts get them.
#include "heapgraph/report.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/options.h"
#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::string write_report(std::string_view format, const Snapshot& snapshot, const Snapshot* old,
                         const Options& options = {}) {
  Dumps dumps;
  dumps.fresh = snapshot;
  if (old != nullptr) {
    dumps.old = *old;
    dumps.names.emplace_back("old.json");
  }
  dumps.names.emplace_back("new.json");
  const Format& writer = *format_by_name(format);
  const Wanted wanted = {writer.needs_report, writer.shows_retained, options.text.top};
  const Analysis analysis = analyze(options.question, wanted, {}, dumps, [](const char*) {});
  std::ostringstream out;
  writer.write(out, result_of(analysis, options.picture, options.text));
  return out.str();
}

Snapshot dump(const std::string& name) {
  return load_snapshot(testdata("snapshots/" + name).string());
}

}  // namespace

TEST_CASE("golden reports") {
  const Snapshot game_old = dump("game.1.json");
  const Snapshot game = dump("game.2.json");
  check_golden("game.new.txt", write_report("text", game, &game_old));
  check_golden("game.new.md", write_report("markdown", game, &game_old));
  check_golden("game.new.json", write_report("json", game, &game_old));
  const Snapshot churn_old = dump("churn.1.json");
  Options narrow;
  narrow.text.width = 60;
  narrow.text.top = 1;
  check_golden("churn.new.narrow.txt", write_report("text", dump("churn.2.json"), &churn_old, narrow));
  Options functions;
  functions.text.by = "function";
  Options why;
  why.question.why = "mainthread/__env/World/Heartbeat/handlers/**";
  why.text.top = 2;
  check_golden("game.why.txt", write_report("text", game, &game_old, why));
  check_golden("game.why.md", write_report("markdown", game, &game_old, why));
  check_golden("closures.functions.txt", write_report("text", dump("closures.2.json"), nullptr, functions));
}

TEST_CASE("lines of a report fit the width, whatever a heap calls its things") {
  Heap heap;
  const Ref value = heap.table({});
  Ref holder = value;
  for (int i = 0; i < 50; ++i) holder = heap.record({{"a rather long name | `" + std::to_string(i), holder}});
  heap.root("r", holder);
  const Snapshot snapshot = heap.load();
  Options options;
  options.text.width = 70;
  std::istringstream lines(write_report("text", snapshot, nullptr, options));
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 74);  // an ellipsis is three bytes
  CHECK(write_report("markdown", snapshot, nullptr).find("| a rather") == std::string::npos);
}

TEST_CASE("nothing new is said in one line, and the sums stay") {
  const Snapshot snapshot = dump("empty.2.json");
  const std::string text = write_report("text", snapshot, &snapshot);
  CHECK(text.starts_with("nothing new\n"));
  CHECK(text.find("How it adds up") != std::string::npos);
  CHECK(text.find("By type") == std::string::npos);
}

TEST_CASE("json is JSON whatever the heap holds, with the rows of jsonl") {
  Heap heap;
  std::string bytes;
  for (int i = 1; i < 256; ++i) {
    if (i != '"' && i != '\\' && i >= ' ' && i < 0x7f) bytes += static_cast<char>(i);
  }
  heap.root("r", heap.record({{bytes, heap.object("function", {text("name", "\\u0000\\ud800 x")})}}));
  const Snapshot snapshot = heap.load();
  const nlohmann::json report = nlohmann::json::parse(write_report("json", snapshot, nullptr));
  CHECK(report["schema"] == 1);
  CHECK(report["old"].is_null());
  CHECK(report["new"]["objects"] == snapshot.object_count());
  std::istringstream rows(write_report("jsonl", snapshot, nullptr));
  std::size_t count = 0;
  for (std::string row; std::getline(rows, row); ++count)
    CHECK(report["nodes"].at(count) == nlohmann::json::parse(row));
  CHECK(report["nodes"].size() == count);
}
