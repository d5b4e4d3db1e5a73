// SPDX-License-Identifier: MIT
// Damage that was repaired or passed over while the text of a dump was read.
#include "runtimes/luau/damage.h"

namespace heapgraph::luau {

void Damage::add(const Damage& later, std::uint64_t first_line_of_part) {
  raw_names += later.raw_names;
  broken_classes += later.broken_classes;
  missing_values += later.missing_values;
  unreadable_lines += later.unreadable_lines;
  if (first_column != 0 || later.first_column == 0) return;
  first_line = first_line_of_part + later.first_line;
  first_column = later.first_column;
  first_problem = later.first_problem;
}

LoadReport Damage::report() const {
  LoadReport report;
  report.repairs = {{"names written raw (repaired)", raw_names},
                    {"broken classes (repaired)", broken_classes},
                    {"vectors without a value", missing_values}};
  report.unreadable_lines = unreadable_lines;
  report.first_line = first_line;
  report.first_column = first_column;
  report.first_problem = first_problem;
  return report;
}

}  // namespace heapgraph::luau
