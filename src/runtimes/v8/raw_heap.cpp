// SPDX-License-Identifier: MIT
// The nodes and edges of a snapshot as columns.
//
// A part of an array may end within a record. Whole records are read where they stand; one that two parts
// share is put together first.
#include "runtimes/v8/raw_heap.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/large_array.h"
#include "base/narrow.h"
#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

/// A record of numbers where it stands.
struct RowOfNumbers {
  const Numbers& numbers;
  std::size_t first;
  std::uint64_t operator[](std::size_t field) const { return numbers[first + field]; }
};

/// Calls `take(row, position)` for each record that ends in these numbers.
template <class Take>
void for_each_row(const Numbers& numbers, std::size_t fields, std::vector<std::uint64_t>& begun,
                  const Take& take) {
  std::size_t at = 0;
  if (!begun.empty()) {
    while (begun.size() < fields && at < numbers.size()) begun.push_back(numbers[at++]);
    if (begun.size() < fields) return;
    take(begun, std::size_t{0});
    begun.clear();
  }
  for (; at + fields <= numbers.size(); at += fields) take(RowOfNumbers{numbers, at}, at);
  for (; at < numbers.size(); ++at) begun.push_back(numbers[at]);
}

void note_string(RawHeap& heap, std::uint64_t string, std::size_t position) {
  constexpr std::uint64_t most = 0xfffffffe;
  if (string > most) throw WrongNumber(position, fmt::format("there can be no string {}", string));
  heap.string_count = std::max(heap.string_count, static_cast<StringId>(string + 1));
}

/// Node to which a number of the file leads, which counts fields.
Ordinal ordinal_of(std::uint64_t number, std::size_t fields, std::size_t nodes, std::size_t position) {
  // Processors divide numbers of 32 bits much faster.
  const std::uint64_t ordinal = number <= most_in_32_bits
                                    ? static_cast<std::uint32_t>(number) / static_cast<std::uint32_t>(fields)
                                    : number / fields;
  if (ordinal * fields != number || ordinal >= nodes) {
    throw WrongNumber(position, fmt::format("{} leads to no node: there are {} with {} fields each", number,
                                            nodes, fields));
  }
  return static_cast<Ordinal>(ordinal);
}

}  // namespace

void Sizes::reserve(std::size_t count) {
  reserve_large(small_, count);
}

void Sizes::push_back(std::uint64_t size) {
  if (size >= large) large_.emplace(static_cast<Ordinal>(small_.size()), size);
  small_.push_back(as_much_as_fits<std::uint32_t>(size));
}

void Sizes::set(Ordinal node, std::uint64_t size) {
  if (small_[node] == large) large_.erase(node);
  if (size >= large) large_.emplace(node, size);
  small_[node] = as_much_as_fits<std::uint32_t>(size);
}

template <class Row>
void NodeTaker::take_row(const Row& row, std::size_t position) {
  const Layout::Nodes& at = layout_.nodes;
  const std::uint64_t type = row[at.type];
  if (type >= layout_.node_types.size()) {
    throw WrongNumber(position + at.type, fmt::format("no type of nodes has the number {}", type));
  }
  const auto node = narrow_position(heap_.types.size(), "nodes in the snapshot");
  heap_.types.push_back(layout_.node_types[static_cast<std::size_t>(type)]);
  note_string(heap_, row[at.name], position + at.name);
  heap_.names.push_back(static_cast<StringId>(row[at.name]));
  if (row[at.id] > most_in_32_bits) throw WrongNumber(position + at.id, "this is larger than ids are");
  heap_.ids.push_back(static_cast<std::uint32_t>(row[at.id]));
  heap_.sizes.push_back(row[at.self_size]);
  const std::uint64_t edges = std::uint64_t{heap_.first_edges.back()} + row[at.edge_count];
  if (row[at.edge_count] > most_in_32_bits || edges > most_in_32_bits) {
    throw WrongNumber(position + at.edge_count, "there are too many edges");
  }
  heap_.first_edges.push_back(static_cast<std::uint32_t>(edges));
  if (at.detachedness && row[*at.detachedness] != 0) {
    heap_.detachedness.emplace_back(
        node, row[*at.detachedness] == 1 ? Detachedness::attached : Detachedness::detached);
  }
}

void NodeTaker::take(const Numbers& numbers) {
  for_each_row(numbers, layout_.nodes.fields, begun_,
               [&](const auto& row, std::size_t position) { take_row(row, position); });
}

template <class Row>
void EdgeTaker::take_row(const Row& row, std::size_t position) {
  const Layout::Edges& at = layout_.edges;
  const std::uint64_t type = row[at.type];
  if (type >= layout_.edge_types.size()) {
    throw WrongNumber(position + at.type, fmt::format("no type of edges has the number {}", type));
  }
  if (heap_.links.size() == heap_.first_edges.back()) {
    throw WrongNumber(
        position, fmt::format("there are more edges than the {} that the nodes count", heap_.links.size()));
  }
  const EdgeKind kind = layout_.edge_types[static_cast<std::size_t>(type)];
  std::uint64_t name = row[at.name_or_index];
  if (kind == edges::element || kind == edges::hidden) {
    name = as_much_as_fits<std::uint32_t>(name);
  } else {
    note_string(heap_, name, position + at.name_or_index);
  }
  const Ordinal target =
      ordinal_of(row[at.to_node], layout_.nodes.fields, heap_.node_count(), position + at.to_node);
  heap_.links.push_back(Link{target} | name << 32U);
  heap_.kinds.push_back(Snapshot::packed_kind(kind, kind == edges::weak, true));
}

void EdgeTaker::take(const Numbers& numbers) {
  for_each_row(numbers, layout_.edges.fields, begun_,
               [&](const auto& row, std::size_t position) { take_row(row, position); });
}

void LocationTaker::take(const Numbers& numbers) {
  const Layout::Locations& at = layout_.locations;
  for_each_row(numbers, at.fields, begun_, [&](const auto& row, std::size_t position) {
    Location location;
    const auto ordinal = [&](std::size_t field) {
      return ordinal_of(row[field], layout_.nodes.fields, heap_.node_count(), position + field);
    };
    location.node = ordinal(at.object);
    if (at.script_object) location.script = ordinal(*at.script_object);
    location.line = as_much_as_fits<std::uint32_t>(row[at.line]);
    heap_.locations.push_back(location);
  });
}

}  // namespace heapgraph::v8
