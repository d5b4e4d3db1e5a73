// SPDX-License-Identifier: MIT
// Findings of one dump: the places that hold most of it.
//
// The bytes on the shortest paths are added up by place. The search begins at the root of all places and
// takes the heaviest place first. One whose bytes are mostly those of a few heavy places below it only leads
// to these, and they are searched in its stead: a root, the globals, a table with one heavy entry. All
// entries of a collection are one place; they are a site, unless one of them holds most of it. A chain, such
// as a linked list, is a site from its first link on.
#include "report/live_sites.h"

#include <algorithm>
#include <queue>
#include <utility>
#include <vector>

#include "graph/followed_edges.h"
#include "graph/group_walk.h"
#include "graph/hanging.h"
#include "report/describe_sites.h"
#include "report/entries.h"
#include "report/places.h"
#include "report/site_frees.h"
#include "report/verdict.h"
#include "report/what_hangs.h"

namespace heapgraph {
namespace {

class LiveSites {
 public:
  LiveSites(const Snapshot& snapshot, bool follow_weak, const SiteQuery& query)
      : snapshot_(snapshot),
        query_(query),
        follow_weak_(follow_weak),
        walked_(walk_unchanged(snapshot, std::vector<std::uint8_t>(snapshot.edge_count(), 1),
                               std::vector<std::uint8_t>(snapshot.roots().size(), 1), true, follow_weak)),
        places_(snapshot, walked_.steps, nullptr, nullptr) {}

  Findings find() {
    weigh();
    choose();
    assign_groups();
    describe();
    Findings findings;
    mark_known(findings);
    find_frees({snapshot_, group_of_, chosen_, row_of_, links_, places_, follow_weak_}, sites_);
    std::vector<std::size_t> order(sites_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return sites_[a].frees_with_others_bytes > sites_[b].frees_with_others_bytes;
    });
    for (const std::size_t i : order) {
      row_of_[i] = static_cast<std::uint32_t>(findings.sites.size());  // no more than places
      findings.sites.push_back(std::move(sites_[i]));
    }
    if (query_.finds_objects) findings.site_of = sites_of_objects(group_of_, row_of_, {});
    const std::string plural = order.empty() ? std::string() : plurals_[order.front()];
    findings.left_out = left_out_;
    findings.left_out_after = held_[0];
    for (const Site& site : findings.sites) {
      findings.left_out_after.bytes -= site.after.bytes;
      findings.left_out_after.objects -= site.after.objects;
    }
    findings.verdict = verdict_on_live(findings.sites, held_[0], plural);
    return findings;
  }

 private:
  void mark_known(Findings& findings) const {
    for (const Site& site : sites_) {
      if (site.is_known) findings.known.insert(site.signature);
    }
    if (findings.known.empty()) return;
    findings.is_known.resize(group_of_.size());
    for (std::size_t i = 0; i < group_of_.size(); ++i) {
      findings.is_known[i] = group_of_[i] != no_group && sites_[group_of_[i]].is_known;
    }
  }

  /// Sums of what hangs from each place.
  void weigh() {
    place_of_.assign(snapshot_.object_count(), SitePlace::none);
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      if (walked_.is_unchanged[i]) place_of_[i] = places_.of(static_cast<ObjectId>(i));
    }
    const std::size_t count = places_.size();
    held_.resize(count);
    objects_.resize(count);
    for (std::size_t i = 0; i < place_of_.size(); ++i) {
      if (place_of_[i] == SitePlace::none) continue;
      held_[index(place_of_[i])] += {snapshot_.size(static_cast<ObjectId>(i)), 1};
      ++objects_[index(place_of_[i])];
    }
    // Places are made before those below them.
    children_.resize(count);
    for (std::size_t i = count; i-- > 1;) {
      const SitePlace parent = places_.parent(static_cast<SitePlace>(i));
      held_[index(parent)] += held_[i];
    }
    for (std::size_t i = 1; i < count; ++i) {
      if (!is_heavy(i)) continue;
      children_[index(places_.parent(static_cast<SitePlace>(i)))].push_back(static_cast<SitePlace>(i));
    }
  }

  bool is_heavy(std::size_t place) const {
    constexpr std::uint64_t parts_of_whole = 100;
    return held_[place].bytes != 0 && held_[place].bytes >= held_[0].bytes / parts_of_whole;
  }

  /// Bytes on the paths through the heaviest of the objects at a place.
  std::vector<std::uint64_t> heaviest_objects() const {
    std::vector<std::uint64_t> through(snapshot_.object_count());
    std::vector<std::uint64_t> heaviest(places_.size());
    for (std::size_t i = walked_.order.size(); i-- > 0;) {
      const ObjectId id = walked_.order[i];
      std::uint64_t& bytes = through[index(id)];
      bytes += snapshot_.size(id);
      const ObjectId holder = walked_.steps[index(id)].holder;
      if (holder != ObjectId::none) through[index(holder)] += bytes;
      std::uint64_t& most = heaviest[index(place_of_[index(id)])];
      most = std::max(most, bytes);
    }
    return heaviest;
  }

  void choose() {
    const std::vector<std::uint64_t> heaviest = heaviest_objects();
    const auto is_lighter = [&](SitePlace a, SitePlace b) {
      return held_[index(a)].bytes != held_[index(b)].bytes ? held_[index(a)].bytes < held_[index(b)].bytes
                                                            : places_.code(a) > places_.code(b);
    };
    std::priority_queue<SitePlace, std::vector<SitePlace>, decltype(is_lighter)> open(is_lighter);
    open.push(SitePlace::root);
    while (!open.empty() && chosen_.size() < query_.rows) {
      const SitePlace place = open.top();
      open.pop();
      std::uint64_t below = 0;
      for (const SitePlace child : children_[index(place)]) below += held_[index(child)].bytes;
      const bool is_collection =
          objects_[index(place)] > 1 && heaviest[index(place)] * 2 <= held_[index(place)].bytes;
      const bool only_leads_on = below * 2 > held_[index(place)].bytes && !is_collection;
      if (place == SitePlace::root || only_leads_on) {
        for (const SitePlace child : children_[index(place)]) open.push(child);
      } else {
        add_chosen(places_.beginning_of_chain(place));
      }
    }
    left_out_ = open.size();
  }

  void add_chosen(SitePlace place) {
    if (std::find(chosen_.begin(), chosen_.end(), place) == chosen_.end()) chosen_.push_back(place);
  }

  /// Gives each object below a chosen place to the site of the nearest one.
  void assign_groups() {
    std::vector<std::uint32_t> group_at(places_.size(), no_group);
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      group_at[index(chosen_[i])] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t i = 1; i < group_at.size(); ++i) {
      if (group_at[i] == no_group) group_at[i] = group_at[index(places_.parent(static_cast<SitePlace>(i)))];
    }
    group_of_.assign(snapshot_.object_count(), no_group);
    for (std::size_t i = 0; i < place_of_.size(); ++i) {
      if (place_of_[i] != SitePlace::none) group_of_[i] = group_at[index(place_of_[i])];
    }
    row_of_.resize(chosen_.size());
    for (std::size_t i = 0; i < row_of_.size(); ++i) row_of_[i] = static_cast<std::uint32_t>(i);
  }

  void describe() {
    sites_.resize(chosen_.size());
    links_.resize(chosen_.size());
    std::vector<std::vector<ObjectId>> described(chosen_.size());
    for (std::size_t i = 0; i < group_of_.size(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      if (!walked_.is_unchanged[i]) continue;
      add_links(id);
      if (group_of_[i] == no_group) continue;
      sites_[group_of_[i]].after += {snapshot_.size(id), 1};
      if (place_of_[i] != chosen_[group_of_[i]]) continue;
      if (!is_reached_as_key(id)) described[group_of_[i]].push_back(id);
    }
    for (std::size_t i = 0; i < snapshot_.roots().size(); ++i) {
      const ObjectId object = snapshot_.roots()[i].object;
      const std::uint32_t group = group_of_[index(object)];
      if (group == no_group || place_of_[index(object)] != chosen_[group]) continue;
      if (walked_.steps[index(object)].holder != ObjectId::none) continue;
      links_[group].push_back({ObjectId::none, i, object});
    }
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      Site& site = sites_[i];
      set_place(places_.pattern(chosen_[i]), places_.code(chosen_[i]), query_.known, site);
      site.links = described[i].size();
      const Description description = describe_most(snapshot_, described[i]);
      site.what = description.singular;
      plurals_.push_back(plural_of_all(description, site.links));
    }
  }

  bool is_reached_as_key(ObjectId id) const {
    const HangingStep& step = walked_.steps[index(id)];
    return step.holder != ObjectId::none &&
           is_key(snapshot_, {step.holder, snapshot_.first_edge(step.holder) + step.number, id});
  }

  /// Adds the references of an object that lead to a chosen place from above it.
  void add_links(ObjectId holder) {
    std::size_t position = snapshot_.first_edge(holder);
    for (const Edge edge : snapshot_.edges(holder)) {
      const std::size_t at = position++;
      if (!is_followed(edge, follow_weak_)) continue;
      const std::uint32_t group = group_of_[index(edge.target)];
      if (group == no_group || group_of_[index(holder)] == group) continue;
      if (place_of_[index(holder)] != places_.parent(chosen_[group])) continue;
      if (places_.below(holder, edge) == chosen_[group]) links_[group].push_back({holder, at, edge.target});
    }
  }

  const Snapshot& snapshot_;
  const SiteQuery& query_;
  bool follow_weak_;
  Unchanged walked_;  ///< the whole of the heap, with paths
  Places places_;
  std::vector<SitePlace> place_of_;               ///< by object
  std::vector<Cost> held_;                        ///< by place: what hangs there and below
  std::vector<std::uint64_t> objects_;            ///< by place: number of objects there
  std::vector<std::vector<SitePlace>> children_;  ///< by place: the heavy ones
  std::vector<SitePlace> chosen_;                 ///< by group, which is a row
  std::size_t left_out_ = 0;
  std::vector<std::uint32_t> group_of_;          ///< by object
  std::vector<std::uint32_t> row_of_;            ///< by group
  std::vector<std::vector<ChangedLink>> links_;  ///< by row
  std::vector<Site> sites_;
  std::vector<std::string> plurals_;
};

}  // namespace

Findings find_live_sites(const Snapshot& snapshot, bool follow_weak, const SiteQuery& query) {
  return LiveSites(snapshot, follow_weak, query).find();
}

}  // namespace heapgraph
