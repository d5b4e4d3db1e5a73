// SPDX-License-Identifier: MIT
// Cells and rows that compare, for the text and Markdown reports.
#include <fmt/format.h>

#include <cstdlib>

#include "base/sizes.h"
#include "base/text.h"
#include "output/sections.h"

namespace heapgraph {
namespace {

std::string with_sign(std::int64_t number, const std::string& words) {
  return fmt::format("{}{}", number < 0 ? "-" : number > 0 ? "+" : "", words);
}

std::string number_with_sign(std::int64_t number) {
  return with_sign(number, group_digits(static_cast<std::uint64_t>(std::abs(number))));
}

}  // namespace

std::string bytes_with_sign(std::int64_t bytes) {
  return with_sign(bytes, size_for_people(static_cast<std::uint64_t>(std::abs(bytes))));
}

std::vector<std::string> change_cells(std::span<const Cost> before_and_after) {
  const Change change = change_of(before_and_after);
  return {bytes_with_sign(change.bytes), size_for_people(before_and_after.front().bytes),
          size_for_people(before_and_after.back().bytes), number_with_sign(change.objects)};
}

std::vector<std::vector<std::string>> rows_of_changes(const Result& result) {
  const std::span<const Cost> series = result.analysis.columns.series.total_of(NodeId::root);
  const std::uint64_t total = result.analysis.tree.root().total.bytes;
  const std::uint64_t more = result.analysis.columns.more.whole();
  const auto bytes = [](std::string_view sign, std::uint64_t number) {
    return fmt::format("{}{}", sign, group_digits(number));
  };
  return {{bytes("", series.front().bytes), group_digits(series.front().objects),
           "reached from the roots in OLD"},
          {bytes("+", more), "", "by which nodes hold more"},
          {bytes("-", total - more), "", "by which nodes hold less"},
          {bytes("=", series.back().bytes), group_digits(series.back().objects),
           "reached from the roots in NEW"}};
}

}  // namespace heapgraph
