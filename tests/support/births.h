// SPDX-License-Identifier: MIT
// Programs whose births are known: dumps of a VM that gave each object a serial number at birth.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "graph/lifetimes.h"
#include "heapgraph/load.h"

namespace heapgraph::test {

/// Dumps of one run of a program, oldest first, and when their objects were born.
struct KnownRun {
  std::string name;
  std::vector<Dump> dumps;
  /// By dump and object: serial number of the object.
  std::vector<std::vector<std::uint64_t>> births;
  /// By dump: serial number of the object that was born last.
  std::vector<std::uint64_t> last_births;
};

/// Names of the runs in a folder, sorted. A run has files NAME.N.json and NAME.N.serial for N = 1, 2, …,
/// each perhaps with .gz or .zst behind it. The serial file has `now SERIAL` in its first line, then an
/// address and a serial number in each. Runs without serial files are left out.
std::vector<std::string> runs_in(const std::string& folder);

KnownRun load_run(const std::string& folder, const std::string& name);

/// Objects on which a rule is wrong.
struct Wrong {
  std::size_t hidden = 0;   ///< new, but said to be kept
  std::size_t falsely = 0;  ///< kept, but said to be new
  std::size_t count() const { return hidden + falsely; }
  Wrong& operator+=(const Wrong& other) {
    hidden += other.hidden;
    falsely += other.falsely;
    return *this;
  }
};

/// What the rules for identity say about two dumps, or about what stays in a series.
struct Judged {
  std::size_t truth = 0;  ///< number of objects that are new, or stay
  Wrong address;
  Wrong verified;
  Wrong automatic;
  Judged& operator+=(const Judged& other);
};

/// Judges the rules on dumps `number` - 1 and `number` of a run, counted from 0.
Judged judge_pair(const KnownRun& run, std::size_t number);

/// Judges what the rules say stays in all dumps of a run of three or more.
Judged judge_series(const KnownRun& run);

}  // namespace heapgraph::test
