// SPDX-License-Identifier: MIT
// The reader of heap snapshots of V8.
//
// A snapshot is one JSON object: what its records mean, all nodes, all edges, and at its end the strings to
// which both refer by number. The numbers are parsed in parallel, block after block, into the columns of the
// heap. When the strings are there, the edges get their names and the rules of the engine are applied.
#include "runtimes/v8/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/large_array.h"
#include "base/text.h"
#include "heap/names.h"
#include "heap/object_index.h"
#include "heap/snapshot_parts.h"
#include "heapgraph/error.h"
#include "runtimes/v8/json_stream.h"
#include "runtimes/v8/kinds.h"
#include "runtimes/v8/layout.h"
#include "runtimes/v8/number_array.h"
#include "runtimes/v8/order.h"
#include "runtimes/v8/places.h"
#include "runtimes/v8/raw_heap.h"
#include "runtimes/v8/rules.h"
#include "runtimes/v8/strings.h"
#include "runtimes/v8/vocabulary.h"

namespace heapgraph::v8 {
namespace {

constexpr std::size_t most_layout_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_key_bytes = 256;

class SnapshotReader {
 public:
  SnapshotReader(Source& source, const LoadOptions& options, Scheduler& scheduler)
      : stream_(source.input, source.name),
        name_(source.name),
        size_(source.size),
        options_(options),
        scheduler_(scheduler) {}

  Snapshot read() {
    read_sections();
    check_sections();
    return finish();
  }

 private:
  void read_sections() {
    stream_.expect('{');
    do {
      const std::string key(stream_.raw_string(most_key_bytes));
      stream_.expect(':');
      read_section(key);
    } while (stream_.accept(','));
    stream_.expect('}');
    if (stream_.peek() != '\0') stream_.fail("something stands behind the snapshot");
  }

  void read_section(const std::string& key) {
    // A section depends on those before it, so each may stand once.
    const bool is_read =
        key == "snapshot" || key == "nodes" || key == "edges" || key == "locations" || key == "strings";
    if (is_read && !sections_.insert(key).second) stream_.fail(fmt::format("\"{}\" stand twice", key));
    if (key == "snapshot") {
      stream_.peek();
      const FilePlace place = stream_.place();
      layout_ = parse_layout(stream_.object_text(most_layout_bytes), place);
      reserve();
    } else if (key == "nodes") {
      need_layout(key);
      read_with(NodeTaker(*layout_, heap_), "nodes", layout_->nodes.fields);
    } else if (key == "edges") {
      if (heap_.first_edges.empty()) stream_.fail("\"edges\" stand before \"nodes\"");
      read_with(EdgeTaker(*layout_, heap_), "edges", layout_->edges.fields);
    } else if (key == "locations" && layout_ && layout_->locations.fields != 0 &&
               !heap_.first_edges.empty()) {
      read_with(LocationTaker(*layout_, heap_), "locations", layout_->locations.fields);
    } else if (key == "strings") {
      strings_.read(stream_, static_cast<std::size_t>(options_.bounds.record_bytes));
    } else {
      stream_.skip_value();
    }
  }

  void need_layout(const std::string& key) const {
    if (layout_) return;
    stream_.fail(fmt::format("\"{}\" stand before \"snapshot\", which says what they mean", key));
  }

  template <class Taker>
  void read_with(Taker taker, std::string_view what, std::size_t fields) {
    read_numbers(stream_, scheduler_, [&](const Numbers& numbers) { taker.take(numbers); });
    if (taker.is_at_record_end()) return;
    stream_.fail(fmt::format("the last of the {} ends before its {} fields", what, fields));
  }

  /// Makes room for as many nodes and edges as the snapshot counts, but for no more than its text can hold.
  void reserve() {
    const auto room = [&](std::uint64_t count, std::size_t fields) {
      return static_cast<std::size_t>(std::min(count, size_ / (fields * 2)));
    };
    const std::size_t nodes = room(layout_->node_count, layout_->nodes.fields);
    reserve_large(heap_.ids, nodes);
    reserve_large(heap_.types, nodes);
    reserve_large(heap_.names, nodes);
    heap_.sizes.reserve(nodes);
    reserve_large(heap_.first_edges, nodes + 1);
    const std::size_t edges = room(layout_->edge_count, layout_->edges.fields);
    reserve_large(heap_.links, edges);
    reserve_large(heap_.kinds, edges);
  }

  void check_sections() const {
    const auto fail = [&](const std::string& problem) {
      throw Error(FilePlace{name_}, problem, advice_for_cut);
    };
    if (!layout_) fail("has no \"snapshot\"");
    if (heap_.first_edges.empty()) fail("has no \"nodes\"");
    if (!sections_.contains("edges")) fail("has no \"edges\"");
    const auto check_count = [&](std::uint64_t said, std::uint64_t count, std::string_view what) {
      if (said == count) return;
      fail(fmt::format("says that it has {} {}, but has {}", group_digits(said), what, group_digits(count)));
    };
    check_count(layout_->node_count, heap_.node_count(), "nodes");
    check_count(heap_.first_edges.back(), heap_.links.size(), "edges");
    check_count(layout_->edge_count, heap_.links.size(), "edges");
    if (heap_.node_count() == 0) fail("has no nodes");
    if (heap_.string_count > strings_.size()) {
      fail(fmt::format("refers to string {}, but has {}", group_digits(heap_.string_count - 1),
                       group_digits(strings_.size())));
    }
  }

  Snapshot finish() {
    const auto names = std::make_shared<NameTable>();
    names->intern("");
    names->intern(unreached_name);
    for (const TypeInfo& type : vocabulary()->types) names->intern(type.name);
    EdgeNames edge_names(strings_, *names, options_.bounds);
    SnapshotParts parts;
    parts.vocabulary = vocabulary();
    reserve_large(parts.labels, heap_.node_count());
    for (Ordinal node = 0; node < heap_.node_count(); ++node) {
      // The name of such a string says only of what type it is.
      const TypeId type = heap_.types[node];
      const bool is_nameless = type == types::concatenated_string || type == types::sliced_string;
      parts.labels.push_back(is_nameless ? NameId::none : edge_names.text(heap_.names[node]));
    }
    Rules rules = apply_rules(heap_, edge_names, options_.distances);
    for (const RootRule& root : rules.roots) {
      parts.roots.push_back(
          {names->intern(root.name), static_cast<ObjectId>(root.node), root.rank, root.retains});
    }
    parts.places = find_places(heap_, edge_names);
    order_edges(heap_, *names);
    parts.categories = find_categories();
    parts.category_names.assign(256, names->intern("other"));
    constexpr std::array category_names = {"program", "engine", "attached DOM", "detached DOM"};
    for (std::size_t i = 0; i < category_names.size(); ++i) {
      parts.category_names[i] = names->intern(category_names[i]);
    }
    if (layout_->extra_native_bytes != 0) parts.declared_bytes = layout_->extra_native_bytes + total_bytes();
    parts.index = index_ids();
    for (const auto& [node, size] : heap_.sizes.large_sizes()) {
      parts.large_sizes.emplace_back(static_cast<ObjectId>(node), size);
    }
    parts.sizes = heap_.sizes.take_small();
    parts.types = std::move(heap_.types);
    parts.first_edges = std::move(heap_.first_edges);
    parts.links = std::move(heap_.links);
    parts.kinds = std::move(heap_.kinds);
    parts.distances = std::move(rules.distances);
    parts.root_object = ObjectId{0};
    parts.report.long_names = edge_names.long_names();
    parts.report.unknown_types =
        static_cast<std::uint64_t>(std::count(parts.types.begin(), parts.types.end(), types::unknown));
    parts.report.text_bytes = stream_.bytes_read();
    parts.names = names;
    return join_parts(std::move(parts));
  }

  std::shared_ptr<const ObjectIndex> index_ids() {
    auto ids = std::make_shared<const ObjectIndex>(std::move(heap_.ids));
    const std::uint32_t duplicate = ids->find_duplicate();
    if (duplicate != ObjectIndex::npos) {
      throw Error(FilePlace{name_}, fmt::format("two nodes have the id {}", (*ids)[duplicate]),
                  advice_for_changed);
    }
    return ids;
  }

  std::uint64_t total_bytes() const {
    std::uint64_t bytes = 0;
    for (Ordinal node = 0; node < heap_.node_count(); ++node) bytes += heap_.sizes[node];
    return bytes;
  }

  std::vector<std::uint8_t> find_categories() const {
    const auto number = [](Category category) { return static_cast<std::uint8_t>(category); };
    std::vector<std::uint8_t> categories = large_array(heap_.node_count(), number(Category::program));
    for (Ordinal node = 0; node < heap_.node_count(); ++node) {
      const TypeId type = heap_.types[node];
      const bool is_of_engine = type == types::hidden || type == types::code || type == types::synthetic ||
                                type == types::object_shape;
      if (is_of_engine) categories[node] = number(Category::engine);
    }
    // Without a document nothing can be detached from one. Node says it of objects of its own.
    const bool has_document =
        std::any_of(heap_.detachedness.begin(), heap_.detachedness.end(),
                    [](const auto& entry) { return entry.second == Detachedness::attached; });
    if (!has_document) return categories;
    for (const auto& [node, detachedness] : heap_.detachedness) {
      categories[node] =
          number(detachedness == Detachedness::attached ? Category::attached : Category::detached);
    }
    return categories;
  }

  JsonStream stream_;
  std::string name_;
  std::uint64_t size_;
  const LoadOptions& options_;
  Scheduler& scheduler_;
  std::optional<Layout> layout_;
  RawHeap heap_;
  Strings strings_;
  std::set<std::string> sections_;  ///< names of those that were read
};

}  // namespace

bool recognises(std::string_view head) {
  constexpr std::string_view key = "\"snapshot\"";
  const auto skip = [&](std::size_t count) {
    head.remove_prefix(count);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  };
  skip(0);
  if (!head.starts_with('{')) return false;
  skip(1);
  if (!head.starts_with(key)) return false;
  skip(key.size());
  return head.starts_with(':');
}

Snapshot read(Source& source, const LoadOptions& options, Scheduler& scheduler) {
  return SnapshotReader(source, options, scheduler).read();
}

}  // namespace heapgraph::v8
