// SPDX-License-Identifier: MIT
// Findings of a series of dumps.
//
// Each interval is divided like a pair of dumps, and the amounts of its groups are added to those of the same
// places, which are told apart by the way they are written. So the net bytes of a place over all intervals
// are its whole change, although no more than two dumps are there at a time. What hangs from a place is told
// by the last dump alone: the references that were kept in every interval lead to what hangs where it hung in
// the first dump, and the rest is divided once more.
#include "report/series_sites.h"

#include <algorithm>
#include <utility>

#include "base/narrow.h"
#include "report/common_holder.h"
#include "report/increases.h"
#include "report/verdict.h"

namespace heapgraph {
namespace {

/// Very many places would take too long to write, and nobody reads them. Those beyond have no name.
constexpr std::size_t most_places = 10000;
constexpr std::uint32_t deepest_place = 200;

/// Groups in which something came or went, by falling bytes.
std::vector<std::uint32_t> changed_groups(const Division& division) {
  std::vector<std::uint32_t> groups;
  for (std::uint32_t i = 0; i < division.groups.size(); ++i) {
    const SiteAmounts& amounts = division.groups[i].amounts;
    if (!amounts.before().is_nothing() || !amounts.after().is_nothing()) groups.push_back(i);
  }
  std::stable_sort(groups.begin(), groups.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto bytes = [&](std::uint32_t group) {
      const SiteAmounts& amounts = division.groups[group].amounts;
      return std::max(amounts.before().bytes, amounts.after().bytes);
    };
    return bytes(a) > bytes(b);
  });
  return groups;
}

/// Key by which a place is the same in each interval.
std::string key_of(const std::string& path, const std::string& code) {
  return path + '\0' + code;
}

std::string key_of(const Places& places, SitePlace place) {
  if (place == SitePlace::none || places.depth(place) > deepest_place) return {};
  return key_of(places.pattern(place), places.code(place));
}

}  // namespace

std::int64_t SeriesSites::PlaceOverSeries::least_increase() const {
  return *std::min_element(increases.begin(), increases.end());
}

bool SeriesSites::PlaceOverSeries::is_saturating() const {
  return amounts.net_bytes() > 0 && heapgraph::is_saturating(increases);
}

SeriesSites::Rank SeriesSites::PlaceOverSeries::rank() const {
  if (amounts.net_bytes() <= 0) return Rank::gains_nothing;
  if (is_saturating()) return Rank::saturates;
  return least_increase() > 0 ? Rank::grows_steadily : Rank::gains;
}

SeriesSites::PlaceOverSeries& SeriesSites::place_at(const Places& places, SitePlace place) {
  const auto [found, is_first] =
      place_ids_.try_emplace(key_of(places, place), narrow_position(places_.size(), "places in the heaps"));
  if (is_first) {
    PlaceOverSeries& added = places_.emplace_back();
    if (!found->first.empty()) {
      added.path = places.pattern(place);
      added.code = places.code(place);
    }
  }
  return places_[found->second];
}

void SeriesSites::add(ChangedHeaps heaps, Scheduler& scheduler) {
  heaps.old_links = intervals_ == 0 ? nullptr : &kept_;
  last_.reset();
  std::unique_ptr<Division> division = divide(heaps, scheduler);
  kept_ = std::move(division->kept);
  division->group_of_old = {};
  for (PlaceOverSeries& place : places_) place.last_group = no_group;
  ++intervals_;

  std::vector<std::uint32_t> groups = changed_groups(*division);
  std::int64_t net_bytes = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const SiteGroup& group = division->groups[groups[i]];
    PlaceOverSeries& place = place_at(*division->places, i < most_places ? group.place : SitePlace::none);
    place.amounts += group.amounts;
    place.increases.resize(intervals_);
    place.increases.back() += group.amounts.net_bytes();
    if (place.last_group == no_group && !place.path.empty()) place.last_group = groups[i];
    net_bytes += group.amounts.net_bytes();
  }
  for (PlaceOverSeries& place : places_) place.increases.resize(intervals_);
  if (intervals_ == 1) {
    first_bytes_ = static_cast<std::uint64_t>(
        static_cast<std::int64_t>(reached_bytes(heaps.snapshot, *division)) - net_bytes);
  }
  net_bytes_ += net_bytes;

  if (!query_.by_freed) known_.add(*division, heaps.matching);
  groups.resize(std::min(groups.size(), query_.rows));
  const std::vector<Description> contents = describe_contents(heaps, *division, groups);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (contents[i].objects == 0) continue;
    PlaceOverSeries& place = place_at(*division->places, division->groups[groups[i]].place);
    place.what = contents[i].singular;
    place.plural = contents[i].plural;
  }
  last_ = std::move(division);
}

std::vector<std::uint32_t> SeriesSites::ranked() const {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    if (!places_[i].path.empty()) order.push_back(i);
  }
  const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
    const PlaceOverSeries& one = places_[a];
    const PlaceOverSeries& other = places_[b];
    if (query_.by_freed && one.amounts.before().bytes != other.amounts.before().bytes) {
      return one.amounts.before().bytes > other.amounts.before().bytes;
    }
    if (one.rank() != other.rank()) return one.rank() < other.rank();
    const std::int64_t least = std::max<std::int64_t>(one.least_increase(), 0);
    const std::int64_t other_least = std::max<std::int64_t>(other.least_increase(), 0);
    if (least != other_least) return least > other_least;
    const std::int64_t net = one.amounts.net_bytes();
    const std::int64_t other_net = other.amounts.net_bytes();
    return net != other_net ? net > other_net : one.code < other.code;
  };
  std::sort(order.begin(), order.end(), is_before);
  return order;
}

/// Describes what hangs from the places now and did not when the series began. A place that itself hangs
/// where nothing hung before has no links of its own since then; it is described by those of the last
/// interval.
ListedSites SeriesSites::describe(const ChangedHeaps& since_first, const std::vector<std::uint32_t>& rows) {
  std::unordered_map<std::string, std::uint32_t> group_at;
  std::vector<std::uint32_t> groups = changed_groups(*since_first_);
  groups.resize(std::min(groups.size(), most_places));
  for (const std::uint32_t group : groups) {
    group_at.try_emplace(key_of(*since_first_->places, since_first_->groups[group].place), group);
  }
  struct Source {
    Division& division;
    std::vector<std::uint32_t> groups;
    std::vector<std::size_t> rows;
  };
  Source whole = {*since_first_, {}, {}};
  Source last = {*last_, {}, {}};
  ListedSites listed;
  listed.sites.resize(rows.size());
  listed.plurals.resize(rows.size());
  listed.row_of_group.assign(since_first_->groups.size(), no_group);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const PlaceOverSeries& place = places_[rows[row]];
    const auto found = group_at.find(key_of(place.path, place.code));
    if (found == group_at.end() && place.last_group == no_group) {
      Site& site = listed.sites[row];
      site.what = place.what;
      listed.plurals[row] = place.plural;
      continue;
    }
    Source& source = found != group_at.end() ? whole : last;
    source.groups.push_back(found != group_at.end() ? found->second : place.last_group);
    source.rows.push_back(row);
    if (found != group_at.end()) listed.row_of_group[found->second] = static_cast<std::uint32_t>(row);
    // What left the place in any interval decides on its pattern.
    SiteAmounts& amounts = source.division.groups[source.groups.back()].amounts;
    amounts.freed = place.amounts.freed;
    amounts.moved_out = place.amounts.moved_out;
    amounts.shrunk_bytes = place.amounts.shrunk_bytes;
  }
  for (Source* source : {&whole, &last}) {
    ListedSites described = describe_sites(since_first, source->division, source->groups, {});
    for (std::size_t i = 0; i < source->rows.size(); ++i) {
      listed.sites[source->rows[i]] = std::move(described.sites[i]);
      listed.plurals[source->rows[i]] = std::move(described.plurals[i]);
    }
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const PlaceOverSeries& place = places_[rows[row]];
    Site& site = listed.sites[row];
    set_place(place.path, place.code, query_.known, site);
    site.is_saturating = place.is_saturating();
    site.series.assign(1, 0);
    for (const std::int64_t increase : place.increases) {
      site.series.push_back(site.series.back() + increase);
    }
  }
  return listed;
}

Findings SeriesSites::find(const ChangedHeaps& since_first, Scheduler& scheduler) {
  since_first_ = divide_since_first(since_first, std::move(kept_), scheduler);
  const std::vector<std::uint32_t> order = ranked();
  std::vector<std::uint32_t> rows = order;
  rows.resize(std::min(rows.size(), query_.rows));

  ListedSites hanging = describe(since_first, rows);
  Findings findings;
  findings.sites = hanging.sites;
  std::vector<bool> is_listed(places_.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    set_amounts(places_[rows[row]].amounts, findings.sites[row]);
    is_listed[rows[row]] = true;
  }
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (is_listed[i]) continue;
    ++findings.left_out;
    findings.left_out_before += places_[i].amounts.before();
    findings.left_out_after += places_[i].amounts.after();
  }
  if (query_.finds_objects && !query_.by_freed) {
    findings.site_of = sites_of_objects(since_first_->group_of, hanging.row_of_group, since_first_->grown);
  }
  findings.verdict = verdict(findings.sites, hanging, order);
  known_.move_to(findings);
  since_first_.reset();
  last_.reset();
  return findings;
}

std::string SeriesSites::verdict(const std::vector<Site>& sites, const ListedSites& hanging,
                                 const std::vector<std::uint32_t>& order) const {
  if (query_.by_freed) {
    ChangeInAll all;
    for (const PlaceOverSeries& place : places_) {
      all.freed_bytes += place.amounts.freed.bytes + place.amounts.shrunk_bytes;
    }
    return verdict_on_freed(sites, all);
  }
  ChangeOverSeries change;
  change.first_bytes = first_bytes_;
  change.net_bytes = net_bytes_;
  std::unordered_map<std::string, SitePlace> place_of;
  for (const SiteGroup& group : since_first_->groups) {
    if (place_of.size() == most_places) break;
    place_of.try_emplace(key_of(*since_first_->places, group.place), group.place);
  }
  std::vector<PlacedNet> steady;
  for (const std::uint32_t i : order) {
    const PlaceOverSeries& place = places_[i];
    if (place.rank() != Rank::grows_steadily) continue;
    change.steady_bytes += static_cast<std::uint64_t>(place.amounts.net_bytes());
    const auto found = place_of.find(key_of(place.path, place.code));
    if (found != place_of.end()) steady.push_back({found->second, place.amounts.net_bytes()});
  }
  return verdict_on_series(sites, hanging.sites, change,
                           find_common_holder(*since_first_->places, steady, change.steady_bytes),
                           hanging.plurals);
}

}  // namespace heapgraph
