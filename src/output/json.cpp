// SPDX-License-Identifier: MIT
// Report for scripts: all that the other reports say, in exact bytes, and every node of the tree.
#include "output/json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <ostream>
#include <span>
#include <string>
#include <utility>

#include "base/json_text.h"
#include "heap/vocabulary.h"
#include "heapgraph/budget.h"
#include "heapgraph/report.h"
#include "output/jsonl.h"
#include "output/output_bound.h"
#include "output/text_sink.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

using Json = nlohmann::ordered_json;

/// Version of the format, which rises when a field changes its meaning. docs/json.schema.json describes it.
constexpr int schema = 2;

Json json_of(const Cost& cost) {
  return {{"objects", cost.objects}, {"bytes", cost.bytes}};
}

Json json_of(const DumpFacts& dump) {
  Json json = {{"file", dump.file}, {"objects", dump.all.objects}, {"bytes", dump.all.bytes}};
  json["declared_bytes"] = dump.declared_bytes ? Json(*dump.declared_bytes) : Json(nullptr);
  json["repaired"] = dump.load.repaired();
  json["skipped"] = dump.load.unreadable_lines;
  json["dangling"] = dump.load.dangling;
  return json;
}

Json with_cost(Json entry, const Cost& cost) {
  entry["objects"] = cost.objects;
  entry["bytes"] = cost.bytes;
  return entry;
}

Json json_of_change(std::span<const Cost> series) {
  const Change change = change_of(series);
  return {{"before", json_of(series.front())},
          {"after", json_of(series.back())},
          {"difference", {{"objects", change.objects}, {"bytes", change.bytes}}}};
}

/// Fields of a row besides its cost.
Json json_of(const Grouping& grouping, const BreakdownRow& row) {
  switch (grouping.by) {
    case GroupBy::category:
      return {{"category", row.number}, {"name", row.name}};
    case GroupBy::code:
      return {{"name", row.name}, {"source", row.source}, {"line", row.number}};
    case GroupBy::place:
      return {{"source", row.source}, {"line", row.number}};
    default:
      return Json{{"type", row.name}};
  }
}

Json json_of(const BreakdownTable& table, bool compares_paths) {
  Json list = Json::array();
  for (const BreakdownRow& row : table.rows) {
    list.push_back(with_cost(json_of(*table.grouping, row), row.cost));
    if (compares_paths) {
      const std::array<Cost, 2> series = {row.before, row.cost};
      list.back().update(json_of_change(series));
    }
  }
  return list;
}

Json json_of(const ObjectFacts& object, const Vocabulary& vocabulary) {
  return {{"address", identifier_text(vocabulary, object.identifier)},
          {"type", object.type},
          {"name", object.name},
          {"bytes", object.bytes},
          {"frees_bytes", object.retained_bytes}};
}

/// A site. `series` and `saturating` are there for a series only.
Json json_of(const Site& site) {
  Json entry = {{"place", site.place}, {"path", site.path}, {"what", site.what}};
  entry["pattern"] = site.pattern.empty() ? Json(nullptr) : Json(site.pattern);
  entry["signature"] = site.signature;
  entry["known"] = site.is_known;
  entry["links"] = site.links;
  if (site.entries != 0) entry["entries"] = site.entries;
  entry["net_bytes"] = site.net().bytes;
  entry["before"] = json_of(site.before);
  entry["after"] = json_of(site.after);
  entry["new"] = json_of(site.added);
  entry["grown"] = json_of(site.grown);
  entry["moved_in"] = json_of(site.moved_in);
  entry["freed"] = json_of(site.freed);
  entry["moved_out"] = json_of(site.moved_out);
  entry["shrunk_bytes"] = site.shrunk_bytes;
  entry["frees_bytes"] = site.frees_bytes;
  entry["also_held_by"] = site.also_held_by;
  entry["frees_with_others_bytes"] = site.frees_with_others_bytes;
  if (!site.series.empty()) {
    entry["series"] = site.series;
    entry["saturating"] = site.is_saturating;
  }
  return entry;
}

void add_findings(const Findings& findings, Json& head) {
  head["sites"] = Json::array();
  for (const Site& site : findings.sites) head["sites"].push_back(json_of(site));
  head["sites_left_out"] = {{"sites", findings.left_out},
                            {"before", json_of(findings.left_out_before)},
                            {"after", json_of(findings.left_out_after)}};
}

std::string_view name_of(Notice::Kind kind) {
  switch (kind) {
    case Notice::Kind::damage:
      return "damage";
    case Notice::Kind::garbage:
      return "garbage";
    case Notice::Kind::detached:
      return "detached";
    case Notice::Kind::two_processes:
      return "two_processes";
    case Notice::Kind::swapped:
      return "swapped";
    case Notice::Kind::reused_addresses:
      return "reused_addresses";
    case Notice::Kind::unconfirmed:
      return "unconfirmed";
    case Notice::Kind::limit_exceeded:
      return "limit_exceeded";
    case Notice::Kind::limit_without_match:
      return "limit_without_match";
    case Notice::Kind::no_longer_ignored:
      return "no_longer_ignored";
    case Notice::Kind::ignored_without_match:
      return "ignored_without_match";
  }
  return {};
}

Json json_of(const std::vector<Notice>& notices) {
  Json list = Json::array();
  for (const Notice& notice : notices) {
    list.push_back({{"kind", name_of(notice.kind)},
                    {"dump", notice.dump.empty() ? Json(nullptr) : Json(notice.dump)},
                    {"count", notice.count},
                    {"text", notice.text}});
  }
  return list;
}

Json json_of(const ChainLink& link, const Vocabulary& vocabulary) {
  Json entry = json_of(link.object, vocabulary);
  entry["edge"] = link.edge;
  entry["source"] = link.object.source;
  entry["line"] = link.object.line;
  entry["new"] = link.object.is_new;
  return entry;
}

Json json_of(const WhyReport& report, const std::vector<Site>& sites, const Vocabulary& vocabulary) {
  Json list = Json::array();
  for (const Why& why : report.answers) {
    Json entry = json_of(why.object, vocabulary);
    entry["site"] = why.site ? Json(sites[*why.site].signature) : Json(nullptr);
    entry["code"] = why.code;
    entry["path"] = Json::array();
    for (const ChainLink& link : why.chain) entry["path"].push_back(json_of(link, vocabulary));
    entry["path_length"] = why.chain_length;
    entry["holders"] = Json::array();
    for (const Holder& holder : why.holders) {
      entry["holders"].push_back({{"address", identifier_text(vocabulary, holder.object.identifier)},
                                  {"type", holder.object.type},
                                  {"edge", holder.edge}});
    }
    entry["holder_count"] = why.holder_count;
    list.push_back(std::move(entry));
  }
  return list;
}

Json json_of(const LimitReport& report) {
  Json list = Json::array();
  for (const LimitResult& result : report.results) {
    Json entry = {{"of", name_of(result.limit)}, {"pattern", result.limit.key}};
    const auto add = [&](const char* key, const auto& value) {
      if (value) entry[key] = *value;
    };
    add("limit_bytes", result.limit.bytes);
    add("limit_objects", result.limit.objects);
    add("limit_growth", result.limit.growth);
    entry["bytes"] = result.measured.bytes;
    entry["objects"] = result.measured.objects;
    add("growth", result.growth);
    entry["exceeded"] = result.is_exceeded();
    entry["matched"] = result.has_matched;
    if (result.limit.optional) entry["optional"] = true;
    if (!result.limit.reason.empty()) entry["reason"] = result.limit.reason;
    list.push_back(std::move(entry));
  }
  return list;
}

/// How the reachable objects of OLD become those of NEW.
Json json_of(const Difference& difference) {
  return {{"old_reached", json_of(difference.old_reached)},
          {"reached", json_of(difference.reached)},
          {"new", json_of(difference.added)},
          {"kept", json_of(difference.kept)},
          {"grown", json_of(difference.grown)},
          {"shrunk", json_of(difference.shrunk)},
          {"freed", json_of(difference.freed)},
          {"newly_reached", json_of(difference.newly_reached)},
          {"no_longer_reached", json_of(difference.no_longer_reached)},
          {"unconfirmed", json_of(difference.unconfirmed)}};
}

Json json_of_summary(const Result& result) {
  const Summary& sums = result.analysis.summary;
  Json summary = {{"reached", json_of(sums.reached)}, {"unreached", json_of(sums.unreached)}};
  if (result.analysis.report->difference) {
    summary["new"] = json_of(sums.added);
    summary["grown"] = json_of(sums.grown);
    summary["freed"] = json_of(sums.freed);
    summary["net_bytes"] = sums.net_bytes;
    summary["new_range"] = {{"least", json_of(sums.least_new)}, {"most", json_of(sums.most_new)}};
  }
  if (result.analysis.stays) {
    summary["stays"] = json_of(result.analysis.stays->staying);
    summary["later"] = json_of(result.analysis.stays->later);
    summary["unconfirmed_stays"] = json_of(result.analysis.stays->unconfirmed);
    summary["hidden_stays"] = json_of(result.analysis.stays->hidden);
  }
  if (result.analysis.compares_paths()) {
    const std::uint64_t total = result.analysis.tree.root().total.bytes;
    const std::uint64_t more = result.analysis.columns.more.whole();
    summary.update(json_of_change(result.analysis.columns.series.total_of(NodeId::root)));
    summary["more"] = {{"bytes", more}};
    summary["less"] = {{"bytes", total - more}};
  }
  return summary;
}

}  // namespace

void write_json(std::ostream& out, const Result& result) {
  require_bounded_output(result, NamesOfNode::own);
  const Report& report = *result.analysis.report;
  const Vocabulary& vocabulary = *result.analysis.tree.vocabulary;
  Json head;
  head["schema"] = schema;
  head["version"] = HEAPGRAPH_VERSION;
  head["runtime"] = vocabulary.runtime;
  const bool compares_nodes = result.analysis.compares_paths();  // instead of objects
  head["measure"] = compares_nodes ? "difference" : name_of(result.analysis.measure);
  head["match"] = compares_nodes ? "path" : "object";
  head["identity"] = compares_nodes ? Json(nullptr) : Json(name_of(report.identity));
  head["tree"] = name_of(report.tree);
  head["old"] = report.dumps.size() > 1 ? json_of(report.dumps.front()) : Json(nullptr);
  head["new"] = json_of(report.dumps.back());
  if (report.dumps.size() > 2) {
    head["between"] = Json::array();
    for (std::size_t i = 1; i + 1 < report.dumps.size(); ++i) {
      head["between"].push_back(json_of(report.dumps[i]));
    }
  }
  const Findings& findings = *result.analysis.findings;
  head["verdict"] = findings.verdict;
  head["summary"] = json_of_summary(result);
  head["unreached_new"] = report.difference ? json_of(result.analysis.summary.unreached_new) : Json(nullptr);
  add_findings(findings, head);
  if (report.difference) head["reachable"] = json_of(*report.difference);
  for (const BreakdownTable& table : report.breakdown) {
    head[std::string(table.grouping->json_key)] = json_of(table, compares_nodes);
  }
  if (!compares_nodes) {
    head["savings"] = Json::object();
    for (const Saving& saving : report.savings) head["savings"][saving.key] = json_of(saving.cost);
  }
  head["limits"] = result.analysis.limits ? json_of(*result.analysis.limits) : Json::array();
  head["notices"] = json_of(result.analysis.notices);
  if (report.why) head["why"] = json_of(*report.why, findings.sites, vocabulary);

  // There may be millions of nodes, so they bypass the JSON library and follow what it prints.
  std::string text = disarmed_json(head.dump(1, ' ', false, Json::error_handler_t::replace));
  text.erase(text.find_last_of('\n'));
  TextSink sink(out);
  sink.print("{},\n \"nodes\": [\n", text);
  for (std::size_t i = 0; i < result.analysis.tree.nodes.size(); ++i) {
    if (i != 0) sink.write(",\n");
    write_row(sink, result, static_cast<NodeId>(i));
  }
  sink.write("\n ]\n}\n");
}

}  // namespace heapgraph
