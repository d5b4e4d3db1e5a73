// SPDX-License-Identifier: MIT
// Amount of damage in a dump that the reader passes over.
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/check.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Dump in Luau's own layout, with these lines of objects after the line of the root.
std::string dump_with_lines(const std::string& lines) {
  return "{\"objects\":{\n\"0x10\":{\"type\":\"table\",\"cat\":0,\"size\":80},\n" + lines +
         "\"0\":{\"type\":\"userdata\",\"cat\":0,\"size\":0}\n},\"roots\":{\n\"r\":\"0x10\"},\"stats\":{\n"
         "\"size\":100,\n\"categories\":{\n\"none\":{}\n}\n}}\n";
}

}  // namespace

TEST_CASE("a dump is read as long as no more lines are damaged than good") {
  const std::string good = "\"0x20\":{\"type\":\"table\",\"cat\":0,\"size\":80},\n";
  const std::string damaged = "\"0x30\":{\"type\":\"table\",\"cat\":0,\"size\":8,\"pa,\n";
  // Three lines are good: that of the root, this one, and that of the stand-in which closes the list.
  const Snapshot snapshot = parse_snapshot(dump_with_lines(good + damaged + damaged + damaged), "dump");
  CHECK(snapshot.object_count() == 2);
  CHECK(snapshot.report().unreadable_lines == 3);
  CHECK(parse_error(dump_with_lines(good + damaged + damaged + damaged + damaged)) != "no error");
}

TEST_CASE("an address of 17 digits is not an address") {
  const std::string key = "\"0x12345678123456781\":{\"type\":\"table\",\"cat\":0,\"size\":80},\n";
  CHECK_THAT(parse_error(dump_with_lines(key)), containing("\"0x12345678123456781\" is not an address"));
  const std::string reference =
      "\"0x20\":{\"type\":\"table\",\"cat\":0,\"size\":80,\"array\":[\"0x12345678123456781\"]},\n";
  CHECK_THAT(parse_error(dump_with_lines(reference)),
             containing("\"0x12345678123456781\", which is not an address"));
}
