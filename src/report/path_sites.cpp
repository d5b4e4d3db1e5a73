// SPDX-License-Identifier: MIT
// Findings of a comparison of two heaps by path.
#include "report/path_sites.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/verdict.h"

namespace heapgraph {

Findings findings_of_paths(const std::vector<Leak>& leaks, const Cost& before, const Cost& after,
                           std::uint64_t grown_bytes) {
  Findings findings;
  for (const Leak& leak : leaks) {
    Site site;
    site.place = fmt::format("{}", fmt::join(leak.path, "/"));
    site.path = leak.pattern;
    site.before = leak.series.front();
    site.after = leak.series.back();
    site.links = leak.repeats;
    site.signature = leak.signature;
    site.is_known = leak.is_known;
    findings.sites.push_back(std::move(site));
  }
  ChangeInAll change;
  change.old_bytes = before.bytes;
  change.grown_bytes = grown_bytes;
  change.net_bytes = change_between(before, after).bytes;
  findings.verdict = verdict_on_paths(findings.sites, change);
  return findings;
}

}  // namespace heapgraph
