// SPDX-License-Identifier: MIT
// The strings that only code holds: names of functions, chunks and classes.
//
// A proto refers to the string with the name of its chunk and to that with the name of its functions, and a
// class to that with its name (`traverseproto` in Luau's lgc.cpp). A dump has these texts, but not the
// references. The VM has each text once, so the string is found by its text. A dump has `?` for various
// bytes, which may make two texts alike. Therefore a string is taken only if it is the only one with its
// text, and only if nothing in the dump refers to it. The names of local variables and upvalues are not in
// a dump at all, so that their strings remain without a referrer.
#include "runtimes/luau/code_texts.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "heap/names.h"
#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

class CodeTexts {
 public:
  explicit CodeTexts(const Snapshot& snapshot) : snapshot_(snapshot) {}

  /// The references to add, in the order of their referrers.
  std::vector<ImpliedEdge> find() {
    find_strings();
    if (strings_.empty()) return {};
    drop_referenced();
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) add_edges_of(static_cast<ObjectId>(i));
    const auto key = [](const ImpliedEdge& edge) { return std::tuple(edge.holder, edge.kind, edge.target); };
    std::sort(edges_.begin(), edges_.end(),
              [&](const ImpliedEdge& a, const ImpliedEdge& b) { return key(a) < key(b); });
    // All functions of a proto have its name.
    const auto is_same = [&](const ImpliedEdge& a, const ImpliedEdge& b) { return key(a) == key(b); };
    edges_.erase(std::unique(edges_.begin(), edges_.end(), is_same), edges_.end());
    return std::move(edges_);
  }

 private:
  static bool is_code(TypeId type) {
    return type == types::proto || type == types::function || type == types::class_type;
  }

  bool has_text(NameId label) const { return label != NameId::none && !snapshot_.text(label).empty(); }

  /// Finds the only string with each text that code has; `none` stands for several.
  void find_strings() {
    std::vector<bool> is_of_code(snapshot_.names()->size());
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      if (is_code(snapshot_.type(id)) && has_text(snapshot_.label(id))) {
        is_of_code[index(snapshot_.label(id))] = true;
      }
    }
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const NameId label = snapshot_.label(id);
      if (snapshot_.type(id) != types::string || label == NameId::none || !is_of_code[index(label)]) continue;
      const auto [known, is_first] = strings_.try_emplace(label, id);
      if (!is_first) known->second = ObjectId::none;
    }
  }

  /// Drops the strings that something in the dump refers to.
  void drop_referenced() {
    std::vector<bool> is_candidate(snapshot_.object_count());
    for (const auto& [text, string] : strings_) {
      if (string != ObjectId::none) is_candidate[index(string)] = true;
    }
    const auto drop = [&](ObjectId target) {
      if (target == ObjectId::none || !is_candidate[index(target)]) return;
      is_candidate[index(target)] = false;
      strings_[snapshot_.label(target)] = ObjectId::none;
    };
    for (const Root& root : snapshot_.roots()) drop(root.object);
    // The references of all objects are consecutive.
    const auto last = static_cast<ObjectId>(snapshot_.object_count() - 1);
    const Snapshot::EdgeRange all(snapshot_.edges(ObjectId{0}).begin(), snapshot_.edges(last).end());
    for (const Edge edge : all) drop(edge.target);
  }

  void add_edges_of(ObjectId id) {
    const TypeId type = snapshot_.type(id);
    if (!is_code(type)) return;
    const auto found = strings_.find(snapshot_.label(id));
    if (found == strings_.end() || found->second == ObjectId::none) return;
    if (type == types::proto) {
      edges_.push_back({id, found->second, edges::source_text});
    } else if (type == types::class_type) {
      edges_.push_back({id, found->second, edges::name_text});
    } else if (const ObjectId proto = proto_of(id); proto != ObjectId::none) {
      // The name of a function without a proto is a string of C.
      edges_.push_back({proto, found->second, edges::name_text});
    }
  }

  ObjectId proto_of(ObjectId function) const {
    for (const Edge edge : snapshot_.edges(function)) {
      const bool is_proto = edge.kind == edges::proto && edge.target != ObjectId::none &&
                            snapshot_.type(edge.target) == types::proto;
      if (is_proto) return edge.target;
    }
    return ObjectId::none;
  }

  const Snapshot& snapshot_;
  std::unordered_map<NameId, ObjectId> strings_;
  std::vector<ImpliedEdge> edges_;
};

}  // namespace

void add_references_to_texts(SnapshotBuilder& builder) {
  builder.add_edges(CodeTexts(builder.snapshot()).find());
}

}  // namespace heapgraph::luau
