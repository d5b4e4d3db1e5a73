// SPDX-License-Identifier: MIT
// The entries of Maps and Sets.
//
// A Map refers to its table, and the table to keys and values by the numbers of its slots. Three slots with
// counts come first, then one for each bucket, then the entries: key, value and next entry of a Map, key and
// next entry of a Set. There are two entries to a bucket, and as many buckets as a power of two (V8,
// src/objects/ordered-hash-table.h). A slot has eight bytes, or four if pointers are compressed, and two more
// are the header. So no size is that of two kinds of tables. Slots with small numbers, `undefined` and the
// like have no edges.
#include "runtimes/v8/collections.h"

#include <bit>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

/// Where the entries of a table are.
struct EntryLayout {
  std::uint64_t first_slot = 0;
  std::uint64_t slots = 0;  ///< number of slots of an entry
};

constexpr std::uint64_t slots_of_map = 3;
constexpr std::uint64_t slots_of_set = 2;

std::optional<EntryLayout> layout_of(std::uint64_t table_bytes) {
  constexpr std::uint64_t counts_and_header = 5;
  for (const std::uint64_t slot_bytes : {8U, 4U}) {
    const std::uint64_t slots = table_bytes / slot_bytes;
    if (table_bytes % slot_bytes != 0 || slots <= counts_and_header) continue;
    for (const std::uint64_t entry : {slots_of_map, slots_of_set}) {
      const std::uint64_t in_bucket = 1 + 2 * entry;
      const std::uint64_t buckets = (slots - counts_and_header) / in_bucket;
      if ((slots - counts_and_header) % in_bucket != 0) continue;
      if (buckets > 1 && std::has_single_bit(buckets)) return EntryLayout{3 + buckets, entry};
    }
  }
  return std::nullopt;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Nodes to which an object refers as its table. `is_table` is indexed by node.
std::vector<bool> find_tables(const RawHeap& heap, const EdgeNames& names) {
  std::vector<bool> is_table(heap.node_count());
  StringId table_name = 0;
  while (table_name < heap.string_count && names.raw(table_name) != "table") ++table_name;
  if (table_name == heap.string_count) return is_table;
  for (Ordinal node = 0; node < heap.node_count(); ++node) {
    if (heap.types[node] != types::object) continue;
    for (std::size_t i = heap.first_edges[node]; i < heap.first_edges[node + 1]; ++i) {
      if (kind_of(heap.kinds[i]) == edges::internal && name_of(heap.links[i]) == table_name) {
        is_table[target_of(heap.links[i])] = true;
      }
    }
  }
  return is_table;
}

void mark_entries_of(RawHeap& heap, const EdgeNames& names, Ordinal table, const EntryLayout& layout) {
  std::optional<std::uint64_t> slot_before;
  for (std::size_t i = heap.first_edges[table]; i < heap.first_edges[table + 1]; ++i) {
    std::optional<std::uint64_t> slot;
    if (kind_of(heap.kinds[i]) == edges::internal) slot = number_in(names.raw(name_of(heap.links[i])));
    if (slot && *slot >= layout.first_slot) {
      const bool is_key = (*slot - layout.first_slot) % layout.slots == 0;
      const bool has_key = slot_before && *slot_before + 1 == *slot;
      const EdgeKind kind = layout.slots == slots_of_set ? edges::set_element
                            : is_key                     ? edges::map_key
                            : has_key                    ? edges::map_value
                                                         : edges::map_entry;
      heap.kinds[i] = Snapshot::packed_kind(kind, false, true);
    }
    slot_before = slot;
  }
}

}  // namespace

void mark_entries(RawHeap& heap, const EdgeNames& names) {
  const std::vector<bool> is_table = find_tables(heap, names);
  for (Ordinal node = 0; node < heap.node_count(); ++node) {
    if (!is_table[node] || heap.types[node] != types::array) continue;
    if (const auto layout = layout_of(heap.sizes[node])) mark_entries_of(heap, names, node, *layout);
  }
}

}  // namespace heapgraph::v8
