// SPDX-License-Identifier: MIT
// Prints what leaks between two heap dumps, and the places that gained most.
// Usage: find_leak OLD NEW
#include <heapgraph/analyze.h>
#include <heapgraph/error.h>
#include <heapgraph/load.h>

#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace heapgraph;

void print_sites(const Findings& findings) {
  std::cout << findings.verdict << '\n';
  for (const Site& site : findings.sites) {
    std::cout << site.net().bytes << " bytes at " << site.place << ": " << site.what << '\n';
  }
}

void find_leak(const std::vector<std::string>& paths) {
  // With two dumps, a question counts what is new or grew unless it names another measure.
  Question question;
  question.sites = true;  // places where memory hangs that did not hang there before
  question.rows = 3;      // most of them

  // The plan knows how much of each dump the question needs.
  const Plan plan = plan_for(question, paths.size());
  const std::vector<Dump> dumps = load_dumps(paths, plan.details);
  const Analysis analysis = analyze(question, dumps);

  // Notices say what makes a result doubtful, such as two dumps that are not of one process.
  for (const Notice& notice : analysis.notices) std::cerr << "warning: " << notice.text << '\n';
  print_sites(*analysis.findings);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: find_leak OLD NEW\n";
    return 2;
  }
  try {
    find_leak({argv[1], argv[2]});
    return 0;
  } catch (const Error& error) {
    // One line with the place, the problem and what to do about it.
    std::cerr << "find_leak: " << error.what() << '\n';
    return 2;
  }
}
