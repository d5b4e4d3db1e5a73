// SPDX-License-Identifier: MIT
// Fails if what is alive grew by more than a limit between two heap dumps, for tests that run unattended.
// Usage: fail_on_growth OLD NEW LIMIT, which is a size such as 64KB, or PATTERN=SIZE for a part of the heap.
//
// Exit codes: 0 within the limit, 1 above it, 2 if there is no answer.
#include <heapgraph/analyze.h>
#include <heapgraph/budget.h>
#include <heapgraph/error.h>
#include <heapgraph/load.h>

#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace heapgraph;

/// `parse_limit` reads a limit of bytes; here the same number limits their growth.
Limit growth_limit(std::string_view text) {
  Limit limit = parse_limit(text);
  limit.growth = std::exchange(limit.bytes, std::nullopt);
  return limit;
}

bool grows_too_much(const std::vector<std::string>& paths, const Limit& limit) {
  Question question;
  question.measure = Measure::live;  // objects need not be matched to compare sums
  question.budget.limits.push_back(limit);

  // The plan knows how much of each dump the question needs.
  const Plan plan = plan_for(question, paths.size());
  const std::vector<Dump> dumps = load_dumps(paths, plan.details);
  const Analysis analysis = analyze(question, dumps);

  // Notices say which limit is exceeded, but also that a pattern matches nothing or a dump is damaged.
  for (const Notice& notice : analysis.notices) std::cerr << notice.text << '\n';
  for (const LimitResult& result : analysis.limits->results) {
    for (const LimitCheck& check : result.checks) {
      std::cout << "grew by " << check.measured << " bytes of " << check.limit << '\n';
    }
  }
  return analysis.limits->exceeded() != 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: fail_on_growth OLD NEW LIMIT\n";
    return 2;
  }
  try {
    return grows_too_much({argv[1], argv[2]}, growth_limit(argv[3])) ? 1 : 0;
  } catch (const Error& error) {
    // One line with the place, the problem and what to do about it.
    std::cerr << "fail_on_growth: " << error.what() << '\n';
    return 2;
  }
}
