// SPDX-License-Identifier: MIT
// Parser of the command line.
#include "cli/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/sizes.h"
#include "base/text.h"
#include "cli/bounds_option.h"
#include "cli/command.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/number_option.h"
#include "heapgraph/error.h"
#include "report/why.h"

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

/// Takes the values that an option has, and no other.
CLI::Validator one_of(const std::vector<ValueText>& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const ValueText& value : values) names.push_back(value.name);
  const auto take = [names](const std::string& text) {
    if (std::find(names.begin(), names.end(), text) != names.end()) return std::string();
    return fmt::format("`{}` is not one of {}", text, fmt::join(names, ", "));
  };
  return CLI::Validator(take, "");
}

/// Adds the option whose text has this name to the parser.
template <class Value>
CLI::Option* add_option(CLI::App& app, std::string_view name, Value& value) {
  const OptionText& text = option_text(name);
  CLI::Option* const option = app.add_option(text.names, value);
  option->type_name(text.value);
  if (!text.values.empty()) option->check(one_of(text.values));
  if (text.is_repeatable) option->allow_extra_args(false);  // else it would take the dumps that follow
  return option;
}

void add_flag(CLI::App& app, std::string_view name, bool& value) {
  app.add_flag(option_text(name).names, value);
}

std::uint64_t parse_max_bytes(std::string_view text) {
  const std::optional<std::uint64_t> size = parse_size(text);
  if (!size || *size == 0) {
    throw Error(fmt::format("--max-bytes: `{}` is not a size", text), "write 60000, 64KB or 1.5MB");
  }
  return *size;
}

std::uint32_t parse_percent(std::string_view text) {
  const std::string_view digits = text.substr(0, text.size() - (text.ends_with('%') ? 1 : 0));
  std::uint32_t percent = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), percent);
  if (error != std::errc{} || end != digits.data() + digits.size() || percent > most_headroom) {
    throw Error(fmt::format("--headroom: `{}` is not a percentage from 0 to {}", text, most_headroom),
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
  // CLI11 says "--top: 1 required N missing".
  constexpr std::string_view is_missing = " missing";
  constexpr std::string_view is_required = ": 1 required ";
  if (const std::size_t at = problem.find(is_required);
      at != std::string::npos && problem.ends_with(is_missing)) {
    problem.erase(problem.size() - is_missing.size());
    problem.replace(at, is_required.size(), " needs a value: ");
  }
  while (!problem.empty() && (problem.back() == '\n' || problem.back() == '.')) problem.pop_back();
  return fmt::format("heapgraph: {}; see heapgraph --help\n", escape_unprintable(problem));
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments, std::uint32_t width) {
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

  CLI::App app("", "heapgraph");
  const CLI::Option* const old_option = app.add_option("OLD", first_dump);
  const CLI::Option* const new_option = app.add_option("NEW", second_dump);
  app.add_option("LATER", later_dumps);

  add_option(app, "--measure", measure);
  add_option(app, "--identity", identity);
  add_flag(app, "--compatible", options.question.compatible);
  add_flag(app, "--settle", settles);
  add_option(app, "--match", match);
  add_option(app, "--split", split);
  add_option(app, "--tree", tree);
  const CLI::Option* const why_option = add_option(app, "--why", why);
  add_flag(app, "--follow-weak", options.question.follow_weak);

  add_option(app, "--limit", limits);
  const CLI::Option* const budget_option = add_option(app, "--budget", budget);
  const CLI::Option* const known_option = add_option(app, "--ignore-known", known);
  add_flag(app, "--update-budget", options.update_budget);
  const CLI::Option* const headroom_option = add_option(app, "--headroom", headroom);

  add_option(app, "--format", format);
  add_option(app, "--output", options.outputs);
  add_flag(app, "--fold", folds_tree);
  add_flag(app, "--no-fold", folds_nothing);
  add_option(app, "--top", options.text.top)->transform(whole_number(1, most_rows));
  add_option(app, "--by", options.text.by);
  const CLI::Option* const max_bytes_option = add_option(app, "--max-bytes", max_bytes);
  add_option(app, "--title", options.picture.title);
  add_option(app, "--width", options.picture.width)
      ->transform(whole_number(min_picture_width, max_picture_width));
  add_option(app, "--colors", color);
  add_option(app, "--min-width", options.picture.min_width)->check(decimal_number(max_picture_width));

  add_flag(app, "--strict", options.load.strict);
  add_option(app, "--threads", options.load.threads)->transform(whole_number(1, most_threads));
  add_option(app, "--max", bounds);
  add_flag(app, "--stats", options.stats);

  app.set_help_flag(option_text("--help").names);
  app.set_version_flag(option_text("--version").names, "heapgraph " HEAPGRAPH_VERSION);

  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 expects them in reverse order
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    return {{}, exit_done, help_text(width)};
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
