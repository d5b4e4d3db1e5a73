// SPDX-License-Identifier: MIT
// Findings of a comparison of two dumps.
//
// The groups of the division are ranked, and only those that are listed are described.
#include "report/find_sites.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "report/common_holder.h"
#include "report/describe_sites.h"
#include "report/known_sites.h"
#include "report/runtime_groups.h"
#include "report/verdict.h"

namespace heapgraph {
namespace {

class SiteFinder {
 public:
  SiteFinder(const ChangedHeaps& heaps, SiteQuery query, Scheduler& scheduler)
      : heaps_(heaps), query_(std::move(query)), division_(divide(heaps, scheduler)) {
    if (!query_.by_freed || !query_.finds_objects) division_->group_of_old = {};
  }

  Findings find() {
    rank();
    Findings findings;
    const std::vector<std::uint32_t> rows(order_.begin(),
                                          order_.begin() + static_cast<std::ptrdiff_t>(listed()));
    findings.left_out = order_.size() - rows.size();
    for (std::size_t i = rows.size(); i < order_.size(); ++i) {
      const SiteAmounts& amounts = division_->groups[order_[i]].amounts;
      findings.left_out_before += amounts.before();
      findings.left_out_after += amounts.after();
    }
    ListedSites listed_sites = describe_sites(heaps_, *division_, rows, query_.known);
    if (!query_.by_freed) {
      KnownSites known(query_.known);
      known.add(*division_, heaps_.matching);
      known.move_to(findings);
    }
    if (query_.finds_objects) {
      // What was freed is shown in OLD, where nothing is known of growth.
      findings.site_of =
          query_.by_freed
              ? sites_of_objects(division_->group_of_old, listed_sites.row_of_group, {})
              : sites_of_objects(division_->group_of, listed_sites.row_of_group, division_->grown);
    }
    findings.verdict = verdict(listed_sites);
    findings.sites = std::move(listed_sites.sites);
    return findings;
  }

 private:
  std::size_t listed() const { return std::min(query_.rows, order_.size()); }

  std::int64_t rank_of(std::uint32_t group) const {
    const SiteAmounts& amounts = division_->groups[group].amounts;
    return query_.by_freed ? static_cast<std::int64_t>(amounts.before().bytes) : amounts.net_bytes();
  }

  /// Orders the groups by falling net bytes, those of the runtime by a part of theirs. Groups in which
  /// nothing came or went are left out.
  void rank() {
    runtime_ = find_runtime_groups(heaps_, *division_);
    const auto weight_of = [&](std::uint32_t group) { return rank_of(group) / runtime_.divisors[group]; };
    for (std::uint32_t i = 0; i < division_->groups.size(); ++i) {
      const SiteAmounts& amounts = division_->groups[i].amounts;
      const bool is_listed =
          !amounts.before().is_nothing() || (!query_.by_freed && !amounts.after().is_nothing());
      if (is_listed) order_.push_back(i);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return weight_of(a) > weight_of(b); });
  }

  std::string verdict(const ListedSites& listed_sites) const {
    ChangeInAll change;
    for (std::size_t i = 0; i < division_->groups.size(); ++i) {
      const SiteAmounts& amounts = division_->groups[i].amounts;
      const std::int64_t net = amounts.net_bytes();
      change.net_bytes += net;
      if (net > 0) change.grown_bytes += static_cast<std::uint64_t>(net);
      if (net > 0 && runtime_.are_of_runtime[i]) {
        change.grown_of_runtime_bytes += static_cast<std::uint64_t>(net);
      }
      change.new_bytes += amounts.added.bytes + amounts.grown.bytes;
      change.freed_bytes += amounts.freed.bytes + amounts.shrunk_bytes;
    }
    change.old_bytes = static_cast<std::uint64_t>(
        static_cast<std::int64_t>(reached_bytes(heaps_.snapshot, *division_)) - change.net_bytes);
    if (query_.by_freed) return verdict_on_freed(listed_sites.sites, change);
    return verdict_on_change(listed_sites.sites, change, common_holder(change),
                             listed_sites.plurals.empty() ? std::string() : listed_sites.plurals.front());
  }

  /// What holds the sites of the program, if the first site is one of these.
  CommonHolder common_holder(const ChangeInAll& change) const {
    if (order_.empty() || runtime_.are_of_runtime[order_.front()]) return {};
    std::vector<PlacedNet> gained;
    for (const std::uint32_t group : order_) {
      const bool has_gained = !runtime_.are_of_runtime[group] && rank_of(group) > 0;
      if (has_gained) gained.push_back({division_->groups[group].place, rank_of(group)});
    }
    return find_common_holder(*division_->places, gained, change.grown_bytes - change.grown_of_runtime_bytes);
  }

  ChangedHeaps heaps_;
  SiteQuery query_;
  std::unique_ptr<Division> division_;
  RuntimeGroups runtime_;
  std::vector<std::uint32_t> order_;  ///< groups by rank
};

}  // namespace

Findings find_sites(const ChangedHeaps& heaps, const SiteQuery& query, Scheduler& scheduler) {
  return SiteFinder(heaps, query, scheduler).find();
}

}  // namespace heapgraph
