// SPDX-License-Identifier: MIT
// Descriptions of the groups of a division that are listed as sites.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "heapgraph/report.h"
#include "report/divide.h"
#include "report/what_hangs.h"

namespace heapgraph {

/// Sets the amounts of a site.
void set_amounts(const SiteAmounts& amounts, Site& site);

/// Sets the place of a site, its signature, and whether that is among those of known leaks.
void set_place(std::string path, std::string code, const std::set<std::string>& known, Site& site);

/// Site of each object, as in `Findings::site_of`. `group_of` is by object, `row_of_group` is the position of
/// the site of each group, and `grown` are objects that are part of no group but grew at a site.
std::vector<std::uint32_t> sites_of_objects(const std::vector<std::uint32_t>& group_of,
                                            const std::vector<std::uint32_t>& row_of_group,
                                            const std::vector<GrownObject>& grown);

/// Listed sites, by row.
struct ListedSites {
  std::vector<Site> sites;
  std::vector<std::string> plurals;         ///< `Site::what` in the plural
  std::vector<std::uint32_t> row_of_group;  ///< by group; `no_group` if it is not listed
};

/// Describes the groups `rows` of a division of the heaps, with what cutting each would free. `known` has
/// the signatures of known leaks. One or two walks over the heap for each 63 rows.
ListedSites describe_sites(const ChangedHeaps& heaps, Division& division,
                           const std::vector<std::uint32_t>& rows, const std::set<std::string>& known);

/// Describes what hangs from the groups `rows`, or what grew there, and nothing else. O(objects + links).
std::vector<Description> describe_contents(const ChangedHeaps& heaps, const Division& division,
                                           const std::vector<std::uint32_t>& rows);

}  // namespace heapgraph
