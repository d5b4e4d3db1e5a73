// SPDX-License-Identifier: MIT
// What is true of every answer and every output, whatever the dumps are.
#include "fuzz/invariants.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "graph/dominators.h"
#include "graph/retained.h"
#include "heap/names.h"
#include "heapgraph/output.h"
#include "support/exploration.h"
#include "support/json_schema.h"
#include "support/removal.h"
#include "support/xml.h"

namespace heapgraph::fuzz {
namespace {

/// Requires that a check found no fault in an output.
void require_none(const std::string& fault, std::string_view format) {
  require(fault.empty(), std::string(format) + ": " + fault);
}

void require_same(const Cost& actual, const Cost& expected, std::string_view truth) {
  require(actual == expected, fmt::format("{}: {} bytes in {} objects are {} in {}", truth, actual.bytes,
                                          actual.objects, expected.bytes, expected.objects));
}

void check_json(std::string_view output) {
  static test::JsonSchema schema(nlohmann::json::parse(std::ifstream(HEAPGRAPH_JSON_SCHEMA)));
  const nlohmann::json json = nlohmann::json::parse(output, nullptr, false);
  require(!json.is_discarded(), "json can be parsed");
  // The runtime of the tests has groups of its own.
  if (json.value("runtime", "") == "Luau") require_none(schema.fault_of(json), "json");
}

std::vector<std::string_view> whole_lines_of(std::string_view output) {
  std::vector<std::string_view> lines;
  while (!output.empty()) {
    const std::size_t end = output.find('\n');
    require(end != std::string_view::npos, "the last line ends");
    lines.push_back(output.substr(0, end));
    output.remove_prefix(end + 1);
  }
  return lines;
}

void check_folded_line(std::string_view line) {
  const std::size_t space = line.rfind(' ');
  require(space != std::string_view::npos && space > 0 && space + 1 < line.size(),
          "a folded line has a stack and a number");
  const std::string_view number = line.substr(space + 1);
  require(number.find_first_not_of("0123456789") == std::string_view::npos,
          "a folded line ends with a number");
}

void check_no_commands(std::string_view output) {
  for (std::string_view line : whole_lines_of(output)) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    require(!line.starts_with("::"), "no line begins with a command");
    for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
      require(!begins_command(line.substr(at)), "no line holds a command");
    }
  }
}

void check_sites(const Analysis& analysis) {
  const Findings& findings = *analysis.findings;
  Cost added;
  Cost after = findings.left_out_after;
  for (const Site& site : findings.sites) {
    added += site.added;
    after += site.after;
  }
  if (analysis.stays || analysis.compares_paths()) return;
  if (analysis.measure == Measure::live) {
    require_same(after, analysis.summary.reached, "places and the rest hold all that lives");
  } else if (analysis.measure != Measure::freed && findings.left_out == 0) {
    require_same(added, analysis.summary.added, "sites hold all that is new");
  }
}

}  // namespace

void require(bool condition, std::string_view truth) {
  if (condition) return;
  std::cerr << "Not true: " << truth << std::endl;
  std::abort();
}

void check_error(const Error& error) {
  require(std::string_view(error.what()).find('\n') == std::string_view::npos, "an error is one line");
}

void check_snapshot(const Snapshot& snapshot) {
  require(!snapshot.roots().empty(), "a snapshot has roots");
  for (const Root& root : snapshot.roots()) {
    require(index(root.object) < snapshot.object_count(), "a root leads to an object");
  }
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    require(snapshot.find(snapshot.identifier(id)) == id, "an identifier is found");
    for (const Edge edge : snapshot.edges(id)) {
      require(edge.target == ObjectId::none || index(edge.target) < snapshot.object_count(),
              "an edge leads to an object");
      const NameId own = snapshot.own_name(edge.name);
      require(own == NameId::none || index(own) < snapshot.names()->size(), "an edge has a name");
      for (const NameId part : snapshot.names()->path_of(edge.name)) {
        require(index(part) < snapshot.names()->size(), "a part of a path has a name");
      }
    }
  }
}

void check_retained(const Snapshot& snapshot, bool follow_weak) {
  const std::vector<std::uint64_t> retained =
      retained_bytes(snapshot, find_dominators(snapshot, follow_weak));
  for (std::size_t i = 0; i < retained.size(); ++i) {
    const std::uint64_t freed =
        test::bytes_freed_by_removing(snapshot, static_cast<ObjectId>(i), follow_weak);
    require(retained[i] == freed, "an object retains what its removal frees");
  }
}

void check_answer(const Analysis& analysis, std::span<const Dump> dumps) {
  const Summary& summary = analysis.summary;
  const Snapshot& shown = analysis.measure == Measure::freed ? dumps.front().snapshot : dumps.back().snapshot;
  require(summary.reached.objects + summary.unreached.objects == shown.object_count(),
          "an object is reached or not");
  require(analysis.tree.root().total == summary.counted, "the tree holds all that counts");
  if (analysis.report->difference) {
    const Difference& d = *analysis.report->difference;
    require(d.old_reached.bytes + d.added.bytes + d.grown.bytes + d.newly_reached.bytes ==
                d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes,
            "the difference closes");
    require(!analysis.stays || analysis.stays->staying.bytes + analysis.stays->later.bytes == d.added.bytes,
            "what came stays or came later");
  }
  // Every byte of the whole is on some path.
  const Change whole = analysis.limits->results[0].measured;
  require(whole == analysis.limits->results[1].measured, "all paths hold the whole");
  check_sites(analysis);
  if (analysis.exploration) require_none(test::exploration_fault(*analysis.exploration), "explored");
  if (analysis.columns.series.empty()) return;
  for (std::size_t i = 0; i < analysis.tree.nodes.size(); ++i) {
    const std::span<const Cost> series = analysis.columns.series.total_of(static_cast<NodeId>(i));
    const std::uint64_t total = analysis.tree.nodes[i].total.bytes;
    if (analysis.compares_paths()) {
      require(series.back().bytes + total == series.front().bytes + 2 * analysis.columns.more.total[i],
              "more less what is less is the change");
    } else {
      require(total <= std::max(series.front().bytes, series.back().bytes),
              "a node holds no more than is alive on it");
    }
  }
}

void check_output(std::string_view format, std::string_view output) {
  if (format == "svg" || format == "junit") {
    require_none(test::xml_fault(output), format);
  } else {
    require_none(test::text_fault(output), format);
  }
  if (format == "json") check_json(output);
  if (format == "jsonl") {
    for (const std::string_view line : whole_lines_of(output)) {
      require(nlohmann::json::accept(line), "a line of jsonl can be parsed");
    }
  }
  if (format == "folded") {
    for (const std::string_view line : whole_lines_of(output)) check_folded_line(line);
  }
  check_no_commands(output);
}

void check_outputs(const Analysis& analysis) {
  for (const Format& writer : formats()) {
    std::ostringstream out;
    writer.write(out, result_of(analysis));
    require(out.good(), "an output is written");
    check_output(writer.name, out.str());
  }
}

}  // namespace heapgraph::fuzz
