// SPDX-License-Identifier: MIT
// Texts of the options that say how dumps are read and results are written.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/bounds_option.h"
#include "cli/command.h"
#include "heapgraph/output.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

std::vector<ValueText> values_of_format() {
  std::vector<ValueText> values;
  for (const Format& format : formats()) {
    std::string meaning(format.help);
    if (!format.extensions.empty()) meaning += fmt::format(" ({})", fmt::join(format.extensions, ", "));
    values.push_back({std::string(format.name), std::move(meaning)});
  }
  return values;
}

/// Keys of the tables of all runtimes, each once, with the runtimes that have it if others have not.
std::vector<ValueText> values_of_table() {
  std::vector<ValueText> values;
  for (const Reader& reader : readers()) {
    for (const Grouping& grouping : reader.vocabulary->groupings) {
      const auto has_key = [&](const Reader& other) {
        return other.vocabulary->grouping(grouping.key) != nullptr;
      };
      const bool is_known = std::any_of(values.begin(), values.end(),
                                        [&](const ValueText& value) { return value.name == grouping.key; });
      if (is_known) continue;
      std::string meaning(grouping.title);
      meaning.front() = 'b';  // all titles begin with "By"
      if (!std::all_of(readers().begin(), readers().end(), has_key)) {
        meaning += fmt::format(" ({})", reader.vocabulary->runtime);
      }
      values.push_back({std::string(grouping.key), std::move(meaning)});
    }
  }
  return values;
}

OptionText output_option() {
  return {
      .names = "-o,--output",
      .value = "FILE",
      .help = "Write to FILE, in the format that its name says. Several outputs are written by one run.",
      .fallback = "standard output",
      .details =
          "Each file is written whole or not at all, and none is if one of several fails. The name of a file "
          "must end in one of the extensions above, unless `-f` says the format. `-` is standard output.",
      .offer = Offer::files,
      .is_repeatable = true};
}

}  // namespace

OptionGroup options_of_output() {
  const PictureOptions picture;
  const TextOptions text;
  return {"Output",
          {{.names = "-f,--format",
            .value = "FORMAT",
            .help = "The format of the output; of several outputs, of those whose names say none.",
            .fallback = "what the name of the output says; without a name `text` on a terminal and for "
                        "`--why`, else `svg`",
            .values = values_of_format(),
            .offer = Offer::values},
           output_option(),
           {.names = "--fold",
            .help = "Fold repeating nodes in `jsonl`, `folded` and `json` too, as pictures and reports do: "
                    "`entity_*` stands for all siblings whose names differ only in ids.",
            .details = "A chain of nodes with one name is one node too. Without this option, these formats "
                       "have every node."},
           {.names = "--no-fold", .help = "Fold nothing in pictures and reports."},
           {.names = "--top",
            .value = "N",
            .help = "Most rows of a table in `text` and `markdown`.",
            .fallback = fmt::format("`{}`", text.top)},
           {.names = "--by",
            .value = "KEY",
            .help = "Show this one table in `text` and `markdown`.",
            .fallback = "types, and memory categories if there are several",
            .values = values_of_table(),
            .offer = Offer::values},
           {.names = "--max-bytes",
            .value = "SIZE",
            .help = "Most bytes of `markdown`: rows and tables are left out to keep to it.",
            .fallback = fmt::format("`{}`, which fits a comment on GitHub", text.max_bytes)},
           {.names = "--title",
            .value = "TEXT",
            .help = "The title of the picture or page, before the names of the dumps.",
            .fallback = "their names alone"},
           {.names = "--width",
            .value = "PX",
            .help = fmt::format("The width of the picture in pixels, from {} to {}.", min_picture_width,
                                max_picture_width),
            .fallback = fmt::format("`{}`", picture.width)},
           {.names = "--colors",
            .value = "BY",
            .help = "What the colour of a frame says.",
            .fallback = "`type`",
            .values = {{"type", "of which type most of its own bytes are"},
                       {"name", "its name: one colour for each"}},
            .offer = Offer::values},
           {.names = "--min-width",
            .value = "PX",
            .help = fmt::format(
                "Frames narrower than this, from 0 to {} pixels, are drawn only where scripts run.",
                max_picture_width),
            .fallback = fmt::format("`{}`", picture.min_width)}}};
}

OptionGroup options_of_reading() {
  return {
      "Reading",
      {{.names = "--strict",
        .help = "Make any damage in a dump an error, with its line and column.",
        .details = "Without it, damage is repaired or passed over, and one warning says how much there is."},
       {.names = "--threads",
        .value = "N",
        .help = "How many threads read. The result does not depend on it.",
        .fallback = "one for each core"},
       {.names = "--max",
        .value = "NAME=N",
        .help = "Raise a bound on the input. The error for a dump that exceeds one names it.",
        .details = fmt::format("The bounds are {}.", names_of_bounds()),
        .page = "bounds.md",
        .is_repeatable = true},
       {.names = "--stats", .help = "Print the time of each phase and the memory taken to standard error."}}};
}

}  // namespace heapgraph
