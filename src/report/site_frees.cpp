// SPDX-License-Identifier: MIT
// What cutting the references of sites would free, and what else keeps them alive.
//
// One walk tells for all sites at once which objects are reached without each (`graph/frees.h`). A reference
// into a site whose referrer is reached without the site is another one that keeps it alive. The places with
// most of these references are named, and a second walk cuts these as well.
#include "report/site_frees.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "graph/followed_edges.h"
#include "graph/frees.h"
#include "graph/group_walk.h"

namespace heapgraph {
namespace {

constexpr std::size_t most_other_places = 3;

/// Other places are named if they keep at least one part in so many of a site alive.
constexpr std::uint64_t parts_of_site = 20;

/// A place that keeps a site alive besides its own, with the references that do.
struct OtherPlace {
  SitePlace place = SitePlace::root;
  std::vector<std::size_t> references;
  std::string code = {};  ///< decides between places of as many references
};

/// Frees of up to `most_trials` rows; a row is a trial.
class Batch {
 public:
  Batch(const ListedGroups& groups, std::vector<Site>& sites, std::size_t first, std::size_t end)
      : groups_(groups), sites_(sites), first_(first), end_(end) {}

  void find() {
    for (std::size_t row = first_; row < end_; ++row) {
      for (const ChangedLink& link : groups_.links[row]) {
        (link.holder == ObjectId::none ? cuts_.roots : cuts_.references)
            .push_back({link.position, trial(row)});
      }
    }
    ReachedTrials reached = reach_without(groups_.snapshot, cuts_, groups_.follow_weak, groups_.settled);
    const std::vector<std::uint64_t> freed = reached.freed_bytes(groups_.snapshot, end_ - first_);
    wants_others_.resize(end_ - first_);
    for (std::size_t row = first_; row < end_; ++row) {
      Site& site = sites_[row];
      site.frees_bytes = site.frees_with_others_bytes = freed[row - first_];
      const std::uint64_t held = site.after.bytes - site.grown.bytes;
      wants_others_[row - first_] = site.links != 0 && site.frees_bytes < held - held / parts_of_site;
    }
    if (std::find(wants_others_.begin(), wants_others_.end(), true) != wants_others_.end()) {
      find_others(std::move(reached));
    }
  }

 private:
  std::uint64_t trial(std::size_t row) const { return std::uint64_t{1} << (row - first_); }

  void find_others(ReachedTrials reached) {
    const std::vector<std::vector<OtherPlace>> others = other_places(reached);
    reached = {};  // the second walk takes as much memory
    for (std::size_t row = first_; row < end_; ++row) {
      for (const OtherPlace& other : others[row - first_]) {
        for (const std::size_t position : other.references) {
          cuts_.references.push_back({position, trial(row)});
        }
      }
    }
    const std::vector<std::uint64_t> freed =
        reach_without(groups_.snapshot, cuts_, groups_.follow_weak, groups_.settled)
            .freed_bytes(groups_.snapshot, end_ - first_);
    for (std::size_t row = first_; row < end_; ++row) {
      Site& site = sites_[row];
      if (freed[row - first_] <= site.frees_bytes + site.after.bytes / parts_of_site) continue;
      site.frees_with_others_bytes = freed[row - first_];
      for (const OtherPlace& other : others[row - first_]) {
        site.also_held_by.push_back(groups_.places.code(other.place));
      }
    }
  }

  /// Row of a group in this batch whose other places are wanted; `no_group` if there is none.
  std::uint32_t wanted_row(std::uint32_t group) const {
    const std::uint32_t row = group == no_group ? no_group : groups_.row_of[group];
    const bool is_wanted = row != no_group && row >= first_ && row < end_ && wants_others_[row - first_];
    return is_wanted ? row : no_group;
  }

  /// For each row the places with most references into it from what is reached without it.
  std::vector<std::vector<OtherPlace>> other_places(const ReachedTrials& reached) const {
    std::vector<std::map<SitePlace, OtherPlace>> by_place(end_ - first_);
    for (std::size_t i = 0; i < groups_.group_of.size(); ++i) {
      const auto holder = static_cast<ObjectId>(i);
      std::size_t position = groups_.snapshot.first_edge(holder);
      for (const Edge edge : groups_.snapshot.edges(holder)) {
        const std::size_t at = position++;
        if (!is_followed(edge, groups_.follow_weak)) continue;
        const std::uint32_t group = groups_.group_of[index(edge.target)];
        const std::uint32_t row = wanted_row(group);
        if (row == no_group || groups_.group_of[i] == group) continue;
        if ((reached.of(holder) & trial(row)) == 0) continue;
        const SitePlace place = groups_.group_of[i] == no_group ? groups_.places.below(holder, edge)
                                                                : groups_.place_of[groups_.group_of[i]];
        if (place == groups_.place_of[group]) continue;
        OtherPlace& other = by_place[row - first_][place];
        other.place = place;
        other.references.push_back(at);
      }
    }
    std::vector<std::vector<OtherPlace>> others;
    others.reserve(by_place.size());
    for (auto& places : by_place) others.push_back(most_important(std::move(places)));
    return others;
  }

  std::vector<OtherPlace> most_important(std::map<SitePlace, OtherPlace>&& places) const {
    std::vector<OtherPlace> others;
    std::size_t most = 0;
    for (const auto& [place, other] : places) most = std::max(most, other.references.size());
    for (auto& [place, other] : places) {
      if (other.references.size() * parts_of_site < most) continue;
      other.code = groups_.places.code_to_rank(place, places.size());
      others.push_back(std::move(other));
    }
    const auto rank_of = [&](const OtherPlace& other) {
      return std::tuple(groups_.places.is_last_choice(other.place), most - other.references.size(),
                        groups_.places.depth(other.place), std::string_view(other.code));
    };
    std::stable_sort(others.begin(), others.end(),
                     [&](const OtherPlace& a, const OtherPlace& b) { return rank_of(a) < rank_of(b); });
    std::set<std::string> codes;  // places that are written alike are one to a reader
    std::vector<OtherPlace> important;
    for (OtherPlace& other : others) {
      if (!codes.insert(groups_.places.code(other.place)).second) continue;
      important.push_back(std::move(other));
      if (important.size() == most_other_places) break;
    }
    return important;
  }

  const ListedGroups& groups_;
  std::vector<Site>& sites_;
  std::size_t first_;
  std::size_t end_;
  Cuts cuts_;
  std::vector<bool> wants_others_;  ///< by trial
};

}  // namespace

void find_frees(const ListedGroups& groups, std::vector<Site>& sites) {
  for (std::size_t first = 0; first < sites.size(); first += most_trials) {
    Batch(groups, sites, first, std::min(first + most_trials, sites.size())).find();
  }
}

}  // namespace heapgraph
