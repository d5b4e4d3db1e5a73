// SPDX-License-Identifier: MIT
// Descriptions of the groups of a division that are listed as sites.
#include "report/describe_sites.h"

#include <cstddef>
#include <utility>

#include "report/leak_patterns.h"
#include "report/site_frees.h"
#include "tree/signature.h"

namespace heapgraph {
namespace {

/// Listed groups with their objects and links.
struct ListedMembers {
  std::vector<std::uint32_t> row_of;             ///< by group; `no_group` if it is not listed
  std::vector<std::vector<ObjectId>> members;    ///< by row
  std::vector<std::vector<ChangedLink>> links;   ///< by row
  std::vector<std::vector<ObjectId>> described;  ///< by row: what hangs directly, or grew most
};

ListedMembers collect_members(const Snapshot& snapshot, const Division& division,
                              const std::vector<std::uint32_t>& rows) {
  ListedMembers listed;
  listed.row_of.assign(division.groups.size(), no_group);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    listed.row_of[rows[row]] = static_cast<std::uint32_t>(row);
  }
  listed.members.resize(rows.size());
  listed.links.resize(rows.size());
  listed.described.resize(rows.size());
  for (std::size_t i = 0; i < division.group_of.size(); ++i) {
    const std::uint32_t group = division.group_of[i];
    if (group == no_group || listed.row_of[group] == no_group) continue;
    listed.members[listed.row_of[group]].push_back(static_cast<ObjectId>(i));
  }
  std::vector<bool> is_taken(snapshot.object_count());
  const std::vector<ChangedLink>& links = division.unchanged.links;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const std::uint32_t group = division.group_of_link[i];
    const std::uint32_t row = listed.row_of[group];
    if (row == no_group) continue;
    listed.links[row].push_back(links[i]);
    const std::size_t target = index(links[i].target);
    if (division.group_of[target] != group || is_taken[target]) continue;
    is_taken[target] = true;
    if (is_key(snapshot, links[i]) && !division.groups[group].has_only_keys) continue;
    listed.described[row].push_back(links[i].target);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const SiteGroup& group = division.groups[rows[row]];
    std::vector<ObjectId>& described = listed.described[row];
    if (group.is_unreached) described = listed.members[row];
    if (described.empty() && group.most_grown != ObjectId::none) described.push_back(group.most_grown);
  }
  return listed;
}

}  // namespace

void set_amounts(const SiteAmounts& amounts, Site& site) {
  site.before = amounts.before();
  site.after = amounts.after();
  site.added = amounts.added;
  site.grown = amounts.grown;
  site.freed = amounts.freed;
  site.moved_in = amounts.moved_in;
  site.moved_out = amounts.moved_out;
  site.shrunk_bytes = amounts.shrunk_bytes;
}

void set_place(std::string path, std::string code, const std::set<std::string>& known, Site& site) {
  site.path = std::move(path);
  site.place = std::move(code);
  site.signature = signature_of_place(site.path, site.place);
  site.is_known = known.count(site.signature) != 0;
}

std::vector<std::uint32_t> sites_of_objects(const std::vector<std::uint32_t>& group_of,
                                            const std::vector<std::uint32_t>& row_of_group,
                                            const std::vector<GrownObject>& grown) {
  const auto site_of_group = [&](std::uint32_t group) {
    const bool is_listed = group != no_group && row_of_group[group] != no_group;
    return is_listed ? row_of_group[group] : Findings::no_site;
  };
  std::vector<std::uint32_t> site_of;
  site_of.reserve(group_of.size());
  for (const std::uint32_t group : group_of) site_of.push_back(site_of_group(group));
  for (const GrownObject& object : grown) site_of[index(object.object)] = site_of_group(object.group);
  return site_of;
}

ListedSites describe_sites(const Snapshot& snapshot, Division& division,
                           const std::vector<std::uint32_t>& rows, const std::set<std::string>& known,
                           bool follow_weak) {
  ListedMembers listed = collect_members(snapshot, division, rows);
  ListedSites result;
  result.sites.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const SiteGroup& group = division.groups[rows[row]];
    Site& site = result.sites[row];
    set_place(division.places->pattern(group.place), division.places->code(group.place), known, site);
    Description description = describe_most(snapshot, listed.described[row]);
    site.what = std::move(description.singular);
    result.plurals.push_back(std::move(description.plural));
    site.links = group.links;
    set_amounts(group.amounts, site);
    if (!group.is_unreached) {
      site.pattern = pattern_of(snapshot, division, rows[row], listed.members[row], listed.links[row]);
    }
  }
  std::vector<SitePlace> place_of;
  place_of.reserve(division.groups.size());
  for (const SiteGroup& group : division.groups) place_of.push_back(group.place);
  const SettledPart settled = {division.unchanged.is_retained, division.unchanged.links,
                               division.unchanged.loose_links};
  find_frees({snapshot, division.group_of, place_of, listed.row_of, listed.links, *division.places,
              follow_weak, &settled},
             result.sites);
  result.row_of_group = std::move(listed.row_of);
  return result;
}

std::vector<Description> describe_contents(const Snapshot& snapshot, const Division& division,
                                           const std::vector<std::uint32_t>& rows) {
  const ListedMembers listed = collect_members(snapshot, division, rows);
  std::vector<Description> descriptions;
  descriptions.reserve(rows.size());
  for (const std::vector<ObjectId>& described : listed.described) {
    descriptions.push_back(describe_most(snapshot, described));
  }
  return descriptions;
}

}  // namespace heapgraph
