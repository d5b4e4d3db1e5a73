// SPDX-License-Identifier: MIT
// Findings of a comparison of two heaps by path.
#include "report/path_sites.h"

#include <string>

#include "report/verdict.h"

namespace heapgraph {
namespace {

/// Path pattern of a node and all below it. The names of folded nodes are patterns already.
std::string pattern_of(const std::vector<std::string>& path) {
  std::string pattern;
  for (const std::string& name : path) {
    for (const char c : name) {
      if (c == '\\') pattern += '\\';
      pattern += c;
    }
    pattern += '/';
  }
  return pattern + "**";
}

std::string joined(const std::vector<std::string>& path) {
  std::string text;
  for (const std::string& name : path) {
    if (!text.empty()) text += '/';
    text += name;
  }
  return text;
}

}  // namespace

Findings findings_of_paths(const std::vector<Leak>& leaks, const Cost& before, const Cost& after,
                           std::uint64_t grown_bytes) {
  Findings findings;
  for (const Leak& leak : leaks) {
    Site site;
    site.place = joined(leak.path);
    site.path = pattern_of(leak.path);
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
