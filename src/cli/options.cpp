// SPDX-License-Identifier: MIT
// Parser of the command line.
#include "cli/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/sizes.h"
#include "base/text.h"
#include "cli/bounds_option.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/number_option.h"
#include "heapgraph/error.h"
#include "report/why.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

constexpr unsigned most_threads = 256;
constexpr unsigned most_rows = 1000000;
constexpr unsigned most_headroom = 1000;

/// Values of an option by name.
template <class Values>
auto by_name(const Values& values) {
  std::map<std::string, typename Values::value_type> names;
  for (const auto value : values) names.emplace(name_of(value), value);
  return names;
}

const std::map<std::string, Measure>& measure_names() {
  static const std::map<std::string, Measure> names = by_name(measures);
  return names;
}

const std::map<std::string, Identity>& identity_names() {
  static const std::map<std::string, Identity> names = by_name(identities);
  return names;
}

const std::map<std::string, MatchBy>& matches() {
  static const std::map<std::string, MatchBy> names = {{"object", MatchBy::object}, {"path", MatchBy::path}};
  return names;
}

const std::map<std::string, TreeKind>& tree_names() {
  static const std::map<std::string, TreeKind> names = by_name(tree_kinds);
  return names;
}

const std::map<std::string, Colors>& colors() {
  static const std::map<std::string, Colors> names = {{"type", Colors::type}, {"name", Colors::name}};
  return names;
}

const std::map<std::string, Split>& split_names() {
  static const std::map<std::string, Split> names = by_name(splits);
  return names;
}

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : formats()) names.emplace_back(format.name);
  return names;
}

std::uint64_t parse_max_bytes(std::string_view text) {
  const std::optional<std::uint64_t> size = parse_size(text);
  if (!size || *size == 0) {
    throw Error(fmt::format("--max-bytes: {} is no size", text.empty() ? "nothing" : text), "write 64KB");
  }
  return *size;
}

std::uint32_t parse_percent(std::string_view text) {
  const std::string_view digits = text.substr(0, text.size() - (text.ends_with('%') ? 1 : 0));
  std::uint32_t percent = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), percent);
  if (error != std::errc{} || end != digits.data() + digits.size() || percent > most_headroom) {
    throw Error(fmt::format("--headroom: {} is no percentage up to {}", text.empty() ? "nothing" : text,
                            most_headroom),
                "write 10%");
  }
  return percent;
}

/// Reason why two heaps cannot be compared by path as asked; empty if they can.
std::string_view misuse_of_paths(const Options& options, bool is_verified, bool asks_why) {
  if (options.dumps.size() < 2) return "needs two dumps, OLD and NEW";
  if (options.dumps.size() > 2) return "compares two dumps, and not a series";
  if (options.question.measure) return "compares all that is alive: leave --measure out";
  if (is_verified) return "compares no objects: leave --identity out";
  if (asks_why) return "compares no objects: ask --why of NEW alone";
  return {};
}

/// Problem found by CLI11, as one line with a hint.
std::string usage_error(std::string problem) {
  while (!problem.empty() && (problem.back() == '\n' || problem.back() == '.')) problem.pop_back();
  return fmt::format("heapgraph: {}; see heapgraph --help\n", escape_unprintable(problem));
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments) {
  CommandLine result;
  Options& options = result.options;
  // A single dump is NEW, but CLI11 stores it as the first.
  std::string first_dump;
  std::string second_dump;
  std::vector<std::string> later_dumps;
  bool settles = false;
  bool folds_tree = false;
  bool folds_nothing = false;
  std::string match = "object";
  std::string measure;
  std::string identity;
  std::string split = "none";
  std::string tree = "paths";
  std::string why;
  std::vector<std::string> limits;
  std::string budget;
  std::string known;
  std::string headroom;
  std::string max_bytes;
  std::vector<std::string> bounds;
  std::string format;
  std::string color = "type";

  CLI::App app(
      fmt::format("Shows what is in {}, or what is new since\nanother one, and what keeps it alive.\n",
                  kinds_of_dumps()),
      "heapgraph");
  app.formatter(std::make_shared<HelpFormatter>());
  const CLI::Option* const old_option =
      app.add_option("OLD", first_dump, "The older heap dump, to see what is new since then")->type_name("");
  const CLI::Option* const new_option =
      app.add_option("NEW", second_dump,
                     "The heap dump to show; - is standard input. gzip and\nzstd are unpacked")
          ->type_name("");
  app.add_option("LATER", later_dumps, "With three dumps or more the last is NEW: see --settle")
      ->type_name("");

  const std::string counting = "What to show";
  app.add_option("--measure", measure,
                 "new: objects of NEW that OLD does not have; growth:\nthose, and by how much kept objects "
                 "grew; freed:\n"
                 "objects of OLD that NEW does not have, where OLD\nheld them; live: everything in NEW. "
                 "Default:\n"
                 "growth with two dumps, live with one")
      ->type_name("WHAT")
      ->check(CLI::IsMember(measure_names()).description(""))
      ->group(counting);
  app.add_option(
         "--identity", identity,
         "What makes an object of NEW an old one. auto: the\nevidence, such as what it refers to and what "
         "holds it;\naddress: its address is in OLD; verified: what holds\nit is verified too, and holds it "
         "by "
         "the same edge in\nboth. Default: auto")
      ->type_name("HOW")
      ->check(CLI::IsMember(identity_names()).description(""))
      ->group(counting);
  app.add_flag(
         "--compatible", options.question.compatible,
         "Count as heapgraph.py does: --measure new and\n--identity address unless given, and nothing that "
         "no\nroot reaches")
      ->group(counting);
  app.add_flag(
         "--settle", settles,
         "Of three dumps or more of one process, oldest\nfirst: what came between the first two and is\n"
         "there in all the others; what goes away again is\nno leak. Marks what grows from dump to dump")
      ->group(counting);
  app.add_option(
         "--match", match,
         "path: compare what the nodes hold, not objects, as\nof two processes: what is more, what is "
         "less.\nDefault: object")
      ->type_name("WHAT")
      ->check(CLI::IsMember(matches()).description(""))
      ->group(counting);
  app.add_option(
         "--split", split,
         fmt::format(
             "A first level by memory category. custom: those\nbelow {} as one; all: each. Default: none",
             readers().front().vocabulary->first_custom_category))
      ->type_name("HOW")
      ->check(CLI::IsMember(split_names()).description(""))
      ->group(counting);
  app.add_option(
         "--tree", tree,
         "paths: each object at the first path that reaches\nit. dominators: each under the one object that "
         "must\ngo for it to be freed, so that a total is what it\nretains. Default: paths")
      ->type_name("HOW")
      ->check(CLI::IsMember(tree_names()).description(""))
      ->group(counting);
  const CLI::Option* const why_option =
      app.add_option(
             "--why", why,
             fmt::format("What keeps this alive: an address (0x55d0f2a3c590)\nor a path pattern ({}): "
                         "the\nholders from a root down, what it retains, and who\nelse holds it",
                         example_pattern()))
          ->type_name("QUERY")
          ->group(counting);
  const std::string limiting = "Limits";
  app.add_option("--limit", limits,
                 "Fail with exit code 1 if the nodes that match hold\nmore: PATTERN=64KB, or a size for the "
                 "whole. A KB "
                 "is\n1024 bytes. May be given several times")
      ->type_name("LIMIT")
      ->allow_extra_args(false)  // else it would take the dumps that follow
      ->group(limiting);
  const CLI::Option* const budget_option =
      app.add_option("--budget", budget, "The same from a JSON file, with what to ignore")
          ->type_name("FILE")
          ->group(limiting);
  const CLI::Option* const known_option =
      app.add_option("--ignore-known", known,
                     "Leaks whose signatures (see sites in json) stand in\nthis file count for no limit")
          ->type_name("FILE")
          ->group(limiting);
  app.add_flag("--update-budget", options.update_budget, "Write what was measured back into the budget file")
      ->group(limiting);
  const CLI::Option* const headroom_option =
      app.add_option("--headroom", headroom,
                     fmt::format("What an updated budget leaves. Default: {}%", options.headroom))
          ->type_name("PERCENT")
          ->group(limiting);
  app.add_flag("--follow-weak", options.question.follow_weak, "Walk weak references too")->group(counting);

  const std::string output = "Output";
  app.add_option("-f,--format", format, help_of_formats())
      ->type_name("F")
      ->check(CLI::IsMember(format_names()).description(""))
      ->group(output);
  app.add_option("-o,--output", options.outputs, "Write there, all or nothing. Default: standard output")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group(output);
  app.add_flag("--fold", folds_tree,
               "Fold what is alike in jsonl, folded and the nodes of\njson too: entity_* is all whose names "
               "differ in ids")
      ->group(output);
  app.add_flag("--no-fold", folds_nothing, "Fold nothing in pictures and reports")->group(output);
  app.add_option("--top", options.text.top,
                 fmt::format("Rows of a table in text and markdown. Default: {}", options.text.top))
      ->type_name("N")
      ->transform(whole_number(1, most_rows))
      ->group(output);
  app.add_option("--by", options.text.by, help_of_tables())
      ->type_name("KEY")
      ->check(CLI::IsMember(sorted(table_keys())).description(""))
      ->group(output);
  const CLI::Option* const max_bytes_option =
      app.add_option("--max-bytes", max_bytes,
                     fmt::format("Size of markdown; rows are left out to keep to it.\nDefault: {}",
                                 options.text.max_bytes))
          ->type_name("SIZE")
          ->group(output);
  app.add_option("--title", options.picture.title, "Title of the picture. Default: the names of the dumps")
      ->type_name("TEXT")
      ->group(output);
  app.add_option("--width", options.picture.width,
                 fmt::format("Width of the picture, {} to {}. Default: {}", min_picture_width,
                             max_picture_width, options.picture.width))
      ->type_name("PX")
      ->transform(whole_number(min_picture_width, max_picture_width))
      ->group(output);

  app.add_option("--colors", color,
                 "Colour of a frame. type: what it mostly holds;\nname: one for each name. Default: type")
      ->type_name("BY")
      ->check(CLI::IsMember(colors()).description(""))
      ->group(output);
  app.add_option("--min-width", options.picture.min_width,
                 fmt::format("Narrower frames are seen only where scripts run, 0 to\n{}. Default: {}",
                             max_picture_width, options.picture.min_width))
      ->type_name("PX")
      ->check(decimal_number(max_picture_width))
      ->group(output);

  const std::string reading = "Reading";
  app.add_flag("--strict", options.load.strict, "Any damage in a dump is an error")->group(reading);
  app.add_option("--threads", options.load.threads, "Threads that read. Default: one a core")
      ->type_name("N")
      ->transform(whole_number(1, most_threads))
      ->group(reading);
  app.add_option(
         "--max", bounds,
         "Raise a bound that a dump exceeds: NAME=NUMBER. The\nerror names it. May be given several times")
      ->type_name("BOUND")
      ->allow_extra_args(false)
      ->group(reading);
  app.add_flag("--stats", options.stats, "Time and memory of every phase, to standard error")->group(reading);

  const std::string other = "Other";
  app.set_help_flag("-h,--help", "Print this help")->group(other);
  app.set_version_flag("--version", "heapgraph " HEAPGRAPH_VERSION, "Print the version")->group(other);
  app.footer(examples());

  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 expects them in reverse order
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return {{}, exit_done, app.help()};
  } catch (const CLI::CallForVersion& version) {
    return {{}, exit_done, fmt::format("{}\n", version.what())};
  } catch (const CLI::ParseError& error) {
    return {{}, exit_unusable, usage_error(error.what())};
  }

  if (old_option->count() == 0) return {{}, exit_unusable, usage_error("there is no heap dump to read")};
  options.dumps.push_back(first_dump);
  if (new_option->count() != 0) options.dumps.push_back(second_dump);
  options.dumps.insert(options.dumps.end(), later_dumps.begin(), later_dumps.end());
  if (settles && options.dumps.size() < 3) {
    return {
        {}, exit_unusable, usage_error("--settle needs three dumps or more: before, after, and again later")};
  }
  if (folds_tree && folds_nothing) {
    return {{}, exit_unusable, usage_error("--fold and --no-fold exclude each other")};
  }
  if (!measure.empty()) options.question.measure = measure_names().at(measure);
  if (!identity.empty()) options.question.identity = identity_names().at(identity);
  options.question.match = matches().at(match);
  options.question.split = split_names().at(split);
  options.question.tree = tree_names().at(tree);
  options.picture.colors = colors().at(color);
  if (folds_tree) options.question.fold = Fold::tree;
  if (folds_nothing) options.question.fold = Fold::nothing;
  if (!format.empty()) options.format = format_by_name(format);

  if (options.question.compatible && identity == "auto") {
    return {{}, exit_unusable, usage_error("--compatible counts by --identity address or verified")};
  }
  const bool compares =
      (options.question.measure && options.question.measure != Measure::live) || identity == "verified";
  if (compares && options.dumps.size() < 2) {
    const std::string what = options.question.measure ? "--measure " + measure : "--identity verified";
    return {{}, exit_unusable, usage_error(what + " needs two dumps, OLD and NEW")};
  }
  if (options.question.match == MatchBy::path) {
    const std::string_view problem =
        misuse_of_paths(options, identity == "verified", why_option->count() != 0);
    if (!problem.empty()) return {{}, exit_unusable, usage_error("--match path " + std::string(problem))};
  }
  if (budget_option->count() != 0) options.budget = budget;
  if (known_option->count() != 0) options.known = known;
  if (options.update_budget && !options.budget) {
    return {{}, exit_unusable, usage_error("--update-budget needs the --budget to update")};
  }
  try {
    if (why_option->count() != 0) options.question.why = WhyQuery(why).text();
    for (const std::string& limit : limits) options.limits.push_back(parse_limit(limit));
    if (max_bytes_option->count() != 0) options.text.max_bytes = parse_max_bytes(max_bytes);
    if (headroom_option->count() != 0) options.headroom = parse_percent(headroom);
    for (const std::string& bound : bounds) set_bound(options.load.bounds, bound);
    options.question.bounds = options.load.bounds;
  } catch (const Error& error) {
    return {{}, exit_unusable, usage_error(error.what())};
  }
  if (std::count(options.dumps.begin(), options.dumps.end(), "-") > 1) {
    return {{}, exit_unusable, usage_error("only one of the dumps can be standard input")};
  }
  return result;
}

}  // namespace heapgraph
