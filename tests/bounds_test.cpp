// SPDX-License-Identifier: MIT
// Bounds: what asks for more than its input is worth is refused, or cut, in one line that names the bound.
#include "heapgraph/bounds.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/input.h"
#include "base/json_fault.h"
#include "base/scheduler.h"
#include "base/text.h"
#include "cli/bounds_option.h"
#include "heapgraph/analyze.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "runtimes/readers.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/packed.h"
#include "support/trees.h"
#include "tree/split_by_category.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// An input without an end, which repeats a text behind a beginning.
class EndlessInput : public Input {
 public:
  EndlessInput(std::string beginning, std::string repeated)
      : beginning_(std::move(beginning)), repeated_(std::move(repeated)) {}

  std::size_t read(char* to, std::size_t size) override {
    if (given_ > (std::size_t{1} << 26U)) FAIL("the input is read on and on");
    for (std::size_t i = 0; i < size; ++i, ++given_) {
      to[i] = given_ < beginning_.size() ? beginning_[given_]
                                         : repeated_[(given_ - beginning_.size()) % repeated_.size()];
    }
    return size;
  }
  std::size_t given() const { return given_; }

 private:
  std::string beginning_;
  std::string repeated_;
  std::size_t given_ = 0;
};

/// The error for an endless input, of which no more than a block and the beginning may be read.
std::string error_of_endless(const std::string& beginning, const std::string& repeated) {
  EndlessInput input(beginning, repeated);
  Source source = {input, "endless", 0};
  Scheduler scheduler(1);
  try {
    readers().front().read(source, {}, scheduler);
  } catch (const Error& error) {
    CHECK(input.given() <= (std::size_t{1} << 21U));
    return error.what();
  }
  return "no error";
}

std::string scratch_file(std::string_view bytes) {
  const std::filesystem::path path = scratch_path("bounds");
  std::ofstream(path, std::ios::binary) << bytes;
  return utf8_name(path);
}

/// A chain of tables that refer to each other by one long name.
Snapshot chain(std::size_t length, const std::string& name, const Bounds& bounds = {}) {
  Heap heap;
  const Ref key = heap.string(name);
  Ref last = heap.table({});
  for (std::size_t i = 1; i < length; ++i) last = heap.table({{key, last}});
  LoadOptions options;
  options.bounds = bounds;
  return parse_snapshot(heap.root("r", last).dump(), "chain.json", options);
}

std::string written(const Snapshot& snapshot, std::string_view format, const Bounds& bounds) {
  std::vector<Dump> dumps;
  dumps.push_back({"chain.json", snapshot});
  Question question;
  question.report = format == "json";
  question.bounds = bounds;
  const Analysis analysis = analyze(question, dumps);
  std::ostringstream out;
  format_by_name(format)->write(out, result_of(analysis));
  return out.str();
}

}  // namespace

TEST_CASE("an endless input that is no dump is refused after its first block") {
  CHECK_THAT(error_of_endless("", "y\n"), containing("endless:1:1: not JSON: "));
  CHECK_THAT(error_of_endless("", std::string(1, '\0')), containing("endless:1:1: not JSON: a NUL byte"));
  CHECK_THAT(error_of_endless("", " "), containing("begins with nothing but white space"));
  CHECK_THAT(error_of_endless("{\"features\":[", "{\"type\":\"Feature\"},"), containing("no Luau heap dump"));
  CHECK_THAT(error_of_endless("[", "1,"), containing("no Luau heap dump"));
  CHECK_THAT(error_of_endless("{\"objects\":{\n\"", "y"), containing("endless:"));
  CHECK_THAT(error_of_endless("{\"objects\":{},\"roots\":{}}", "{}"), containing("endless:1:26: not JSON"));
}

TEST_CASE("the beginning of a text shows its mistakes but not that it is cut") {
  CHECK_FALSE(look_at_beginning("{\"a\":[1,{\"b\":\"te").fault);
  CHECK_FALSE(look_at_beginning("{\"a\":\"\xe6\x97").fault);
  CHECK(look_at_beginning("{\"a\":nope                        ").fault);
  CHECK(look_at_beginning("{\"a\":1}       {       ").fault);
  CHECK(look_at_beginning("{\"a\":{\"b\":1},\"c\":").keys == std::vector<std::string>{"a", "c"});
  CHECK(look_at_beginning("[[[{\"a\":[").depth == 5);
}

TEST_CASE("an archive that unpacks to far more than it has is refused") {
  const std::string file = scratch_file(gzip(std::string(std::size_t{80} << 20U, ' ')));
  Bounds bounds;
  bounds.unpacked_ratio = 200;
  CHECK_THROWS_WITH(read_unpacked(file, bounds),
                    containing("unpacks to more than 200 bytes") && containing("--max ratio=N"));
  CHECK(read_unpacked(file, {}).size() == std::size_t{80} << 20U);
  bounds = {};
  bounds.unpacked_bytes = 1000;
  CHECK_THROWS_WITH(read_unpacked(file, bounds), containing("--max unpacked=N"));
}

TEST_CASE("of a long name the beginning and a hash are kept") {
  const std::string one = std::string(5000, 'a') + "1";
  const std::string other = std::string(5000, 'a') + "2";
  Heap heap;
  heap.string(one);
  heap.string(other);
  heap.string("日本" + std::string(4089, 'b'));
  const Snapshot snapshot = heap.root("r", heap.table({})).load();
  const auto text = [&](std::uint32_t id) {
    return std::string(snapshot.text(snapshot.label(static_cast<ObjectId>(id))));
  };
  CHECK(text(0).starts_with(std::string(4096, 'a') + "…#"));
  CHECK(text(0).size() == 4096 + 4 + 16);
  CHECK(text(0) != text(1));
  CHECK(text(2) == "日本" + std::string(4089, 'b'));
  CHECK(snapshot.report().long_names == 2);

  LoadOptions options;
  options.bounds.name_bytes = 4;
  const Snapshot cut = parse_snapshot(heap.dump(), "cut.json", options);
  CHECK(std::string(cut.text(cut.label(ObjectId{2}))).starts_with("日…#"));  // no character is cut
}

TEST_CASE("roots and dumps of a series are counted") {
  Heap heap;
  const Ref table = heap.table({});
  heap.root("a", table).root("b", table).root("c", table);
  LoadOptions options;
  options.bounds.roots = 2;
  CHECK_THROWS_WITH(parse_snapshot(heap.dump(), "x.json", options), containing("--max roots=N"));
  Question question;
  question.bounds.dumps = 3;
  CHECK_NOTHROW(plan_for(question, 3));
  CHECK_THROWS_WITH(plan_for(question, 4), containing("--max dumps=N"));
}

TEST_CASE("very many equal roots take no time each for each") {
  Heap heap;
  const Ref table = heap.table({});
  for (int i = 0; i < 100000; ++i) heap.root("", table);
  std::vector<Dump> dumps;
  dumps.push_back({"1.json", heap.load()});
  dumps.push_back({"2.json", heap.load()});
  Question question;
  question.report = true;
  question.sites = true;
  CHECK(analyze(question, dumps).summary.added.is_nothing());
}

TEST_CASE("a split by category has no more nodes than its bound") {
  Heap heap;
  const Ref key = heap.string("k");
  std::vector<Ref> leaves;
  for (int category = 0; category < 256; ++category) {
    heap.category = static_cast<std::uint8_t>(category);
    leaves.push_back(heap.table({}));
  }
  Ref last = heap.table({}, leaves);
  for (int i = 0; i < 5000; ++i) last = heap.table({{key, last}});
  const Snapshot snapshot = heap.root("r", last).load();
  const Placement placement = paths_of(snapshot);
  CHECK_THROWS_WITH(split_by_category(placement, snapshot, Split::all), containing("--max nodes=N"));
  Bounds bounds;
  bounds.nodes_ratio = 1000;
  CHECK(split_by_category(placement, snapshot, Split::all, bounds).nodes.size() > 1250000);
}

TEST_CASE("names in formats with the whole tree take no more than a multiple of the dump") {
  Bounds bounds;
  bounds.name_bytes = 100000;
  const Snapshot snapshot = chain(1000, std::string(90000, 'a'), bounds);
  for (const char* const format : {"jsonl", "json"}) {
    CHECK_THROWS_WITH(written(snapshot, format, {}), containing("--max output=N"));
  }
  // A path in folded is cut anyway.
  CHECK(written(snapshot, "folded", {}).size() < (std::size_t{200} << 20U));
  bounds.output_ratio = 1000;
  CHECK(written(snapshot, "jsonl", bounds).size() > 90000000);
  CHECK(written(chain(1000, std::string(90000, 'a')), "jsonl", {}).size() < 6000000);
}

TEST_CASE("a budget is small and flat") {
  const auto error_of = [](const std::string& text) {
    try {
      load_budget(scratch_file(text));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  CHECK_THAT(error_of(std::string(200000, '[') + std::string(200000, ']')),
             containing("deeper than 100 levels"));
  CHECK_THAT(error_of(std::string(200000, '[')), containing("deeper than 100 levels"));
  CHECK_THAT(error_of("{\"limits\":" + std::string(99, '[') + std::string(99, ']') + "}"),
             containing("must be an object"));
  CHECK_THAT(error_of(std::string((std::size_t{16} << 20U) + 1, ' ')), containing("larger than 16 MiB"));
  std::string limits = "{\"limits\":[{\"bytes\":1}";
  for (int i = 0; i < 1000; ++i) limits += ",{\"bytes\":1}";
  CHECK_THAT(error_of(limits + "]}"), containing("more than 1000 entries"));
  const std::string long_key = "{\"" + std::string(1000000, 'x') + "\":1}";
  CHECK(error_of(long_key).size() < 500);
}

TEST_CASE("very many lines that are no JSON cost no exception each") {
  std::string text = "{\"objects\":{\n";
  for (int i = 0; i < 3000000; ++i) text += "\"\n";
  CHECK_THROWS_WITH(parse_snapshot(text, "lines.json"), containing("lines.json:2:"));
}

TEST_CASE("a long text is shortened as if all of it were escaped") {
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += i % 7 == 0 ? "日" : i % 11 == 0 ? "\x01" : i % 13 == 0 ? "\xff" : "a";
  for (std::size_t cells = 0; cells < 300; ++cells) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{50}, std::size_t{1201}, text.size()}) {
      const std::string part = text.substr(0, size);
      REQUIRE(shorten_printable(part, cells) == shorten_in_the_middle(escape_unprintable(part), cells));
    }
  }
}

TEST_CASE("a bound is set by name") {
  Bounds bounds;
  set_bound(bounds, "name=64KB");
  CHECK(bounds.name_bytes == 65536);
  set_bound(bounds, "roots=5");
  CHECK(bounds.roots == 5);
  CHECK_THROWS_WITH(set_bound(bounds, "nmae=5"),
                    containing("`nmae` is not the name of a bound") && containing("name"));
  for (const char* const text : {"name", "name=", "name=0", "name=nan", "name=-1", "name=1e3"}) {
    CHECK_THROWS_AS(set_bound(bounds, text), Error);
  }
}
