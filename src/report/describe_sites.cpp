// SPDX-License-Identifier: MIT
// Descriptions of the groups of a division that are listed as sites.
#include "report/describe_sites.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "heap/vocabulary.h"
#include "report/entries.h"
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
  std::vector<std::uint64_t> entries;            ///< by row: `Site::entries`
  /// By row: the only thing there is the array in which an old object stores its entries, and none of these
  /// is an object. So that object grew in place, whether or not the array is another one.
  std::vector<bool> is_storage_alone;
};

/// New objects of the group that are entries of old objects, in the arrays to which links lead. Keys are
/// left out if there are other entries; strings may be keys where the array does not tell which are.
std::vector<ObjectId> new_entries(const ChangedHeaps& heaps, const Division& division,
                                  const std::vector<ChangedLink>& links) {
  const Snapshot& snapshot = heaps.snapshot;
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  std::vector<ObjectId> keys;
  std::vector<ObjectId> others;
  for (const ChangedLink& link : links) {
    for (const Edge edge : snapshot.edges(link.target)) {
      if (edge.target == ObjectId::none || edge.target == link.target) continue;
      const bool is_new = heaps.matching.old_of[index(edge.target)] == ObjectId::none;
      const bool is_member = division.group_of[index(edge.target)] == division.group_of[index(link.target)];
      if (!is_new || !is_member) continue;
      const EdgeInfo& info = vocabulary[edge.kind];
      const bool is_key = info.is_entry ? info.is_key : vocabulary[snapshot.type(edge.target)].is_string;
      (is_key ? keys : others).push_back(edge.target);
    }
  }
  for (std::vector<ObjectId>* const some : {&keys, &others}) {
    std::sort(some->begin(), some->end());
    some->erase(std::unique(some->begin(), some->end()), some->end());
  }
  return others.empty() ? keys : others;
}

ListedMembers collect_members(const ChangedHeaps& heaps, const Division& division,
                              const std::vector<std::uint32_t>& rows) {
  const Snapshot& snapshot = heaps.snapshot;
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
  listed.entries.resize(rows.size());
  listed.is_storage_alone.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const SiteGroup& group = division.groups[rows[row]];
    std::vector<ObjectId>& described = listed.described[row];
    const std::vector<ChangedLink>& its_links = listed.links[row];
    const auto is_storage = [&](const ChangedLink& link) { return leads_to_storage(snapshot, link); };
    if (!its_links.empty() && std::all_of(its_links.begin(), its_links.end(), is_storage)) {
      std::vector<ObjectId> entries = new_entries(heaps, division, its_links);
      listed.entries[row] = entries.size();
      const ChangedLink& link = its_links.front();
      const bool is_alone = snapshot.size(link.target) == 0 && group.most_grown == link.holder;
      listed.is_storage_alone[row] = entries.empty() && its_links.size() == 1 && is_alone;
      if (!entries.empty()) described = std::move(entries);
      if (listed.is_storage_alone[row]) described = {group.most_grown};
    }
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

ListedSites describe_sites(const ChangedHeaps& heaps, Division& division,
                           const std::vector<std::uint32_t>& rows, const std::set<std::string>& known) {
  const Snapshot& snapshot = heaps.snapshot;
  ListedMembers listed = collect_members(heaps, division, rows);
  ListedSites result;
  result.sites.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    SiteGroup& group = division.groups[rows[row]];
    if (listed.is_storage_alone[row]) group.links = 0;
    Site& site = result.sites[row];
    set_place(division.places->pattern(group.place), division.places->code(group.place), known, site);
    Description description = describe_most(snapshot, listed.described[row]);
    site.links = group.links;
    site.entries = listed.entries[row];
    result.plurals.push_back(plural_of_all(description, site.entries != 0 ? site.entries : site.links));
    site.what = std::move(description.singular);
    set_amounts(group.amounts, site);
    if (!group.is_unreached) {
      site.pattern = pattern_of(snapshot, division, rows[row],
                                {listed.members[row], listed.links[row], listed.entries[row]});
    }
  }
  std::vector<SitePlace> place_of;
  place_of.reserve(division.groups.size());
  for (const SiteGroup& group : division.groups) place_of.push_back(group.place);
  const SettledPart settled = {division.unchanged.is_retained, division.unchanged.links,
                               division.unchanged.loose_links};
  find_frees({snapshot, division.group_of, place_of, listed.row_of, listed.links, *division.places,
              heaps.follow_weak, &settled},
             result.sites);
  result.row_of_group = std::move(listed.row_of);
  return result;
}

std::vector<Description> describe_contents(const ChangedHeaps& heaps, const Division& division,
                                           const std::vector<std::uint32_t>& rows) {
  const ListedMembers listed = collect_members(heaps, division, rows);
  std::vector<Description> descriptions;
  descriptions.reserve(rows.size());
  for (const std::vector<ObjectId>& described : listed.described) {
    descriptions.push_back(describe_most(heaps.snapshot, described));
  }
  return descriptions;
}

}  // namespace heapgraph
