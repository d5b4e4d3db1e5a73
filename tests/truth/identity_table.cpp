// SPDX-License-Identifier: MIT
// The table of docs/identity.md: `heapgraph_identity_table FOLDER` prints, for each run in the folder, how
// many objects are new and on how many each rule for identity is wrong.
#include <cstdio>
#include <string>

#include "heapgraph/error.h"
#include "support/births.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

void print_heading(const char* what, const char* truth) {
  std::printf(
      "| program | %s | %s | address: hidden | false | verified: hidden | false | auto: hidden | false |\n",
      what, truth);
  std::puts("|---|---|--:|--:|--:|--:|--:|--:|--:|");
}

void print_row(const std::string& name, const std::string& dumps, const Judged& judged) {
  std::printf("| %s | %s | %zu |", name.c_str(), dumps.c_str(), judged.truth);
  for (const Wrong& wrong : {judged.address, judged.verified, judged.automatic}) {
    std::printf(" %zu | %zu |", wrong.hidden, wrong.falsely);
  }
  std::puts("");
}

void print_share(const Judged& judged) {
  const auto share = [&](const Wrong& wrong) {
    return judged.truth == 0 ? 0.0
                             : 100.0 * static_cast<double>(wrong.count()) / static_cast<double>(judged.truth);
  };
  std::printf("\nWrong in all: address %.2f%%, verified %.2f%%, auto %.2f%%\n", share(judged.address),
              share(judged.verified), share(judged.automatic));
}

void print_tables(const std::string& folder) {
  const std::vector<std::string> names = runs_in(folder);
  Judged all;
  print_heading("dumps", "new");
  for (const std::string& name : names) {
    const KnownRun run = load_run(folder, name);
    for (std::size_t number = 1; number < run.dumps.size(); ++number) {
      const Judged judged = judge_pair(run, number);
      print_row(name, std::to_string(number) + "→" + std::to_string(number + 1), judged);
      all += judged;
    }
  }
  print_row("all", "", all);
  print_share(all);
  Judged all_series;
  std::puts("");
  print_heading("dumps", "stay");
  for (const std::string& name : names) {
    const KnownRun run = load_run(folder, name);
    if (run.dumps.size() < 3) continue;
    const Judged judged = judge_series(run);
    print_row(name, "1 … " + std::to_string(run.dumps.size()), judged);
    all_series += judged;
  }
  print_row("all", "", all_series);
  print_share(all_series);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: heapgraph_identity_table FOLDER\n", stderr);
    return 2;
  }
  try {
    print_tables(argv[1]);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
