// SPDX-License-Identifier: MIT
// Findings of a comparison of two dumps.
//
// The groups of the division are ranked, and only those that are listed are described.
#include "report/find_sites.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "report/leak_patterns.h"
#include "report/site_frees.h"
#include "report/verdict.h"
#include "report/what_hangs.h"
#include "tree/signature.h"

namespace heapgraph {
namespace {

class SiteFinder {
 public:
  SiteFinder(const ChangedHeaps& heaps, const SiteQuery& query, Scheduler& scheduler)
      : heaps_(heaps), query_(query), division_(divide(heaps, scheduler)) {}

  Findings find() {
    rank();
    Findings findings;
    rows_.assign(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(listed()));
    findings.left_out = order_.size() - rows_.size();
    for (std::size_t i = rows_.size(); i < order_.size(); ++i) {
      const SiteAmounts& amounts = division_->groups[order_[i]].amounts;
      findings.left_out_before += amounts.before();
      findings.left_out_after += amounts.after();
    }
    row_of_.assign(division_->groups.size(), no_group);
    for (std::uint32_t row = 0; row < rows_.size(); ++row) row_of_[rows_[row]] = row;
    collect_members();
    sites_.resize(rows_.size());
    plurals_.resize(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) describe(row);
    std::vector<SitePlace> place_of;
    for (const SiteGroup& group : division_->groups) place_of.push_back(group.place);
    const SettledPart settled = {division_->unchanged.is_unchanged, division_->unchanged.links};
    find_frees({heaps_.snapshot, division_->group_of, place_of, row_of_, links_, *division_->places,
                heaps_.follow_weak, division_->unchanged.is_retained ? &settled : nullptr},
               sites_);
    mark_known(findings);
    findings.verdict = verdict();
    findings.sites = std::move(sites_);
    return findings;
  }

 private:
  std::size_t listed() const { return std::min(query_.rows, order_.size()); }

  std::int64_t rank_of(std::uint32_t group) const {
    const SiteAmounts& amounts = division_->groups[group].amounts;
    return query_.by_freed ? static_cast<std::int64_t>(amounts.before().bytes) : amounts.net_bytes();
  }

  /// Orders the groups by falling net bytes. Groups in which nothing came or went are left out.
  void rank() {
    for (std::uint32_t i = 0; i < division_->groups.size(); ++i) {
      const SiteAmounts& amounts = division_->groups[i].amounts;
      if (!amounts.before().is_nothing() || !amounts.after().is_nothing()) order_.push_back(i);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rank_of(a) > rank_of(b); });
  }

  /// Collects the objects and the links of the listed sites.
  void collect_members() {
    members_.resize(rows_.size());
    links_.resize(rows_.size());
    targets_.resize(rows_.size());
    for (std::size_t i = 0; i < division_->group_of.size(); ++i) {
      const std::uint32_t group = division_->group_of[i];
      if (group == no_group || row_of_[group] == no_group) continue;
      members_[row_of_[group]].push_back(static_cast<ObjectId>(i));
    }
    std::vector<bool> is_taken(heaps_.snapshot.object_count());
    const std::vector<ChangedLink>& links = division_->unchanged.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
      const std::uint32_t group = division_->group_of_link[i];
      if (row_of_[group] == no_group) continue;
      links_[row_of_[group]].push_back(links[i]);
      const std::size_t target = index(links[i].target);
      if (division_->group_of[target] != group || is_taken[target]) continue;
      is_taken[target] = true;
      if (is_key(heaps_.snapshot, links[i]) && !division_->groups[group].has_only_keys) continue;
      targets_[row_of_[group]].push_back(links[i].target);
    }
  }

  void describe(std::size_t row) {
    const SiteGroup& group = division_->groups[rows_[row]];
    const Snapshot& snapshot = heaps_.snapshot;
    Site& site = sites_[row];
    site.place = division_->places->code(group.place);
    site.path = division_->places->pattern(group.place);
    std::vector<ObjectId> described = targets_[row];
    if (group.is_unreached) described = members_[row];
    if (described.empty() && group.most_grown != ObjectId::none) described.push_back(group.most_grown);
    const Description description = describe_most(snapshot, described);
    site.what = description.singular;
    plurals_[row] = description.plural;
    site.links = group.links;
    site.before = group.amounts.before();
    site.after = group.amounts.after();
    site.added = group.amounts.added;
    site.grown = group.amounts.grown;
    site.freed = group.amounts.freed;
    site.moved_in = group.amounts.moved_in;
    site.moved_out = group.amounts.moved_out;
    site.shrunk_bytes = group.amounts.shrunk_bytes;
    if (!group.is_unreached) {
      site.pattern = pattern_of(snapshot, *division_, rows_[row], members_[row], links_[row]);
    }
    site.signature = signature_of_place(site.path, site.place);
    site.is_known = query_.known != nullptr && query_.known->count(site.signature) != 0;
  }

  /// Finds which sites are known, listed or not, and marks their objects.
  void mark_known(Findings& findings) const {
    if (query_.known == nullptr || query_.known->empty() || query_.by_freed) return;
    std::vector<bool> is_known_group(division_->groups.size());
    for (std::size_t i = 0; i < division_->groups.size(); ++i) {
      const SitePlace place = division_->groups[i].place;
      const std::string signature =
          signature_of_place(division_->places->pattern(place), division_->places->code(place));
      if (query_.known->count(signature) == 0) continue;
      is_known_group[i] = true;
      findings.known.insert(signature);
    }
    if (findings.known.empty()) return;
    findings.is_known.resize(division_->group_of.size());
    for (std::size_t i = 0; i < division_->group_of.size(); ++i) {
      const std::uint32_t group = division_->group_of[i];
      findings.is_known[i] = group != no_group && is_known_group[group];
    }
  }

  std::string verdict() const {
    ChangeInAll change;
    for (const SiteGroup& group : division_->groups) {
      const SiteAmounts& amounts = group.amounts;
      const std::int64_t net = amounts.net_bytes();
      change.net_bytes += net;
      if (net > 0) change.grown_bytes += static_cast<std::uint64_t>(net);
      change.new_bytes += amounts.added.bytes + amounts.grown.bytes;
      change.freed_bytes += amounts.freed.bytes + amounts.shrunk_bytes;
    }
    std::int64_t reached = 0;
    for (std::size_t i = 0; i < heaps_.snapshot.object_count(); ++i) {
      if (division_->group_of[i] == no_group && !division_->unchanged.is_unchanged[i]) continue;
      reached += static_cast<std::int64_t>(heaps_.snapshot.size(static_cast<ObjectId>(i)));
    }
    change.old_bytes = static_cast<std::uint64_t>(reached - change.net_bytes);
    if (query_.by_freed) return verdict_on_freed(sites_, change);
    return verdict_on_change(sites_, change, common_holder(change),
                             plurals_.empty() ? std::string() : plurals_.front());
  }

  /// Deepest place that holds nearly all of the growth, if the first site alone does not.
  CommonHolder common_holder(const ChangeInAll& change) const {
    constexpr std::uint32_t least_depth = 3;  // a root and its globals hold everything
    if (order_.empty()) return {};
    const Places& places = *division_->places;
    const auto most = static_cast<std::uint64_t>(std::max<std::int64_t>(rank_of(order_.front()), 0));
    if (most * 2 >= change.grown_bytes) return {};
    struct Below {
      std::int64_t net_bytes = 0;
      std::size_t sites = 0;
    };
    std::vector<Below> below(places.size());
    for (const std::uint32_t group : order_) {
      if (rank_of(group) > 0) below[index(division_->groups[group].place)] = {rank_of(group), 1};
    }
    // A place is made after its parent.
    for (std::size_t i = below.size(); i-- > 1;) {
      Below& parent = below[index(places.parent(static_cast<SitePlace>(i)))];
      parent.net_bytes += below[i].net_bytes;
      parent.sites += below[i].sites;
    }
    const SitePlace first = division_->groups[order_.front()].place;
    for (SitePlace at = places.parent(first); at != SitePlace::none && places.depth(at) >= least_depth;
         at = places.parent(at)) {
      const auto& [net, sites] = below[index(at)];
      if (static_cast<std::uint64_t>(net) * 5 < change.grown_bytes * 4 || sites < 2) continue;
      return {places.code(at), net, sites};
    }
    return {};
  }

  ChangedHeaps heaps_;
  SiteQuery query_;
  std::unique_ptr<Division> division_;
  std::vector<std::uint32_t> order_;             ///< groups by rank
  std::vector<std::uint32_t> rows_;              ///< groups that are listed
  std::vector<std::uint32_t> row_of_;            ///< by group; `no_group` if it is not listed
  std::vector<std::vector<ObjectId>> members_;   ///< by row
  std::vector<std::vector<ChangedLink>> links_;  ///< by row
  std::vector<std::vector<ObjectId>> targets_;   ///< by row: objects that hang from the place directly
  std::vector<Site> sites_;
  std::vector<std::string> plurals_;  ///< by row: `Site::what` in the plural
};

}  // namespace

Findings find_sites(const ChangedHeaps& heaps, const SiteQuery& query, Scheduler& scheduler) {
  return SiteFinder(heaps, query, scheduler).find();
}

}  // namespace heapgraph
