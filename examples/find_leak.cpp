// SPDX-License-Identifier: MIT
// Prints where the objects are that came or grew between two heap dumps, and what keeps them
// alive.
// Usage: find_leak OLD NEW
#include <heapgraph/analyze.h>
#include <heapgraph/error.h>
#include <heapgraph/load.h>

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace heapgraph;

void print_leaks(const Report& report) {
  std::cout << "Where what is new or grew is:\n";
  for (const Leak& leak : report.leaks) {
    std::cout << leak.cost.bytes << " bytes in " << leak.cost.objects << " objects at ";
    for (std::size_t i = 0; i < leak.path.size(); ++i) std::cout << (i == 0 ? "" : "/") << leak.path[i];
    std::cout << '\n';
  }
}

void print_retainers(const Report& report) {
  std::cout << "What keeps it alive:\n";
  for (const Retainer& retainer : report.retainers) {
    std::cout << retainer.counted_bytes << " bytes by " << retainer.code << '\n';
  }
}

void find_leak(const std::vector<std::string>& paths) {
  // With two dumps, a question counts what is new or grew unless it names another measure.
  Question question;
  question.report = true;  // leaks and retainers are part of the report
  question.rows = 3;       // entries of each list

  // The plan knows how much of each dump the question needs.
  const Plan plan = plan_for(question, paths.size());
  const std::vector<Dump> dumps = load_dumps(paths, plan.details);
  const Analysis analysis = analyze(question, dumps);

  // Notices say what makes a result doubtful, such as two dumps that are not of one process.
  for (const Notice& notice : analysis.notices) std::cerr << "warning: " << notice.text << '\n';
  print_leaks(*analysis.report);
  print_retainers(*analysis.report);
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
