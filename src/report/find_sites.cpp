// SPDX-License-Identifier: MIT
// Findings of a comparison of two dumps.
//
// The groups of the division are ranked, and only those that are listed are described.
#include "report/find_sites.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "heap/vocabulary.h"
#include "report/common_holder.h"
#include "report/describe_sites.h"
#include "report/known_sites.h"
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

  /// Groups that belong to the runtime: those of which more than half are objects that it makes for itself,
  /// those that hang from its own roots, which are walked after those of the program, and one function of its
  /// own code, which was loaded when it was needed first.
  std::vector<bool> find_groups_of_runtime() {
    std::vector<bool> are_of_runtime(division_->groups.size());
    const std::optional<std::uint8_t> category = heaps_.snapshot.vocabulary()->engine_category;
    if (!category) return are_of_runtime;
    std::set<SitePlace> roots_of_program;
    for (const Root& root : heaps_.snapshot.roots()) {
      if (root.rank != 0) continue;
      roots_of_program.insert(division_->places->of_root(heaps_.snapshot.text(root.name)));
    }
    std::vector<std::uint64_t> bytes(division_->groups.size());
    std::vector<std::uint64_t> of_runtime(division_->groups.size());
    for (std::size_t i = 0; i < division_->group_of.size(); ++i) {
      const std::uint32_t group = division_->group_of[i];
      if (group >= bytes.size()) continue;
      const auto id = static_cast<ObjectId>(i);
      bytes[group] += heaps_.snapshot.size(id);
      if (heaps_.snapshot.category(id) == *category) of_runtime[group] += heaps_.snapshot.size(id);
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      SitePlace root = division_->groups[i].place;
      while (root != SitePlace::root && division_->places->parent(root) != SitePlace::root) {
        root = division_->places->parent(root);
      }
      are_of_runtime[i] = of_runtime[i] > bytes[i] / 2 || !roots_of_program.contains(root);
    }
    mark_functions_of_runtime(are_of_runtime);
    return are_of_runtime;
  }

  /// Many functions of the runtime in one group may be the leak: they hold what a program gave to them.
  void mark_functions_of_runtime(std::vector<bool>& are_of_runtime) const {
    const Vocabulary& vocabulary = *heaps_.snapshot.vocabulary();
    if (vocabulary.is_source_of_runtime == nullptr) return;
    std::vector<std::uint8_t> functions(
        division_->groups.size());  // 2 stands for more, and for other objects
    for (std::size_t i = 0; i < division_->unchanged.links.size(); ++i) {
      const ChangedLink& link = division_->unchanged.links[i];
      std::uint8_t& count = functions[division_->group_of_link[i]];
      if (count >= 2) continue;
      const Place place = heaps_.snapshot.place(link.target);
      const bool is_of_runtime =
          place.source != NameId::none && vocabulary.is_source_of_runtime(heaps_.snapshot.text(place.source));
      count = static_cast<std::uint8_t>(count + (is_of_runtime ? 1 : 2));
    }
    for (std::size_t i = 0; i < functions.size(); ++i) {
      if (functions[i] == 1) are_of_runtime[i] = true;
    }
  }

  /// Orders the groups by falling net bytes. What belongs to the runtime counts an eighth: its code and
  /// caches grow while a program warms up, and are seldom the leak. Groups in which nothing came or went are
  /// left out.
  void rank() {
    const std::vector<bool> are_of_runtime = find_groups_of_runtime();
    const auto weight_of = [&](std::uint32_t group) {
      return are_of_runtime[group] ? rank_of(group) / 8 : rank_of(group);
    };
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
    for (const SiteGroup& group : division_->groups) {
      const SiteAmounts& amounts = group.amounts;
      const std::int64_t net = amounts.net_bytes();
      change.net_bytes += net;
      if (net > 0) change.grown_bytes += static_cast<std::uint64_t>(net);
      change.new_bytes += amounts.added.bytes + amounts.grown.bytes;
      change.freed_bytes += amounts.freed.bytes + amounts.shrunk_bytes;
    }
    change.old_bytes = static_cast<std::uint64_t>(
        static_cast<std::int64_t>(reached_bytes(heaps_.snapshot, *division_)) - change.net_bytes);
    if (query_.by_freed) return verdict_on_freed(listed_sites.sites, change);
    std::vector<PlacedNet> gained;
    for (const std::uint32_t group : order_) {
      if (rank_of(group) > 0) gained.push_back({division_->groups[group].place, rank_of(group)});
    }
    return verdict_on_change(listed_sites.sites, change,
                             find_common_holder(*division_->places, gained, change.grown_bytes),
                             listed_sites.plurals.empty() ? std::string() : listed_sites.plurals.front());
  }

  ChangedHeaps heaps_;
  SiteQuery query_;
  std::unique_ptr<Division> division_;
  std::vector<std::uint32_t> order_;  ///< groups by rank
};

}  // namespace

Findings find_sites(const ChangedHeaps& heaps, const SiteQuery& query, Scheduler& scheduler) {
  return SiteFinder(heaps, query, scheduler).find();
}

}  // namespace heapgraph
