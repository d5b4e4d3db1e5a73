// SPDX-License-Identifier: MIT
// Invariants of every tree and every layout, and short ways to look into a tree.
#include "support/check.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include "base/platform.h"
#include "heap/names.h"
#include "heapgraph/error.h"
#include "support/catch.h"

namespace heapgraph::test {
namespace {

void report(const std::string& difference, Caller caller) {
  if (!difference.empty()) FAIL_CHECK(caller.file << ":" << caller.line << ": " << difference);
  SUCCEED();
}

constexpr char path_separator = '\x01';

/// First node that breaks an invariant, and which one.
struct FirstFault {
  std::string text;

  template <class Id>
  void found(bool is_fault, std::string_view what, const TreeOf<Id>& tree, Id node) {
    if (!is_fault || !text.empty()) return;
    for (Id at = node; at != Id::none && tree.nodes[index(at)].parent < at;) {
      text.insert(0, tree.name(at)).insert(0, 1, '/');
      at = tree.nodes[index(at)].parent;
    }
    text = "node " + std::to_string(index(node)) + " " + text + " " + std::string(what);
  }
};

template <class Id>
void check_any_tree(const TreeOf<Id>& tree, const Cost& expected_total) {
  REQUIRE_FALSE(tree.nodes.empty());
  CHECK(tree.root().parent == Id::none);
  CHECK(tree.root().total == expected_total);

  std::vector<Cost> sums(tree.nodes.size());
  std::vector<Id> last_child(tree.nodes.size(), Id::none);
  FirstFault fault;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const TreeNodeOf<Id>& node = tree.nodes[i];
    sums[i] += node.self;
    if (i == 0) continue;
    const std::size_t parent = index(node.parent);
    const auto id = static_cast<Id>(i);
    fault.found(parent >= i, "comes before its parent", tree, id);
    fault.found(node.depth != tree.nodes[parent].depth + 1, "is not one deeper than its parent", tree, id);
    fault.found(node.total.is_nothing(), "holds nothing", tree, id);
    const Id before = last_child[parent];
    if (before != Id::none) {
      const TreeNodeOf<Id>& sibling = tree.nodes[index(before)];
      const bool falls = sibling.total.bytes > node.total.bytes ||
                         (sibling.total.bytes == node.total.bytes && tree.name(before) < tree.name(id));
      fault.found(!falls, "should stand before its sibling", tree, id);
    }
    last_child[parent] = id;
  }
  for (std::size_t i = tree.nodes.size(); i-- > 0;) {
    fault.found(!(sums[i] == tree.nodes[i].total), "is not the sum of itself and its children", tree,
                static_cast<Id>(i));
    if (i != 0) sums[index(tree.nodes[i].parent)] += sums[i];
  }
  CHECK(fault.text == "");
}

}  // namespace

void check_same_text(std::string_view actual, std::string_view expected, Caller caller) {
  report(text_difference(actual, expected), caller);
}

void check_same_rows(const Rows& actual, const Rows& expected, Caller caller) {
  report(rows_difference(actual, expected), caller);
}

void check_same_snapshot(const Snapshot& actual, const Snapshot& expected, Caller caller) {
  report(snapshot_difference(actual, expected), caller);
}

void check_tree(const Tree& tree, const Cost& expected_total) {
  check_any_tree(tree, expected_total);
}

void check_tree(const FoldedNodes& tree, const Cost& expected_total) {
  check_any_tree(tree, expected_total);
}

void check_layout(const FoldedNodes& tree, const IcicleLayout& layout) {
  std::vector<const Frame*> frame_of(tree.nodes.size(), nullptr);
  std::vector<std::uint64_t> filled(tree.nodes.size(), 0);
  FirstFault fault;
  for (const Frame& frame : layout.frames) {
    fault.found(frame.row >= layout.rows || frame.end < frame.begin, "is no frame", tree, frame.node);
    if (frame.merged == 0) frame_of[index(frame.node)] = &frame;
    const FoldedId parent = tree.nodes[index(frame.node)].parent;
    if (parent == FoldedId::none) continue;
    const Frame* holder = frame_of[index(parent)];
    fault.found(holder == nullptr || frame.row != holder->row + 1 || frame.begin < holder->begin ||
                    frame.end > holder->end,
                "does not lie in its parent's frame", tree, frame.node);
    std::uint64_t& so_far = filled[index(parent)];
    fault.found(frame.begin < so_far, "overlaps its neighbour", tree, frame.node);
    so_far = frame.end;
  }
  CHECK(fault.text == "");
}

std::optional<Cost> self_at(const Tree& tree, std::string_view path) {
  std::size_t at = 0;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view name = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    std::size_t child = at + 1;
    for (; child < tree.nodes.size(); ++child) {
      if (index(tree.nodes[child].parent) == at && tree.name(static_cast<NodeId>(child)) == name) break;
    }
    if (child == tree.nodes.size()) return std::nullopt;
    at = child;
  }
  return tree.nodes[at].self;
}

Rows rows_of(const Tree& tree) {
  Rows rows;
  std::vector<std::string> paths;
  for (const TreeNode& node : tree.nodes) {
    std::string path;
    if (node.parent != NodeId::none) {
      path = paths[index(node.parent)] + path_separator + std::string(tree.names->text(node.name));
    }
    rows[path] = {{node.self.bytes, node.self.objects}, {node.total.bytes, node.total.objects}};
    paths.push_back(std::move(path));
  }
  return rows;
}

Rows read_rows(const std::filesystem::path& jsonl) {
  Rows rows;
  std::map<std::uint64_t, std::string> path_of;
  std::ifstream in(jsonl);
  REQUIRE(in);
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    std::string path;
    if (!row["parent"].is_null())
      path = path_of.at(row["parent"]) + path_separator + row["name"].get<std::string>();
    path_of[row["id"]] = path;
    rows[path] = {Cost{row["self_bytes"], row["self_objects"]},
                  Cost{row["total_bytes"], row["total_objects"]}};
  }
  return rows;
}

std::filesystem::path testdata(std::string_view name) {
  return std::filesystem::path(HEAPGRAPH_TESTDATA) / name;
}

Snapshot real_dump(const std::string& name, int number, LoadDetail detail) {
  const std::filesystem::path path = testdata("snapshots/" + name + "." + std::to_string(number) + ".json");
  LoadOptions options;
  options.detail = detail;
  return load_snapshot(std::filesystem::exists(path) ? path.string() : path.string() + ".gz", options);
}

std::vector<Dump> real_dumps(const std::string& name, std::initializer_list<int> numbers, LoadDetail detail) {
  std::vector<Dump> dumps;
  for (const int number : numbers) {
    dumps.push_back({std::to_string(number) + ".json", real_dump(name, number, detail)});
  }
  return dumps;
}

std::filesystem::path scratch_path(std::string_view name) {
  std::random_device random;
  const std::uint64_t number = (std::uint64_t{random()} << 32U) | random();
  return std::filesystem::temp_directory_path() /
         to_path("heapgraph-test-" + std::to_string(number) + "-" + std::string(name));
}

std::string utf8_name(const std::filesystem::path& path) {
  const auto utf8 = path.u8string();
  return {utf8.begin(), utf8.end()};
}

std::string load_error(const std::string& path, const LoadOptions& options) {
  try {
    load_snapshot(path, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string parse_error(const std::string& dump) {
  try {
    parse_snapshot(dump, "dump");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string without_assets(const std::string& svg) {
  // std::regex would recurse over every character of a script.
  std::string rest = svg;
  for (const std::string name : {"script", "style"}) {
    const std::string open = "<" + name + ">";
    const std::string close = "</" + name + ">";
    for (std::size_t at = 0; (at = rest.find(open, at)) != std::string::npos; ++at) {
      const std::size_t end = rest.find(close, at);
      if (end == std::string::npos) break;
      rest.replace(at, end + close.size() - at, "<" + name + "/>");
    }
  }
  // The version, with which all pictures would change.
  const std::string version = "heapgraph " HEAPGRAPH_EXPECTED_VERSION;
  for (std::size_t at = 0; (at = rest.find(version, at)) != std::string::npos;) {
    rest.replace(at, version.size(), "heapgraph");
  }
  return rest;
}

void check_golden(std::string_view name, const std::string& actual, Caller caller) {
  const std::filesystem::path path = testdata("golden") / name;
  if (std::getenv("HEAPGRAPH_BLESS") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  INFO("HEAPGRAPH_BLESS=1 in the environment rewrites " << path.string());
  REQUIRE(std::filesystem::exists(path));
  check_same_text(actual, read_file(path), caller);
}

}  // namespace heapgraph::test
