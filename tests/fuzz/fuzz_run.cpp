// SPDX-License-Identifier: MIT
// Fuzz target that takes any bytes as dumps, all the way to every format: sums close, and outputs are what
// their formats say. The first bytes choose the question. Byte 0xff, which no text contains, separates dumps.
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/choices.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/invariants.h"
#include "fuzz/questions.h"

using namespace heapgraph;
using namespace heapgraph::fuzz;

namespace {

constexpr std::size_t question_bytes = 16;
constexpr std::size_t most_dumps = 5;

std::vector<Dump> dumps_in(std::string_view rest, LoadDetail detail) {
  LoadOptions options;
  options.threads = 1;
  options.detail = detail;
  std::vector<Dump> dumps;
  while (dumps.size() < most_dumps) {
    const std::size_t end = rest.find('\xff');
    const std::string name = "dump " + std::to_string(dumps.size());
    dumps.push_back({name, parse_snapshot(rest.substr(0, end), name, options)});
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return dumps;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices all(data, size);
  const std::string_view first = all.take(question_bytes);
  Choices choices(reinterpret_cast<const std::uint8_t*>(first.data()), first.size());
  const bool lists = choices.rarely();
  try {
    const std::vector<Dump> dumps = dumps_in(all.take(size), lists ? LoadDetail::listed : LoadDetail::full);
    const Analysis analysis =
        analyze(any_question(choices, dumps.size()), dumps, {.threads = 1, .begin_phase = {}});
    check_answer(analysis, dumps);
    check_outputs(analysis);
  } catch (const Error& error) {
    check_error(error);
  }
  return 0;
}
