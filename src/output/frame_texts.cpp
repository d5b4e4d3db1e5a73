// SPDX-License-Identifier: MIT
// Texts about the frames of the picture.
#include "output/frame_texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/json_text.h"
#include "base/sizes.h"
#include "base/text.h"
#include "heap/names.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

// Templates.
constexpr std::string_view frame_text = "{} ({} bytes, {})";
constexpr std::string_view small_frame_text = "{} small frame, {} bytes";
constexpr std::string_view small_frames_text = "{} small frames, {} bytes";
constexpr std::string_view self_text = "; self: {} bytes in {} objects";
constexpr std::string_view self_of_one_text = "; self: {} bytes in {} object";
constexpr std::string_view directions_text = "; {} more, {} less";
constexpr std::string_view only_more_text = "; only more";
constexpr std::string_view only_less_text = "; only less";
constexpr std::string_view all_growth_text = "; all growth";
constexpr std::string_view own_growth_text = ", of which {} bytes are growth";
constexpr std::string_view growth_text = "; growth in total: {} bytes";

constexpr std::array templates = {std::pair("frameText", frame_text),
                                  std::pair("smallFrameText", small_frame_text),
                                  std::pair("smallFramesText", small_frames_text),
                                  std::pair("selfText", self_text),
                                  std::pair("selfOfOneText", self_of_one_text),
                                  std::pair("directionsText", directions_text),
                                  std::pair("onlyMoreText", only_more_text),
                                  std::pair("onlyLessText", only_less_text),
                                  std::pair("allGrowthText", all_growth_text),
                                  std::pair("ownGrowthText", own_growth_text),
                                  std::pair("growthText", growth_text)};

/// Limit for a name: each frame of a chain may have a name of thousands of characters. The table has the
/// whole name.
constexpr std::size_t longest_name = 200;  // in character cells

}  // namespace

FrameTexts::FrameTexts(const Result& result, const FoldedTree& folded, const TreeColumns& columns)
    : result_(result),
      folded_(folded),
      columns_(columns),
      total_(folded.tree.nodes[index(FoldedId::root)].total.bytes) {
  if (!result.analysis.stays) return;
  steepest_child_.resize(folded.tree.nodes.size());
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) {
    std::uint64_t& steepest = steepest_child_[index(folded.tree.nodes[i].parent)];
    steepest = std::max(steepest, slope_of(columns.series.total_of(static_cast<FoldedId>(i))).value_or(0));
  }
}

icicle::Direction FrameTexts::direction(FoldedId id) const {
  return icicle::direction_of(folded_.tree.nodes[index(id)].total.bytes, columns_.more.total[index(id)]);
}

std::uint64_t FrameTexts::own_bar(FoldedId id) const {
  return columns_.bar().empty() ? 0 : columns_.bar().self[index(id)];
}

std::string FrameTexts::name_of(FoldedId id) const {
  std::string name = id == FoldedId::root ? std::string(root_name) : shown_name(folded_.tree.name(id));
  const FoldedId parent = folded_.tree.nodes[index(id)].parent;
  if (is_compared() && (id == FoldedId::root || direction(id) != direction(parent))) {
    const std::string_view meaning = icicle::meaning_of(direction(id)).name;
    name.insert(0, meaning.substr(0, meaning.find(' ') + 1));
  }
  if (folded_.repeats[index(id)] > 1) name += " ×" + group_digits(folded_.repeats[index(id)]);
  if (own_bar(id) != 0 && !is_compared()) name += " ↑";
  if (grows_by_itself(id)) name += " ↗";
  return name;
}

/// True if a node grows from dump to dump, and none of its children has half of that.
bool FrameTexts::grows_by_itself(FoldedId id) const {
  if (!result_.analysis.stays) return false;
  const std::optional<std::uint64_t> slope = slope_of(columns_.series.total_of(id));
  return slope && steepest_child_[index(id)] < *slope - *slope / 2;
}

std::string FrameTexts::size_of(const Frame& frame) {
  return size_for_people(frame.end - frame.begin);
}

std::string FrameTexts::details_of(const Frame& frame) const {
  const std::string bytes = group_digits(frame.end - frame.begin);
  if (frame.merged != 0) {
    const auto count = group_digits(frame.merged);
    const std::string text = frame.merged == 1 ? fmt::format(small_frame_text, count, bytes)
                                               : fmt::format(small_frames_text, count, bytes);
    return text + growth_in_words(frame, frame.bar);
  }
  const Cost& self = folded_.tree.nodes[index(frame.node)].self;
  const std::string name = shorten_in_the_middle(name_of(frame.node), longest_name);
  std::string text = fmt::format(frame_text, name, bytes, percentage(frame.end - frame.begin, total_));
  // Both would make the text of a series too long. Where scripts run, the details line has both.
  if (result_.analysis.columns.series.empty()) {
    const auto self_bytes = group_digits(self.bytes);
    const auto objects = group_digits(self.objects);
    text += self.objects == 1 ? fmt::format(self_of_one_text, self_bytes, objects)
                              : fmt::format(self_text, self_bytes, objects);
  }
  text += growth_in_words(frame, own_bar(frame.node));
  if (!columns_.series.empty()) text += "; " + series_in_words(columns_.series.total_of(frame.node));
  return text;
}

/// What of a frame grew, or in which directions it changed; nothing if the frame shows all of that.
std::string FrameTexts::growth_in_words(const Frame& frame, std::uint64_t own) const {
  const std::uint64_t bytes = frame.end - frame.begin;
  if (is_compared()) {
    if (frame.bar == bytes) return std::string(only_more_text);
    if (frame.bar == 0) return std::string(only_less_text);
    return fmt::format(directions_text, group_digits(frame.bar), group_digits(bytes - frame.bar));
  }
  if (frame.bar == 0) return {};
  if (frame.bar == bytes) return std::string(all_growth_text);
  std::string words;
  if (own != 0) words = fmt::format(own_growth_text, group_digits(own));
  if (own != frame.bar) words += fmt::format(growth_text, group_digits(frame.bar));
  return words;
}

std::string frame_templates_as_json() {
  std::vector<std::string> fields;
  fields.reserve(templates.size());
  for (const auto& [key, text] : templates) {
    fields.push_back(fmt::format("\"{}\":{}", key, quoted_as_json(text)));
  }
  return fmt::format("{{{}}}", fmt::join(fields, ","));
}

}  // namespace heapgraph
