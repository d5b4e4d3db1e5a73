// SPDX-License-Identifier: MIT
// Findings of a comparison of two heaps by path.
#include "report/path_sites.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>
#include <string>
#include <utility>

#include "report/hot_nodes.h"
#include "report/verdict.h"
#include "tree/fold_columns.h"
#include "tree/pattern_below.h"
#include "tree/signature.h"
#include "tree/subtrees.h"

namespace heapgraph {

Findings find_path_sites(const TreeWithColumns& difference, const FoldedTree& folded,
                         const SiteQuery& query) {
  const Series series = fold_series(folded, difference.tree, difference.columns.series);
  const Signatures signatures(folded.tree);
  Findings findings;
  for (const FoldedId node : hot_nodes(folded.tree, query.rows)) {
    Site site;
    site.place = fmt::format("{}", fmt::join(names_to(folded.tree, node), "/"));
    site.path = pattern_below(folded, node);
    site.before = series.total_of(node).front();
    site.after = series.total_of(node).back();
    site.links = folded.repeats[index(node)];
    site.signature = signatures.of(node);
    site.is_known = query.known.count(site.signature) != 0;
    findings.sites.push_back(std::move(site));
  }
  const std::span<const Cost> whole = series.total_of(FoldedId::root);
  ChangeInAll change;
  change.old_bytes = whole.front().bytes;
  change.grown_bytes = difference.columns.more.whole();
  change.net_bytes = change_of(whole).bytes;
  findings.verdict = verdict_on_paths(findings.sites, change);
  return findings;
}

}  // namespace heapgraph
