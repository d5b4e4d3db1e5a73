// SPDX-License-Identifier: MIT
// Invariants of every tree and every layout, and short ways to look into a tree.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "heapgraph/tree.h"
#include "output/icicle_layout.h"
#include "support/compare.h"
#include "support/files.h"

namespace heapgraph::test {

/// Line of a test that calls a check.
struct Caller {
  const char* file;
  int line;
  static constexpr Caller here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }
};

void check_same_text(std::string_view actual, std::string_view expected, Caller caller = Caller::here());
void check_same_rows(const Rows& actual, const Rows& expected, Caller caller = Caller::here());
/// Checks that two snapshots are the same in everything. Names are compared by their text.
void check_same_snapshot(const Snapshot& actual, const Snapshot& expected, Caller caller = Caller::here());

/// Checks a tree: total = self + children, the root's total is all that counts, parents come first,
/// siblings are sorted by falling bytes, and no node is empty.
void check_tree(const Tree& tree, const Cost& expected_total);
void check_tree(const FoldedNodes& tree, const Cost& expected_total);

/// Checks a layout: every rectangle lies in its parent's, one row below, and neighbours do not overlap.
void check_layout(const FoldedNodes& tree, const IcicleLayout& layout);

/// Self cost of the node at a path of names joined by `/`; `nullopt` if there is no such node.
std::optional<Cost> self_at(const Tree& tree, std::string_view path);

Rows rows_of(const Tree& tree);
Rows read_rows(const std::filesystem::path& jsonl);

/// Path of `testdata/NAME`.
std::filesystem::path testdata(std::string_view name);

/// Snapshot of the real dump `testdata/snapshots/NAME.NUMBER.json`, packed or not.
Snapshot real_dump(const std::string& name, int number, LoadDetail detail = LoadDetail::full);

/// Real dumps of these numbers, at least two, oldest first. Each is called `NUMBER.json`.
std::vector<Dump> real_dumps(const std::string& name, std::initializer_list<int> numbers,
                             LoadDetail detail = LoadDetail::full);

/// Path in the system's temporary folder that no other test or call uses. Nothing is there yet.
std::filesystem::path scratch_path(std::string_view name);

/// Path as heapgraph takes it: UTF-8 on every system.
std::string utf8_name(const std::filesystem::path& path);

/// Message of the error with which a dump, in a file or as a text called `dump`, cannot be loaded; `no error`
/// if it can.
std::string load_error(const std::string& path, const LoadOptions& options = {});
std::string parse_error(const std::string& dump);

/// Picture without its script and style, which all pictures share and which have files of their own, and
/// without the version.
std::string without_assets(const std::string& svg);

/// Compares with `testdata/golden/NAME`. A missing file fails; HEAPGRAPH_BLESS=1 in the environment
/// writes it.
void check_golden(std::string_view name, const std::string& actual, Caller caller = Caller::here());

}  // namespace heapgraph::test
