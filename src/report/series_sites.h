// SPDX-License-Identifier: MIT
// Findings of a series of dumps: the sites that grow from dump to dump, and the sentence made of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/scheduler.h"
#include "heapgraph/report.h"
#include "report/describe_sites.h"
#include "report/divide.h"
#include "report/find_sites.h"
#include "report/known_sites.h"

namespace heapgraph {

/// Collector of what came and went at each place over the intervals of a series. Of the dumps themselves,
/// only the last interval is referred to.
class SeriesSites {
 public:
  explicit SeriesSites(SiteQuery query) : query_(std::move(query)), known_(query_.known) {}

  /// Adds the next interval; `heaps.old_links` is ignored. Both dumps of it must stay until the next interval
  /// is added or the findings are made.
  void add(ChangedHeaps heaps, Scheduler& scheduler);

  /// Lists the sites: those that grow in every interval by the smallest of their increases, then others that
  /// gained, then those that saturate, and at last those that gained nothing. `since_first` are the last dump
  /// and the first.
  Findings find(const ChangedHeaps& since_first, Scheduler& scheduler);

 private:
  /// Places of an earlier rank are listed first.
  enum class Rank : std::uint8_t { grows_steadily, gains, saturates, gains_nothing };

  /// What came and went at one place.
  struct PlaceOverSeries {
    std::string path;
    std::string code;
    SiteAmounts amounts;                  ///< sums over all intervals
    std::vector<std::int64_t> increases;  ///< net bytes of each interval
    std::string what;                     ///< description of what came in an interval; may be empty
    std::string plural;
    std::uint32_t last_group = no_group;  ///< in the division of the last interval

    std::int64_t least_increase() const;
    bool is_saturating() const;
    Rank rank() const;
  };

  PlaceOverSeries& place_at(const Places& places, SitePlace place);
  std::vector<std::uint32_t> ranked() const;
  ListedSites describe(const ChangedHeaps& since_first, const std::vector<std::uint32_t>& rows);
  std::string verdict(const std::vector<Site>& sites, const ListedSites& hanging,
                      const std::vector<std::uint32_t>& order) const;

  SiteQuery query_;
  KnownSites known_;
  std::vector<PlaceOverSeries> places_;
  std::unordered_map<std::string, std::uint32_t> place_ids_;  ///< by path and code
  std::size_t intervals_ = 0;
  std::uint64_t first_bytes_ = 0;          ///< reachable bytes of the first dump
  std::int64_t net_bytes_ = 0;             ///< since the first dump
  KeptLinks kept_;                         ///< marks of the last dump that was added
  std::unique_ptr<Division> last_;         ///< of the last interval
  std::unique_ptr<Division> since_first_;  ///< of the last dump, once the findings are made
};

}  // namespace heapgraph
