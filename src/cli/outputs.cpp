// SPDX-License-Identifier: MIT
// The results of a run: where each goes, in which format, and how all of them are written.
#include "cli/outputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/output_file.h"
#include "base/platform.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

bool is_standard_output(std::string_view path) {
  return path.empty() || path == "-";
}

/// Refuses an output that would replace an input. A dump often cannot be made again.
void refuse_to_overwrite(const Options& options, const std::string& output) {
  const auto refuse = [&](const std::string& input, std::string_view what) {
    std::error_code ignored;
    if (std::filesystem::equivalent(to_path(output), to_path(input), ignored)) {
      throw Error(FilePlace{output}, fmt::format("is {}, which the output would replace", what),
                  "give -o another name");
    }
  };
  for (const std::string& dump : options.dumps) refuse(dump, "one of the dumps");
  if (options.budget) refuse(*options.budget, "the budget");
  if (options.known) refuse(*options.known, "the file of known leaks");
}

void refuse_same_file(const std::vector<Target>& targets) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::string& path = targets[i].path;
      const std::string& other = targets[j].path;
      if (is_standard_output(path) != is_standard_output(other)) continue;
      if (is_standard_output(path)) {
        throw Error("two outputs go to standard output", "give one of them a file");
      }
      if (lead_to_same_file(path, other)) {
        throw Error(FilePlace{path}, "is the file of two outputs", "give each -o a name of its own");
      }
    }
  }
}

[[noreturn]] void fail_without_format(const std::string& path) {
  std::vector<std::string_view> known;
  for (const Format& format : formats()) {
    known.insert(known.end(), format.extensions.begin(), format.extensions.end());
  }
  const std::string extension = extension_of(path);
  throw Error(FilePlace{path},
              extension.empty() ? "the name does not say in which format to write"
                                : fmt::format("heapgraph does not write {} files", extension),
              fmt::format("end the name in {}, or choose the format with -f", fmt::join(known, ", ")));
}

/// Format for a result; null if the name of a file says none that is known.
const Format* format_for(const Options& options, const Target& target) {
  const Format* const of_name = format_by_extension(target.path);
  const bool is_alone = options.outputs.size() < 2;
  if (options.format != nullptr && (is_alone || of_name == nullptr)) return options.format;
  if (of_name != nullptr) return of_name;
  if (!is_standard_output(target.path) && !is_stream(target.path)) return nullptr;
  const bool is_for_person = options.question.why || target.is_terminal;
  return is_for_person ? format_by_name("text") : &formats().front();
}

/// Options of a report, which has the width and colours of a terminal if it goes there.
TextOptions text_options(const Options& options, const Target& target) {
  TextOptions text = options.text;
  text.has_colours = target.is_terminal && !prefers_no_colour();
  text.cuts_to_width = target.is_terminal;
  if (target.is_terminal) text.width = terminal_width().value_or(text.width);
  return text;
}

}  // namespace

std::vector<Target> targets_of(const Options& options) {
  std::vector<Target> targets;
  for (const std::string& path : options.outputs) targets.push_back({path});
  if (targets.empty()) targets.emplace_back();
  for (Target& target : targets) {
    target.is_terminal = is_standard_output(target.path) && stdout_is_terminal();
    target.format = format_for(options, target);
    if (target.format == nullptr) fail_without_format(target.path);
    if (options.question.why && !target.format->needs_report) {
      throw Error(fmt::format("--why is answered in a report, which {} is not", target.format->name),
                  "choose -f text, markdown, json or html");
    }
    if (!is_standard_output(target.path)) refuse_to_overwrite(options, target.path);
  }
  const bool is_used = options.format == nullptr ||
                       std::any_of(targets.begin(), targets.end(),
                                   [&](const Target& target) { return target.format == options.format; });
  if (!is_used) {
    throw Error(
        fmt::format("-f {} is for no output, since the name of each says its format", options.format->name),
        "leave -f out, or add -o -");
  }
  refuse_same_file(targets);
  return targets;
}

void write_results(const Options& options, const std::vector<Target>& targets, const Analysis& analysis) {
  struct Opened {
    const Target* target;
    std::unique_ptr<OutputFile> file;
  };
  std::vector<Opened> results;
  results.reserve(targets.size());
  for (const Target& target : targets) {
    results.push_back({&target, std::make_unique<OutputFile>(target.path)});
  }
  std::stable_partition(results.begin(), results.end(),
                        [](const Opened& result) { return !result.file->is_written_in_place(); });
  for (const Opened& result : results) {
    result.target->format->write(result.file->stream(),
                                 result_of(analysis, options.picture, text_options(options, *result.target)));
    result.file->finish();
  }
  for (const Opened& result : results) result.file->commit();
}

}  // namespace heapgraph
