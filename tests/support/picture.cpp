// SPDX-License-Identifier: MIT
// Renders small heaps and reads pictures back.
#include "support/picture.h"

#include <algorithm>
#include <regex>
#include <sstream>
#include <utility>

#include "graph/weights.h"
#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/trees.h"

namespace heapgraph::test {
namespace {

std::string render(std::string_view format, const Snapshot& snapshot, const Weights& weights, Measure measure,
                   const PictureOptions& picture) {
  const Placement placement = paths_of(snapshot);
  PlacedTree placed = build_tree(placement, snapshot, weights);
  Analysis analysis;
  analysis.measure = measure;
  analysis.tree = std::move(placed.tree);
  analysis.columns.growth = std::move(placed.growth);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const std::uint64_t growth = weights.growth(id);
    (growth != 0 ? analysis.summary.grown : analysis.summary.added) += weights.cost(snapshot, id);
    if (growth != 0) analysis.summary.grown_type = snapshot.type(id);
  }
  analysis.summary.least_new = analysis.summary.most_new = analysis.summary.added;
  analysis.summary.counted = sum(snapshot, placement, weights);
  analysis.summary.reached = sum(snapshot, placement);
  analysis.summary.net_bytes = static_cast<std::int64_t>(analysis.summary.counted.bytes);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (placement.node_of[id] == PlaceId::none) analysis.summary.unreached += {snapshot.size(id), 1};
  }
  std::ostringstream out;
  format_by_name(format)->write(out, result_of(analysis, picture));
  return out.str();
}

}  // namespace

std::string render(std::string_view format, const Snapshot& snapshot, const Snapshot* old,
                   const PictureOptions& picture) {
  if (old == nullptr) return render(format, snapshot, Weights(), Measure::live, picture);
  return render(format, snapshot, weigh_added(match_by_address(snapshot, *old)), Measure::added, picture);
}

std::string render_growth(const Snapshot& snapshot, const Snapshot& old, const PictureOptions& picture) {
  return render("svg", snapshot, weigh_growth(snapshot, old, match_by_address(snapshot, old)),
                Measure::growth, picture);
}

std::vector<Drawn> frames_of(const std::string& svg) {
  static const std::regex frame(
      "<g><title>([^<]*)</title><rect x=\"([0-9.]+)\" y=\"([0-9]+)\" width=\"([0-9.]+)\" height=\"[0-9]+\" "
      "fill=\"#[0-9A-F]{6}\"[^>]*/>(?:<text [^>]*>([^<]*)</text>)?</g>\n");
  static const std::regex bar("M([0-9.]+) ([0-9]+)h([0-9.]+)");
  std::vector<Drawn> frames;
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), frame); at != std::sregex_iterator(); ++at) {
    frames.push_back({(*at)[1], std::stod((*at)[2]), std::stod((*at)[3]), std::stod((*at)[4]), (*at)[5], 0});
  }
  const std::size_t bars_begin = std::min(svg.find("pointer-events=\"none\" d=\""), svg.size());
  const std::string bars = svg.substr(bars_begin, svg.find('\n', bars_begin) - bars_begin);
  for (auto at = std::sregex_iterator(bars.begin(), bars.end(), bar); at != std::sregex_iterator(); ++at) {
    const auto under = std::find_if(frames.begin(), frames.end(), [&](const Drawn& drawn) {
      return drawn.x == std::stod((*at)[1]) && drawn.y + 14 == std::stod((*at)[2]);
    });
    REQUIRE(under != frames.end());
    under->bar = std::stod((*at)[3]);
  }
  return frames;
}

std::string still_of(const std::string& svg) {
  const std::size_t begin = svg.find("<g data-part=\"still\">");
  return svg.substr(begin, svg.find("<metadata", begin) - begin);
}

nlohmann::json facts_of(const std::string& svg) {
  const std::string opening = "<metadata data-part=\"facts\">";
  const std::size_t begin = svg.find(opening) + opening.size();
  std::string json = svg.substr(begin, svg.find("</metadata>", begin) - begin);
  for (const auto& [entity, character] :
       {std::pair("&quot;", "\""), std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&amp;", "&")}) {
    const std::string_view name = entity;
    for (std::size_t at = json.find(name); at != std::string::npos; at = json.find(name, at + 1)) {
      json.replace(at, name.size(), character);
    }
  }
  return nlohmann::json::parse(json);
}

}  // namespace heapgraph::test
