// SPDX-License-Identifier: MIT
// All objects for scripts and databases, with one JSON object a line.
#include "output/objects.h"

#include <fmt/format.h>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "analyze/object_table.h"
#include "base/json_text.h"
#include "base/text.h"
#include "heap/names.h"
#include "heap/vocabulary.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_object_name = 200;  // in character cells

/// Of a longer path, the last names are written behind `**`, which stands for the others in a pattern.
constexpr std::size_t most_names_of_path = 64;

class ObjectWriter {
 public:
  ObjectWriter(TextSink& sink, const ObjectTable& table)
      : sink_(sink), table_(table), vocabulary_(*table.snapshot.vocabulary()) {}

  void write() {
    for (std::size_t i = 0; i < table_.snapshot.object_count(); ++i) write(static_cast<ObjectId>(i));
  }

 private:
  void write(ObjectId id) {
    const Snapshot& snapshot = table_.snapshot;
    const PlaceId node = table_.placement.node_of[id];
    const ObjectId dominator = table_.dominators[index(id)];
    sink_.print(
        R"({{"id":{},"type":"{}","name":{},"bytes":{},"retained_bytes":{},"distance":{},"dominator":{})",
        id_of(id), vocabulary_[snapshot.type(id)].name, name_of(id), snapshot.size(id),
        node != PlaceId::none ? fmt::to_string(table_.retained[index(id)]) : "null", distance_of(id),
        dominator == ObjectId::none ? "null" : id_of(dominator));
    if (!table_.is_new.empty()) sink_.print(R"(,"is_new":{})", table_.is_new[index(id)] ? "true" : "false");
    sink_.print(",\"path\":{}}}\n", path_of(node));
  }

  /// A number, or the text of an address, which may be larger than scripts can count.
  std::string id_of(ObjectId id) const {
    const std::uint64_t identifier = table_.snapshot.identifier(id);
    if (vocabulary_.identifiers == Identifiers::numbers) return fmt::to_string(identifier);
    return fmt::format("\"{}\"", identifier_text(vocabulary_, identifier));
  }

  std::string distance_of(ObjectId id) const {
    const std::uint32_t distance = table_.distances[index(id)];
    return distance != ObjectTable::no_distance ? fmt::to_string(distance)
                                                : std::string(vocabulary_.no_distance);
  }

  std::string name_of(ObjectId id) const {
    const NameId class_name = table_.snapshot.class_name(id);
    const NameId name = class_name != NameId::none ? class_name : table_.snapshot.label(id);
    return quoted_as_json(shorten_printable(table_.snapshot.text(name), longest_object_name));
  }

  std::string path_of(PlaceId node) {
    if (node == PlaceId::none) return "null";
    // Objects of one node often stand side by side.
    if (node == last_node_) return last_path_;
    std::array<NameId, most_names_of_path> names{};
    std::size_t count = 0;
    PlaceId at = node;
    for (; at != PlaceId::root && count < names.size(); at = table_.placement.nodes[index(at)].parent) {
      names[count++] = table_.placement.nodes[index(at)].name;
    }
    std::string path = at == PlaceId::root ? "" : "**";
    while (count > 0) {
      if (!path.empty()) path += '/';
      path += shown_name(table_.placement.names->text(names[--count]));
    }
    last_node_ = node;
    last_path_ = quoted_as_json(path);
    return last_path_;
  }

  TextSink& sink_;
  const ObjectTable& table_;
  const Vocabulary& vocabulary_;
  PlaceId last_node_ = PlaceId::none;
  std::string last_path_;
};

}  // namespace

void write_objects(std::ostream& out, const Result& result) {
  TextSink sink(out);
  ObjectWriter(sink, *result.analysis.objects).write();
}

}  // namespace heapgraph
