// SPDX-License-Identifier: MIT
// What must hold of every tree and every layout, and short ways to look into a tree.
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

namespace heapgraph::test {

/// Total = self + children, the root's total is what counts, parents come first, siblings fall, nothing is
/// empty.
void check_tree(const Tree& tree, const Cost& expected_total);
void check_tree(const FoldedNodes& tree, const Cost& expected_total);

/// Every rectangle lies in its parent's, one row below; neighbours do not overlap.
void check_layout(const FoldedNodes& tree, const IcicleLayout& layout);

/// The self cost of the node at a path of names joined by `/`; none if there is no such node.
std::optional<Cost> self_at(const Tree& tree, std::string_view path);

Rows rows_of(const Tree& tree);
Rows read_rows(const std::filesystem::path& jsonl);

/// `testdata/NAME`.
std::filesystem::path testdata(std::string_view name);

/// The real dump `testdata/snapshots/NAME.NUMBER.json`, packed or not.
Snapshot real_dump(const std::string& name, int number);

/// The real dumps of these numbers, oldest first, two at least; each is called `NUMBER.json`.
std::vector<Dump> real_dumps(const std::string& name, std::initializer_list<int> numbers);

/// A path in the system's temporary folder that no other test uses, nor another call. Nothing is there yet.
std::filesystem::path scratch_path(std::string_view name);

std::string read_file(const std::filesystem::path& path);

/// The path as heapgraph takes it: UTF-8 on every system.
std::string utf8_name(const std::filesystem::path& path);

/// A picture without script and style, which are the same in every one and files of their own.
std::string without_assets(const std::string& svg);

/// Compares with `testdata/golden/NAME`. A missing file fails; HEAPGRAPH_BLESS=1 in the environment writes
/// it.
void check_golden(std::string_view name, const std::string& actual, Caller caller = Caller::here());

}  // namespace heapgraph::test
