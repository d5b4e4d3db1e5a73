// SPDX-License-Identifier: MIT
// The builder that joins blocks of objects into a Snapshot.
//
// A dump refers to objects that come later, so edges are first kept as identifiers, in the order in which
// a walk follows them. When all objects are known, one pass turns each identifier into an object and finds
// the name of the edge by the rule of its kind. The edges of one object do not depend on those of another,
// so this pass runs on all threads.
#include "heap/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "base/bound_error.h"
#include "base/large_array.h"
#include "base/narrow.h"
#include "base/text.h"

namespace heapgraph {
namespace {

/// The first name in every table.
constexpr NameId empty_name{0};

std::uint64_t pack(ObjectId target, NameId name) {
  return static_cast<std::uint64_t>(index(target)) | static_cast<std::uint64_t>(index(name)) << 32U;
}

template <class T>
void append_all(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Copy of a block without the objects marked in `is_left_out` and their references.
ObjectBlock without(const ObjectBlock& block, const std::vector<bool>& is_left_out,
                    const std::array<bool, Vocabulary::most_edges>& is_given) {
  ObjectBlock rest;
  rest.text_pool = block.text_pool;
  rest.text_ends = block.text_ends;
  std::size_t edge = 0;
  std::size_t name = 0;
  std::size_t place = 0;
  for (std::size_t i = 0; i < block.identifiers.size(); ++i) {
    const auto number = narrow_position(rest.identifiers.size(), "objects in one part of the dump");
    if (!is_left_out[i]) {
      rest.add_object(block.identifiers[i], block.types[i], block.categories[i], block.sizes[i]);
    }
    for (; place < block.places.size() && block.places[place].object == i; ++place) {
      if (is_left_out[i]) continue;
      rest.places.push_back({number, block.places[place].source, block.places[place].line});
    }
    if (block.labels.empty()) continue;
    const std::size_t last_edge = edge + block.edge_counts[i];
    for (; edge < last_edge; ++edge) {
      const bool has_name = is_given[block.kinds[edge] & (Vocabulary::most_edges - 1)];
      if (has_name) ++name;
      if (is_left_out[i]) continue;
      rest.links.push_back(block.links[edge]);
      rest.kinds.push_back(block.kinds[edge]);
      if (has_name) rest.edge_names.push_back(block.edge_names[name - 1]);
    }
    if (!is_left_out[i]) rest.end_object(block.labels[i]);
  }
  return rest;
}

}  // namespace

SnapshotBuilder::SnapshotBuilder(std::shared_ptr<const Vocabulary> vocabulary, LoadDetail detail,
                                 const Bounds& bounds)
    : detail_(detail),
      bounds_(bounds),
      index_(std::make_shared<ObjectIndex>()),
      names_(std::make_shared<NameTable>()) {
  names_->intern("");
  for (std::size_t i = 0; i < vocabulary->edges.size(); ++i) {
    const EdgeInfo& edge = vocabulary->edges[i];
    Rule& rule = rules_[i];
    rule.naming = edge.naming;
    if (edge.naming == Naming::fixed) rule.fixed = names_->intern(edge.fixed_name);
    rule.otherwise = edge.otherwise.value_or(static_cast<EdgeKind>(i));
    rule.names_siblings = edge.names_siblings.has_value();
    rule.sibling_namer = edge.names_siblings.value_or(TypeId{});
  }
  // Names that a tree may need besides those of the dump are there from the start, so that it can share the
  // table.
  names_->intern(unreached_name);
  for (std::size_t i = 0; i < vocabulary->types.size(); ++i) {
    is_text_[i] = vocabulary->types[i].is_text;
    names_->intern(vocabulary->types[i].name);
  }
  snapshot_.index_ = index_;
  snapshot_.names_ = names_;
  snapshot_.vocabulary_ = std::move(vocabulary);
  snapshot_.category_names_.assign(256, NameId::none);
  if (detail_ != LoadDetail::addresses) snapshot_.first_edges_.push_back(0);
}

void SnapshotBuilder::reserve(std::size_t objects, std::size_t edges) {
  index_->reserve(objects);
  reserve_large(snapshot_.sizes_, objects);
  reserve_large(snapshot_.types_, objects);
  reserve_large(snapshot_.categories_, objects);
  if (detail_ == LoadDetail::addresses) return;
  reserve_large(snapshot_.labels_, objects);
  reserve_large(snapshot_.first_edges_, objects + 1);
  reserve_large(snapshot_.links_, edges);
  reserve_large(snapshot_.kinds_, edges);
}

void SnapshotBuilder::append(const ObjectBlock& block) {
  const std::size_t first = snapshot_.object_count();
  std::vector<bool> is_duplicate;
  if (claim_identifiers(block, is_duplicate)) {
    std::array<bool, Vocabulary::most_edges> is_given{};
    for (std::size_t i = 0; i < rules_.size(); ++i) is_given[i] = rules_[i].naming == Naming::given;
    const ObjectBlock rest = without(block, is_duplicate, is_given);
    append_objects(rest, first);
    append_contents(rest, first);
  } else {
    append_objects(block, first);
    append_contents(block, first);
  }
}

/// Adds the identifiers of a block to the index. True if some were there already; `is_duplicate` marks
/// these.
bool SnapshotBuilder::claim_identifiers(const ObjectBlock& block, std::vector<bool>& is_duplicate) {
  for (std::size_t i = 0; i < block.identifiers.size(); ++i) {
    if (index_->add(block.identifiers[i])) continue;
    is_duplicate.resize(block.identifiers.size());
    is_duplicate[i] = true;
    ++duplicates_;
  }
  return !is_duplicate.empty();
}

void SnapshotBuilder::append_objects(const ObjectBlock& block, std::size_t first) {
  for (std::size_t i = 0; i < block.sizes.size(); ++i) {
    const std::uint64_t size = block.sizes[i];
    if (size >= Snapshot::large) snapshot_.large_sizes_.emplace_back(static_cast<ObjectId>(first + i), size);
    snapshot_.sizes_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(size, Snapshot::large)));
  }
  append_all(snapshot_.types_, block.types);
  append_all(snapshot_.categories_, block.categories);
  unknown_types_ += static_cast<std::uint64_t>(
      std::count(block.types.begin(), block.types.end(), snapshot_.vocabulary_->unknown));
}

void SnapshotBuilder::append_contents(const ObjectBlock& block, std::size_t first) {
  if (detail_ == LoadDetail::addresses) return;
  check_edge_count(block.links.size());
  stretches_.push_back({first, given_names_.size()});
  append_all(snapshot_.links_, block.links);
  append_all(snapshot_.kinds_, block.kinds);
  std::uint32_t last_edge = snapshot_.first_edges_.back();
  for (const std::uint32_t count : block.edge_counts) {
    last_edge += count;
    snapshot_.first_edges_.push_back(last_edge);
  }
  for (const std::uint32_t label : block.labels) snapshot_.labels_.push_back(intern(block, label));
  for (const ObjectBlock::Place& place : block.places) {
    snapshot_.places_.emplace_back(static_cast<ObjectId>(first + place.object),
                                   Place{intern_source(block, place.source), place.line});
  }
  for (const ObjectBlock::EdgeName& name : block.edge_names) given_names_.push_back(name_of(block, name));
}

/// A root is a reference too, that of the virtual root.
void SnapshotBuilder::check_edge_count(std::uint64_t more) const {
  narrow_count(std::uint64_t{snapshot_.edge_count()} + roots_.size() + more, "references in the dump");
}

NameId SnapshotBuilder::intern(const ObjectBlock& block, std::uint32_t text) {
  return text == ObjectBlock::no_text ? NameId::none : intern(block.text(text));
}

NameId SnapshotBuilder::intern_source(const ObjectBlock& block, std::uint32_t text) {
  return text == ObjectBlock::no_text ? NameId::none : intern(block.text(text), bounds_.source_bytes);
}

NameId SnapshotBuilder::intern(std::string_view name) {
  return intern(name, bounds_.name_bytes);
}

NameId SnapshotBuilder::intern(std::string_view name, std::uint64_t most_bytes) {
  if (name.size() <= most_bytes) return names_->intern(name);
  ++long_names_;
  return names_->intern(shortened_name(name, most_bytes));
}

NameId SnapshotBuilder::name_of(const ObjectBlock& block, const ObjectBlock::EdgeName& name) {
  const NameId own = intern(block, name.own);
  std::array<NameId, NameTable::longest_path> path{};
  for (std::size_t i = 0; i < name.length; ++i) path[i] = intern(block, name.path[i]);
  const bool is_plain = name.length == 1 ? path[0] == own : name.length == 0 && own == NameId::none;
  return is_plain ? own : names_->intern_path(own, std::span(path).first(name.length));
}

void SnapshotBuilder::add_root(std::string_view name, std::uint64_t identifier, std::uint8_t rank) {
  if (roots_.size() == bounds_.roots) {
    throw beyond_bound({}, fmt::format("the dump has more than {} roots", group_digits(bounds_.roots)),
                       "roots");
  }
  check_edge_count(1);
  roots_.push_back({intern(name), identifier, rank});
}

void SnapshotBuilder::name_category(std::uint8_t category, std::string_view name) {
  snapshot_.category_names_[category] = intern(name);
}

void SnapshotBuilder::declare_bytes(std::uint64_t bytes) {
  snapshot_.declared_bytes_ = bytes;
}

void SnapshotBuilder::resolve(Scheduler& scheduler) {
  for (const RawRoot& root : roots_) {
    snapshot_.roots_.push_back({root.name, snapshot_.find(root.identifier), root.rank});
  }
  name_categories();
  const std::size_t parts = std::min<std::size_t>(stretches_.size(), scheduler.threads());
  std::vector<Task<std::uint64_t>> running;
  for (std::size_t part = 0; part < parts; ++part) {
    const std::size_t next = stretches_.size() * (part + 1) / parts;
    const Stretch from = stretches_[stretches_.size() * part / parts];
    const std::size_t end =
        next < stretches_.size() ? stretches_[next].first_object : snapshot_.object_count();
    running.push_back(scheduler.submit([this, from, end] { return resolve_stretch(from, end); }));
  }
  for (Task<std::uint64_t>& part : running) snapshot_.report_.dangling += part.get();
  given_names_ = {};
}

std::uint64_t SnapshotBuilder::resolve_stretch(Stretch from, std::size_t end_object) {
  std::uint64_t dangling = 0;
  std::size_t next_given_name = from.first_given_name;
  for (std::size_t i = from.first_object; i < end_object; ++i) {
    dangling += resolve_edges(static_cast<ObjectId>(i), next_given_name);
  }
  return dangling;
}

std::uint64_t SnapshotBuilder::resolve_edges(ObjectId holder, std::size_t& next_given_name) {
  std::uint64_t dangling = 0;
  ObjectId previous = ObjectId::none;  // target of the reference before, such as the key of a value
  NameId of_siblings = empty_name;
  const std::size_t last = snapshot_.first_edges_[index(holder) + 1];
  for (std::size_t i = snapshot_.first_edges_[index(holder)]; i < last; ++i) {
    const std::uint8_t packed = snapshot_.kinds_[i];
    const Rule& rule = rules_[packed & Snapshot::kind_bits];
    const auto target = static_cast<ObjectId>(index_->find(snapshot_.links_[i]));
    if (target == ObjectId::none) ++dangling;
    NameId name = rule.fixed;
    if (rule.naming == Naming::by_key) {
      if (previous != ObjectId::none && is_text_[static_cast<std::size_t>(snapshot_.type(previous))]) {
        name = label_or_empty(previous);
      } else {
        const unsigned flags = packed & (Snapshot::weak_bit | Snapshot::unretained_bit);
        snapshot_.kinds_[i] = static_cast<std::uint8_t>(flags | static_cast<unsigned>(rule.otherwise));
      }
    } else if (rule.naming == Naming::by_sibling) {
      name = of_siblings;
    } else if (rule.naming == Naming::given) {
      name = given_names_[next_given_name++];
    }
    if (rule.names_siblings && target != ObjectId::none && snapshot_.type(target) == rule.sibling_namer) {
      of_siblings = label_or_empty(target);
    }
    snapshot_.links_[i] = pack(target, name);
    previous = target;
  }
  return dangling;
}

void SnapshotBuilder::add_edges(const std::vector<ImpliedEdge>& edges) {
  if (edges.empty()) return;
  check_edge_count(edges.size());
  // Edges move to the right in place, the last ones first.
  std::vector<std::uint64_t>& links = snapshot_.links_;
  std::vector<std::uint8_t>& kinds = snapshot_.kinds_;
  std::vector<std::uint32_t>& first_edges = snapshot_.first_edges_;
  std::size_t from = links.size();
  links.resize(from + edges.size());
  kinds.resize(from + edges.size());
  std::size_t to = links.size();
  for (std::size_t i = edges.size(); i-- > 0;) {
    const std::size_t end = first_edges[index(edges[i].holder) + 1];
    std::move_backward(links.data() + end, links.data() + from, links.data() + to);
    std::move_backward(kinds.data() + end, kinds.data() + from, kinds.data() + to);
    to -= from - end + 1;
    from = end;
    links[to] = pack(edges[i].target, NameId::none);
    kinds[to] = Snapshot::packed_kind(edges[i].kind, false, true);
  }
  std::uint32_t added = 0;
  for (std::size_t i = index(edges.front().holder); i + 1 < first_edges.size(); ++i) {
    while (added < edges.size() && index(edges[added].holder) == i) ++added;
    first_edges[i + 1] += added;
  }
}

NameId SnapshotBuilder::label_or_empty(ObjectId id) const {
  const NameId label = snapshot_.label(id);
  return label == NameId::none ? empty_name : label;
}

void SnapshotBuilder::name_categories() {
  for (std::size_t category = 0; category < snapshot_.category_names_.size(); ++category) {
    NameId& name = snapshot_.category_names_[category];
    if (name != NameId::none) continue;
    name = names_->intern(fmt::format("{}{}", snapshot_.vocabulary_->category, category));
  }
}

Snapshot SnapshotBuilder::take(const LoadReport& damage) {
  const std::uint64_t dangling = snapshot_.report_.dangling;
  snapshot_.report_ = damage;
  snapshot_.report_.dangling = dangling;
  snapshot_.report_.duplicates = duplicates_;
  snapshot_.report_.unknown_types = unknown_types_;
  snapshot_.report_.long_names = long_names_;
  return std::move(snapshot_);
}

}  // namespace heapgraph
