// SPDX-License-Identifier: MIT
// Whole tree as a compact text.
#include "output/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "heap/names.h"
#include "heap/vocabulary.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void append_number(std::string& text, std::uint64_t number) {
  constexpr unsigned bits = 5;
  constexpr std::uint64_t more = std::uint64_t{1} << bits;
  while (number >= more) {
    text += digits[static_cast<std::size_t>(number % more + more)];
    number >>= bits;
  }
  text += digits[static_cast<std::size_t>(number)];
}

/// Length of the common beginning in ASCII characters, which every reader counts alike.
std::size_t shared_length(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t length = 0;
  while (length < most && a[length] == b[length] && static_cast<unsigned char>(a[length]) < 0x80) ++length;
  return length;
}

/// Writer of a series, as steps from the dump before. Each step is less the same step of the node before,
/// which is nearly equal in a list, and zigzag coded.
class SeriesWriter {
 public:
  explicit SeriesWriter(std::size_t dumps) : last_steps_(dumps, 0) {}

  void append(std::string& text, std::span<const Cost> series) {
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < last_steps_.size(); ++i) {
      const auto step = static_cast<std::int64_t>(series[i].bytes - last);
      const std::int64_t change = step - std::exchange(last_steps_[i], step);
      append_number(text, change < 0 ? static_cast<std::uint64_t>(-change) * 2 - 1
                                     : static_cast<std::uint64_t>(change) * 2);
      last = series[i].bytes;
    }
  }

 private:
  std::vector<std::int64_t> last_steps_;
};

/// Number of dumps in the table. The second of a comparison follows from the first and the change.
std::size_t told_dumps(const Result& result) {
  if (result.analysis.columns.series.empty()) return 0;
  return result.analysis.compares_paths() ? 1 : result.analysis.columns.series.heaps;
}

}  // namespace

std::string table_columns(const Result& result) {
  std::vector<std::string> columns;
  if (!result.analysis.columns.bar().empty()) columns.emplace_back("grown");
  if (result.analysis.compares_paths()) columns.emplace_back("compared");
  if (!result.analysis.columns.retained.empty()) columns.emplace_back("retained");
  if (!result.analysis.columns.series.empty()) columns.push_back(fmt::format("series{}", told_dumps(result)));
  return fmt::format("{}", fmt::join(columns, " "));
}

std::string table_of(const Result& result) {
  const Tree& tree = result.analysis.tree;
  const TreeColumns& columns = result.analysis.columns;
  const ByteColumn& bar = columns.bar();
  const std::uint64_t groups = tree.vocabulary->colours.size();
  std::string names;
  std::string numbers;
  std::string last_name;
  // Position of each name in the list, from 1; 0 for a name that is not in it yet.
  std::vector<std::uint32_t> position_of(tree.names->size(), 0);
  SeriesWriter series(told_dumps(result));
  std::uint32_t introduced = 0;
  std::uint32_t last_depth = 0;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const TreeNode& node = tree.nodes[i];
    const bool is_root = node.parent == NodeId::none;
    append_number(numbers, is_root ? 0 : last_depth + 1 - node.depth);
    last_depth = node.depth;
    if (is_root) {
      append_number(numbers, 1);  // not 0, as the root has no name in the list
    } else if (std::uint32_t& position = position_of[index(node.name)]; position != 0) {
      append_number(numbers, position);
    } else {
      append_number(numbers, 0);
      position = ++introduced;
      const std::string name = shown_name(tree.names->text(node.name));
      const std::size_t shared = shared_length(last_name, name);
      append_number(names, shared);
      names.append(name, shared);
      names += '\n';
      last_name = name;
    }
    append_number(numbers, static_cast<std::uint64_t>(node.content) + groups * node.self.objects);
    append_number(numbers, node.self.bytes);
    if (!bar.empty()) append_number(numbers, bar.self[i]);
    if (!columns.retained.empty()) append_number(numbers, columns.retained[i] - node.self.bytes);
    if (!columns.series.empty()) {
      series.append(numbers, columns.series.total_of(static_cast<NodeId>(i)));
    }
  }
  return names + '\n' + numbers;
}

}  // namespace heapgraph
