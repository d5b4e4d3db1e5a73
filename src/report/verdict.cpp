// SPDX-License-Identifier: MIT
// The verdict: the answer to a question in one or two sentences.
#include "report/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/sizes.h"
#include "base/text.h"
#include "heap/names.h"

namespace heapgraph {
namespace {

std::string size_of_change(std::int64_t bytes) {
  const auto size = static_cast<std::uint64_t>(bytes < 0 ? -bytes : bytes);
  return fmt::format("{}{}", bytes < 0 ? "-" : "+", size_for_people(size));
}

std::string nothing_leaks(const ChangeInAll& change) {
  if (change.new_bytes == 0 && change.freed_bytes == 0) {
    return change.net_bytes == 0 ? std::string("Nothing leaks: nothing is new, and nothing was freed.")
                                 : fmt::format("Nothing leaks: the reachable heap changed by {}.",
                                               size_of_change(change.net_bytes));
  }
  const auto net = static_cast<std::uint64_t>(change.net_bytes < 0 ? -change.net_bytes : change.net_bytes);
  return fmt::format("Nothing leaks: {} are new and {} were freed, so the heap {} by {} ({}).",
                     size_for_people(change.new_bytes), size_for_people(change.freed_bytes),
                     change.net_bytes < 0 ? "shrank" : "grew", size_for_people(net),
                     percentage(net, change.old_bytes));
}

/// The first letter of a sentence is a capital.
std::string as_sentence(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() += 'A' - 'a';
  return text + ".";
}

std::string place_in_sentence(std::string place) {
  constexpr std::string_view entries = "[*]";
  constexpr std::size_t longest = 200;
  constexpr std::string_view arrow = " → ";
  if (place.ends_with(entries) && place.size() > entries.size()) place.resize(place.size() - entries.size());
  if (place.ends_with(arrow)) place.resize(place.size() - arrow.size());
  return shorten_in_the_middle(escape_unprintable(place), longest);
}

std::string with_article(const std::string& what) {
  constexpr std::string_view vowels = "aeioAEIO";
  const bool is_vowel = !what.empty() && vowels.find(what.front()) != std::string_view::npos;
  return fmt::format("{} {}", is_vowel ? "an" : "a", what);
}

std::string what_hangs(const Site& site, const std::string& plural) {
  if (site.links == 0) {
    return fmt::format("{} grew in place by {}", with_article(site.what), size_for_people(site.grown.bytes));
  }
  if (site.entries != 0) {
    const bool is_one = site.entries == 1;
    return fmt::format("{} new {} {} {}", group_digits(site.entries), is_one ? site.what : plural,
                       is_one ? "holds" : "hold", size_for_people(site.added.bytes + site.grown.bytes));
  }
  const bool is_one = site.links == 1;
  const bool moved = site.moved_in.objects * 5 > site.added.objects;
  const Cost all = {site.added.bytes + site.grown.bytes + site.moved_in.bytes,
                    site.added.objects + site.moved_in.objects};
  std::string text =
      fmt::format("{}{} {}{} {} {}", group_digits(site.links), moved ? "" : " new",
                  is_one ? site.what : plural, moved ? fmt::format(", new or moved there,") : std::string(),
                  is_one ? "holds" : "hold", size_for_people(all.bytes));
  if (is_one && all.objects > 1) text += fmt::format(" in {} objects", group_digits(all.objects));
  return text;
}

std::string what_cutting_frees(const Site& site) {
  if (site.links == 0) return {};
  const std::string alone = site.frees_bytes == 0 ? "nothing" : size_for_people(site.frees_bytes);
  if (site.also_held_by.empty()) {
    const char* const references = site.links != 1    ? "those references"
                                   : site.entries > 1 ? "the reference to them"
                                                      : "that reference";
    return fmt::format(" Cutting {} frees {}.", references, alone);
  }
  std::string others;
  for (std::size_t i = 0; i < site.also_held_by.size(); ++i) {
    if (i != 0) others += i + 1 == site.also_held_by.size() ? " and " : ", ";
    others += place_in_sentence(site.also_held_by[i]);
  }
  return fmt::format(" {} also held by {}; cutting {} frees {}; cutting only the first frees {}.",
                     std::max(site.links, site.entries) == 1 ? "It is" : "They are", others,
                     site.also_held_by.size() == 1 ? "both" : "all of them",
                     size_for_people(site.frees_with_others_bytes), alone);
}

/// What grew in all, of which sites have shares.
struct Whole {
  std::uint64_t bytes = 0;
  std::string_view words;
};

/// `hanging` is the first of the sites, with what hangs there now and did not before.
std::string leak_in_words(const std::vector<Site>& sites, const Site& hanging, const Whole& whole,
                          const CommonHolder& common, const std::string& plural) {
  const Site& first = sites.front();
  const auto share = [&](std::int64_t bytes) {
    std::string text = percentage(static_cast<std::uint64_t>(bytes), whole.bytes);
    return text == "100.0%" ? std::string("All") : text;
  };
  std::string text;
  if (first.place == unreached_name) {
    return fmt::format("{} of {} is reached from no root: {} new objects, mostly {}, hold {}.",
                       share(first.net().bytes), whole.words, group_digits(hanging.added.objects), plural,
                       size_for_people(hanging.added.bytes));
  }
  if (!common.place.empty()) {
    text = fmt::format("{} of {} hangs below {}, at {} places; most of it, {}, from {}: {}.",
                       share(common.net_bytes), whole.words, place_in_sentence(common.place), common.sites,
                       share(first.net().bytes), place_in_sentence(first.place), what_hangs(hanging, plural));
  } else {
    text = fmt::format("{} of {} {} {}: {}", share(first.net().bytes), whole.words,
                       hanging.links == 0 ? "is in" : "hangs from", place_in_sentence(first.place),
                       what_hangs(hanging, plural));
    const bool is_half = static_cast<std::uint64_t>(first.net().bytes) * 2 >= whole.bytes;
    if (!is_half && sites.size() > 1 && sites[1].net().bytes > 0) {
      text += fmt::format("; {} {} {}", share(sites[1].net().bytes), sites[1].links == 0 ? "is in" : "from",
                          place_in_sentence(sites[1].place));
    }
    text += ".";
  }
  if (!first.pattern.empty()) text.append(" ").append(as_sentence(first.pattern));
  text += what_cutting_frees(first);
  return text;
}

/// True if an amount is at least 2% of the heap. One of less is not called a leak.
bool is_much(std::uint64_t bytes, std::uint64_t heap_bytes) {
  constexpr std::uint64_t parts_of_heap = 50;
  return bytes > 0 && bytes * parts_of_heap >= heap_bytes;
}

/// True if the runtime has half of the growth or more, and no place of the program stands out.
bool is_growth_of_runtime(const Site& first, const ChangeInAll& change) {
  return change.grown_of_runtime_bytes * 2 >= change.grown_bytes &&
         first.net().bytes * 10 < static_cast<std::int64_t>(change.grown_bytes);
}

std::string growth_of_runtime_in_words(const Site& first, const ChangeInAll& change,
                                       const std::string& plural) {
  return fmt::format(
      "Most of the growth, {}, belongs to the runtime, as while a program warms up: make the first dump "
      "later. "
      "Of the rest, most hangs from {}: {}.",
      percentage(change.grown_of_runtime_bytes, change.grown_bytes), place_in_sentence(first.place),
      what_hangs(first, plural));
}

/// True if a site gained in every interval of a series, and much in the last.
bool still_gains_much(const Site& site, std::uint64_t heap_bytes) {
  const std::vector<std::int64_t>& series = site.series;
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (series[i] <= series[i - 1]) return false;
  }
  const std::int64_t last = series[series.size() - 1] - series[series.size() - 2];
  return is_much(static_cast<std::uint64_t>(last), heap_bytes);
}

std::string nothing_leaks_over_series(const std::vector<Site>& sites, const ChangeOverSeries& change) {
  std::string text = "Nothing leaks: ";
  if (change.steady_bytes == 0) {
    text += "no place keeps growing";
  } else {
    text += fmt::format("what grows in every dump is {} in all", size_for_people(change.steady_bytes));
  }
  const auto net = static_cast<std::uint64_t>(change.net_bytes < 0 ? -change.net_bytes : change.net_bytes);
  text += fmt::format("; from the first dump to the last the heap {} by {} ({}).",
                      change.net_bytes < 0 ? "shrank" : "grew", size_for_people(net),
                      percentage(net, change.first_bytes));
  const auto most = std::max_element(
      sites.begin(), sites.end(), [](const Site& a, const Site& b) { return a.net().bytes < b.net().bytes; });
  if (most == sites.end() || most->net().bytes <= 0 || change.net_bytes <= 0 ||
      !is_much(net, change.first_bytes)) {
    return text;
  }
  text += fmt::format(" {} of that is in {}, which {}.",
                      size_for_people(static_cast<std::uint64_t>(most->net().bytes)),
                      place_in_sentence(most->place),
                      most->is_saturating ? "grows ever more slowly" : "does not grow in every dump");
  return text;
}

}  // namespace

bool is_leak(const ChangeInAll& change) {
  return change.net_bytes > 0 && is_much(static_cast<std::uint64_t>(change.net_bytes), change.old_bytes);
}

std::string verdict_on_change(const std::vector<Site>& sites, const ChangeInAll& change,
                              const CommonHolder& common, const std::string& plural) {
  if (!is_leak(change) || sites.empty()) return nothing_leaks(change);
  if (common.place.empty() && is_growth_of_runtime(sites.front(), change)) {
    return growth_of_runtime_in_words(sites.front(), change, plural);
  }
  return leak_in_words(sites, sites.front(), {change.grown_bytes, "the growth"}, common, plural);
}

std::string verdict_on_series(const std::vector<Site>& sites, const std::vector<Site>& hanging,
                              const ChangeOverSeries& change, const CommonHolder& common,
                              const std::vector<std::string>& plurals) {
  if (!sites.empty() && is_much(change.steady_bytes, change.first_bytes)) {
    return leak_in_words(sites, hanging.front(), {change.steady_bytes, "what grows in every dump"}, common,
                         plurals.front());
  }
  const auto slowing = std::find_if(sites.begin(), sites.end(), [&](const Site& site) {
    return site.is_saturating && still_gains_much(site, change.first_bytes);
  });
  if (slowing == sites.end()) return nothing_leaks_over_series(sites, change);
  const auto row = static_cast<std::size_t>(slowing - sites.begin());
  std::uint64_t bytes = 0;
  for (const Site& site : sites) {
    const bool is_alike = site.is_saturating && still_gains_much(site, change.first_bytes);
    if (is_alike) bytes += static_cast<std::uint64_t>(site.net().bytes);
  }
  return leak_in_words({*slowing}, hanging[row],
                       {bytes, "what grows in every dump, though ever more slowly,"}, {}, plurals[row]);
}

std::string verdict_on_live(const std::vector<Site>& sites, const Cost& alive, const std::string& plural) {
  if (sites.empty()) {
    return fmt::format("{} are alive, in no place that stands out.", size_for_people(alive.bytes));
  }
  const Site& first = sites.front();
  std::string text = fmt::format("{} of {} is held by {}", percentage(first.after.bytes, alive.bytes),
                                 size_for_people(alive.bytes), place_in_sentence(first.place));
  if (first.links != 0) {
    text += fmt::format(": {} {}", group_digits(first.links), first.links == 1 ? first.what : plural);
  }
  return text + "." + what_cutting_frees(first);
}

std::string verdict_on_freed(const std::vector<Site>& sites, const ChangeInAll& change) {
  // What only moved away may be more at another site.
  const auto most = std::max_element(
      sites.begin(), sites.end(), [](const Site& a, const Site& b) { return a.freed.bytes < b.freed.bytes; });
  if (most == sites.end() || most->freed.is_nothing()) return "Nothing was freed.";
  const Site& first = *most;
  return fmt::format("{} of what was freed hung from {}: {} in {} object{}.",
                     percentage(first.freed.bytes, change.freed_bytes), place_in_sentence(first.place),
                     size_for_people(first.freed.bytes), group_digits(first.freed.objects),
                     first.freed.objects == 1 ? "" : "s");
}

std::string verdict_on_paths(const std::vector<Site>& sites, const ChangeInAll& change) {
  const auto most = std::max_element(
      sites.begin(), sites.end(), [](const Site& a, const Site& b) { return a.net().bytes < b.net().bytes; });
  if (!is_leak(change) || most == sites.end() || most->net().bytes <= 0) {
    const auto net = static_cast<std::uint64_t>(change.net_bytes < 0 ? -change.net_bytes : change.net_bytes);
    return fmt::format("The heaps are alike: the second holds {} {} ({}).", size_for_people(net),
                       change.net_bytes < 0 ? "less" : "more", percentage(net, change.old_bytes));
  }
  return fmt::format("{} of the growth is at {}: {} more, {} objects instead of {}.",
                     percentage(static_cast<std::uint64_t>(most->net().bytes), change.grown_bytes),
                     place_in_sentence(most->place),
                     size_for_people(static_cast<std::uint64_t>(most->net().bytes)),
                     group_digits(most->after.objects), group_digits(most->before.objects));
}

}  // namespace heapgraph
