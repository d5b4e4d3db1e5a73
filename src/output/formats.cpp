// SPDX-License-Identifier: MIT
// Table of the output formats.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/platform.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "heapgraph/output.h"
#include "output/folded.h"
#include "output/html.h"
#include "output/json.h"
#include "output/jsonl.h"
#include "output/junit.h"
#include "output/markdown.h"
#include "output/objects.h"
#include "output/svg.h"
#include "output/text.h"

namespace heapgraph {

Result result_of(const Analysis& analysis, const PictureOptions& picture, const TextOptions& text) {
  if (picture.width < min_picture_width || picture.width > max_picture_width) {
    throw Error(fmt::format("a picture cannot be {} pixels wide", picture.width),
                fmt::format("choose {} to {}", min_picture_width, max_picture_width));
  }
  if (!(picture.min_width >= 0 && picture.min_width <= max_picture_width)) {  // true for what is no number
    throw Error(fmt::format("no frame is {} pixels wide", picture.min_width),
                fmt::format("choose 0 to {}", max_picture_width));
  }
  return {analysis, picture, text};
}

std::span<const Format> formats() {
  static const std::array table = {
      Format{"svg", {".svg"}, "the picture, to look at in a browser", write_svg, false, true, true, true},
      Format{"html",
             {".html", ".htm"},
             "a page to explore, with all trees, tables and objects",
             write_html,
             true,
             true,
             true,
             true,
             true},
      Format{"jsonl", {".jsonl", ".ndjson"}, "the tree, a JSON object on a line for each node", write_jsonl},
      Format{"text", {".txt"}, "a report to read", write_text, true, true},
      Format{"markdown", {".md"}, "the same report for a pull request", write_markdown, true, true},
      Format{"json", {".json"}, "the report and the whole tree, for scripts", write_json, true, true},
      Format{"junit", {".xml"}, "the limits as test results, for CI systems", write_junit, false, true},
      Format{"objects",
             {},
             "all objects, a JSON object on a line for each",
             write_objects,
             false,
             false,
             false,
             false,
             false,
             true},
      Format{"folded", {".folded"}, "`a;b;c BYTES` lines, for other flame-graph tools", write_folded}};
  return table;
}

void ask_for(Question& question, const Format& format) {
  const auto ask = [](bool& is_asked_for, bool is_shown) { is_asked_for = is_asked_for || is_shown; };
  ask(question.report, format.needs_report);
  ask(question.sites, format.shows_sites);
  ask(question.folds, format.folds);
  ask(question.retained, format.shows_retained);
  ask(question.explores, format.explores);
  ask(question.lists_objects, format.lists_objects);
}

const Format* format_by_name(std::string_view name) {
  for (const Format& format : formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

const Format* format_by_extension(std::string_view path) {
  std::string extension = extension_of(path);
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  for (const Format& format : formats()) {
    if (std::find(format.extensions.begin(), format.extensions.end(), extension) != format.extensions.end()) {
      return &format;
    }
  }
  return nullptr;
}

}  // namespace heapgraph
