// SPDX-License-Identifier: MIT
// Programs whose births are known.
#include "support/births.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "graph/identity.h"
#include "graph/match_by_evidence.h"
#include "heapgraph/error.h"
#include "support/files.h"

namespace heapgraph::test {
namespace {

/// Path of a file, packed or not; "" if there is none.
std::string existing(const std::string& path) {
  for (const char* ending : {"", ".gz", ".zst"}) {
    if (std::filesystem::exists(path + ending)) return path + ending;
  }
  return {};
}

std::string file_of(const std::string& folder, const std::string& name, std::size_t number,
                    std::string_view ending) {
  return existing(folder + "/" + name + "." + std::to_string(number) + "." + std::string(ending));
}

std::uint64_t take_number(std::string_view& text, int base) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc()) throw Error("a serial file has no number where one belongs", "");
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  return number;
}

void take_births(const std::string& path, KnownRun& run) {
  const std::string all = read_unpacked(path);
  std::string_view text = all;
  text.remove_prefix(std::min(text.size(), std::string_view("now ").size()));
  run.last_births.push_back(take_number(text, 10));
  std::unordered_map<std::uint64_t, std::uint64_t> births;
  while (!text.empty()) {
    text.remove_prefix(std::min(text.size(), std::string_view("0x").size()));
    const std::uint64_t address = take_number(text, 16);
    births[address] = take_number(text, 10);
  }
  const Snapshot& snapshot = run.dumps.back().snapshot;
  std::vector<std::uint64_t>& of_dump = run.births.emplace_back();
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    of_dump.push_back(births[snapshot.identifier(static_cast<ObjectId>(i))]);
  }
}

/// Matchings of a pair under each rule, in the order of `Judged`.
std::array<Matching, 3> match(const Snapshot& snapshot, const Snapshot& old) {
  Matching by_address = match_by_address(snapshot, old);
  Matching verified = match_verified(snapshot, old, by_address, false);
  Matching automatic = match_by_evidence(snapshot, old, by_address, false).matching;
  return {std::move(by_address), std::move(verified), std::move(automatic)};
}

void judge(bool is_true, bool is_said, Wrong& wrong) {
  if (is_true && !is_said) ++wrong.hidden;
  if (!is_true && is_said) ++wrong.falsely;
}

}  // namespace

Judged& Judged::operator+=(const Judged& other) {
  truth += other.truth;
  address += other.address;
  verified += other.verified;
  automatic += other.automatic;
  return *this;
}

std::vector<std::string> runs_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    const std::size_t end = file.find(".1.json");
    if (end != std::string::npos) names.push_back(file.substr(0, end));
  }
  std::sort(names.begin(), names.end());
  const auto has_no_births = [&](const std::string& name) {
    return file_of(folder, name, 1, "serial").empty();
  };
  names.erase(std::remove_if(names.begin(), names.end(), has_no_births), names.end());
  return names;
}

KnownRun load_run(const std::string& folder, const std::string& name) {
  KnownRun run;
  run.name = name;
  for (std::size_t number = 1;; ++number) {
    const std::string path = file_of(folder, name, number, "json");
    const std::string births = file_of(folder, name, number, "serial");
    if (path.empty() || births.empty()) return run;
    run.dumps.push_back({std::to_string(number), load_snapshot(path)});
    take_births(births, run);
  }
}

Judged judge_pair(const KnownRun& run, std::size_t number) {
  const auto rules = match(run.dumps[number].snapshot, run.dumps[number - 1].snapshot);
  Judged judged;
  for (std::size_t i = 0; i < run.births[number].size(); ++i) {
    const bool is_new = run.births[number][i] > run.last_births[number - 1];
    if (is_new) ++judged.truth;
    judge(is_new, rules[0].old_of[i] == ObjectId::none, judged.address);
    judge(is_new, rules[1].old_of[i] == ObjectId::none, judged.verified);
    judge(is_new, rules[2].old_of[i] == ObjectId::none, judged.automatic);
  }
  return judged;
}

Judged judge_series(const KnownRun& run) {
  std::array<std::vector<Matching>, 3> matchings;
  for (std::size_t number = 1; number < run.dumps.size(); ++number) {
    auto rules = match(run.dumps[number].snapshot, run.dumps[number - 1].snapshot);
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
      matchings[rule].push_back(std::move(rules[rule]));
    }
  }
  Judged judged;
  const auto stays_under = [&](std::size_t rule) {
    Lifetimes last = lifetimes_of_first(run.dumps.front().snapshot);
    for (std::size_t number = 1; number < run.dumps.size(); ++number) {
      last = follow(last, matchings[rule][number - 1], run.dumps[number].snapshot,
                    static_cast<std::uint32_t>(number));
    }
    return last;
  };
  const std::array lifetimes = {stays_under(0), stays_under(1), stays_under(2)};
  for (std::size_t i = 0; i < run.births.back().size(); ++i) {
    const std::uint64_t birth = run.births.back()[i];
    const bool is_true = birth > run.last_births[0] && birth <= run.last_births[1];
    if (is_true) ++judged.truth;
    judge(is_true, stays(lifetimes[0], static_cast<ObjectId>(i)), judged.address);
    judge(is_true, stays(lifetimes[1], static_cast<ObjectId>(i)), judged.verified);
    judge(is_true, stays(lifetimes[2], static_cast<ObjectId>(i)), judged.automatic);
  }
  return judged;
}

}  // namespace heapgraph::test
