// SPDX-License-Identifier: MIT
// A block of objects: a part of a dump, not yet joined to the rest, that a reader gives to the builder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/narrow.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Objects as columns. References are identifiers, in the order in which a walk follows them. Names are
/// positions of texts in the block.
struct ObjectBlock {
  static constexpr std::uint32_t no_text = 0xffffffff;

  struct Place {
    std::uint32_t object;  ///< position of the object in the block
    std::uint32_t source;  ///< a text, or `no_text`
    std::uint32_t line;
  };

  /// Name of a reference, and the names of the nodes by which its target sits below the referrer.
  struct EdgeName {
    std::uint32_t own = no_text;
    std::array<std::uint32_t, 3> path{};
    std::uint8_t length = 0;  ///< number of names in `path`
  };

  std::vector<std::uint64_t> identifiers;
  std::vector<std::uint64_t> sizes;
  std::vector<TypeId> types;
  std::vector<std::uint8_t> categories;

  // The columns below are empty with `LoadDetail::addresses`.
  std::vector<std::uint32_t> labels;  ///< label of each object: a text, or `no_text`
  std::vector<Place> places;          ///< places of the objects that have one, in the order of the objects
  std::vector<std::uint32_t> edge_counts;
  std::vector<std::uint64_t> links;
  std::vector<std::uint8_t> kinds;   ///< as `Snapshot::packed_kind` makes them
  std::vector<EdgeName> edge_names;  ///< names of the references that the dump names, in their order

  std::vector<char> text_pool;
  std::vector<std::size_t> text_ends;

  std::string_view text(std::uint32_t id) const {
    const std::size_t begin = id == 0 ? 0 : text_ends[id - 1];
    return {text_pool.data() + begin, text_ends[id] - begin};
  }
  std::uint32_t add_text(std::string_view text) {
    const auto id = narrow_position(text_ends.size(), "texts in one part of the dump");
    text_pool.insert(text_pool.end(), text.begin(), text.end());
    text_ends.push_back(text_pool.size());
    return id;
  }

  /// Begins an object. Its references follow; `end_object` gives it a label and closes it.
  void add_object(std::uint64_t identifier, TypeId type, std::uint8_t category, std::uint64_t size) {
    identifiers.push_back(identifier);
    sizes.push_back(size);
    types.push_back(type);
    categories.push_back(category);
    first_edge_of_last_ = links.size();
  }
  void add_edge(EdgeKind kind, std::uint64_t identifier, bool weak = false, bool retains = true) {
    links.push_back(identifier);
    kinds.push_back(Snapshot::packed_kind(kind, weak, retains));
  }
  /// Adds a reference of a kind that the dump names (`Naming::given`).
  void add_named_edge(EdgeKind kind, std::uint64_t identifier, const EdgeName& name, bool weak = false,
                      bool retains = true);
  void end_object(std::uint32_t label) {
    labels.push_back(label);
    edge_counts.push_back(narrow_count(links.size() - first_edge_of_last_, "references of one object"));
  }

  void clear();

 private:
  std::size_t first_edge_of_last_ = 0;
};

}  // namespace heapgraph
