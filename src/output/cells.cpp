// SPDX-License-Identifier: MIT
// Cells and rows of the tables in reports.
#include "output/cells.h"

#include <fmt/format.h>

#include <cstdlib>
#include <utility>

#include "base/sizes.h"
#include "base/text.h"

namespace heapgraph {
namespace {

std::string with_sign(std::int64_t number, const std::string& words) {
  return fmt::format("{}{}", number < 0 ? "-" : number > 0 ? "+" : "", words);
}

Cell number_with_sign(std::int64_t number) {
  return {with_sign(number, group_digits(static_cast<std::uint64_t>(std::abs(number)))),
          static_cast<double>(number)};
}

}  // namespace

std::string bytes_with_sign(std::int64_t bytes) {
  return with_sign(bytes, size_for_people(static_cast<std::uint64_t>(std::abs(bytes))));
}

Cell bytes_cell(std::uint64_t bytes) {
  return {size_for_people(bytes), static_cast<double>(bytes)};
}

Cell change_cell(std::int64_t bytes) {
  return {bytes_with_sign(bytes), static_cast<double>(bytes)};
}

Cell count_cell(std::uint64_t count) {
  return {group_digits(count), static_cast<double>(count)};
}

Cell share_cell(std::uint64_t part, std::uint64_t whole) {
  return {percentage(part, whole), whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole)};
}

Row change_cells(std::span<const Cost> before_and_after) {
  const Change change = change_of(before_and_after);
  return {change_cell(change.bytes), bytes_cell(before_and_after.front().bytes),
          bytes_cell(before_and_after.back().bytes), number_with_sign(change.objects)};
}

Row sum_row(std::string_view sign, std::uint64_t bytes, std::string words) {
  const auto number = static_cast<double>(bytes);
  return {{fmt::format("{}{}", sign, group_digits(bytes)), sign == "-" ? -number : number},
          Cell(),
          std::move(words)};
}

Row sum_row(std::string_view sign, const Cost& cost, std::string words) {
  Row row = sum_row(sign, cost.bytes, std::move(words));
  row[1] = count_cell(cost.objects);
  return row;
}

}  // namespace heapgraph
