// SPDX-License-Identifier: MIT
// Reports as people and scripts get them.
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/options.h"
#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::string write_report(std::string_view format, const std::vector<Dump>& dumps,
                         const Options& options = {}) {
  const Format& writer = *format_by_name(format);
  Question question = options.question;
  ask_for(question, writer);
  question.rows = options.text.top;
  const Analysis analysis = analyze(question, dumps);
  std::ostringstream out;
  writer.write(out, result_of(analysis, options.picture, options.text));
  return out.str();
}

std::vector<Dump> one(Snapshot snapshot) {
  std::vector<Dump> dumps;
  dumps.push_back({"new.json", std::move(snapshot)});
  return dumps;
}

std::vector<Dump> two(Snapshot old, Snapshot snapshot) {
  std::vector<Dump> dumps = one(std::move(snapshot));
  dumps.insert(dumps.begin(), Dump{"old.json", std::move(old)});
  return dumps;
}

Snapshot dump(const std::string& name) {
  return load_snapshot(testdata("snapshots/" + name).string());
}

}  // namespace

TEST_CASE("golden reports") {
  const std::vector<Dump> game = two(dump("game.1.json"), dump("game.2.json"));
  check_golden("game.new.txt", write_report("text", game));
  check_golden("game.new.md", write_report("markdown", game));
  check_golden("game.new.json", write_report("json", game));
  Options narrow;
  narrow.text.width = 60;
  narrow.text.cuts_to_width = true;
  narrow.text.top = 1;
  check_golden("churn.new.narrow.txt",
               write_report("text", two(dump("churn.1.json"), dump("churn.2.json")), narrow));
  Options functions;
  functions.text.by = "function";
  Options why;
  why.question.why = "mainthread/__env/World/Heartbeat/handlers/**";
  why.text.top = 2;
  check_golden("game.why.txt", write_report("text", game, why));
  check_golden("game.why.md", write_report("markdown", game, why));
  check_golden("closures.functions.txt", write_report("text", one(dump("closures.2.json")), functions));
}

TEST_CASE("lines of a report fit the width, whatever a heap calls its things") {
  Heap heap;
  const Ref value = heap.table({});
  Ref holder = value;
  for (int i = 0; i < 50; ++i) holder = heap.record({{"a rather long name | `" + std::to_string(i), holder}});
  heap.root("r", holder);
  const std::vector<Dump> dumps = one(heap.load());
  Options options;
  options.text.width = 70;
  options.text.cuts_to_width = true;
  std::istringstream lines(write_report("text", dumps, options));
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 74);  // an ellipsis is three bytes
  CHECK(write_report("markdown", dumps).find("| a rather") == std::string::npos);
}

TEST_CASE("nothing new is said in one line, and the sums stay") {
  const std::string text = write_report("text", two(dump("empty.2.json"), dump("empty.2.json")));
  CHECK(text.starts_with(
      "Nothing leaks: nothing is new, and nothing was freed.\nnothing is new, and nothing grew\n"));
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
  const std::vector<Dump> dumps = one(heap.load());
  const nlohmann::json report = nlohmann::json::parse(write_report("json", dumps));
  CHECK(report["schema"] == 2);
  CHECK(report["old"].is_null());
  CHECK(report["new"]["objects"] == dumps.front().snapshot.object_count());
  std::istringstream rows(write_report("jsonl", dumps));
  std::size_t count = 0;
  for (std::string row; std::getline(rows, row); ++count)
    CHECK(report["nodes"].at(count) == nlohmann::json::parse(row));
  CHECK(report["nodes"].size() == count);
}
