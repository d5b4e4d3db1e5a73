// SPDX-License-Identifier: MIT
// Objects in the data of the explorer's page.
#include "output/page_objects.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/json_list.h"
#include "base/json_text.h"
#include "base/text.h"
#include "heapgraph/report.h"
#include "report/object_words.h"

namespace heapgraph {
namespace {

/// Limit for words about one object and for a reference: a string may be of megabytes.
constexpr std::size_t longest_words = 200;  // in character cells

std::string shortened_as_json(std::string_view text) {
  return quoted_as_json(shorten_printable(text, longest_words));
}

std::string words_as_json(const ObjectFacts& object) {
  return shortened_as_json(object_in_words(object));
}

std::string holder_as_json(const Holder& holder) {
  return fmt::format("[{},{}]", shortened_as_json(holder.edge), words_as_json(holder.object));
}

std::string links_as_json(const std::vector<ExploredLink>& links) {
  const auto list = [&](const auto& write) { return list_as_json(links, write); };
  std::vector<std::int64_t> parents;
  parents.reserve(links.size());
  std::string ids;
  std::uint64_t last_id = 0;
  for (const ExploredLink& link : links) {
    const std::int64_t nowhere = link.is_reached ? -1 : -2;
    parents.push_back(link.parent == ExploredLink::none ? nowhere : static_cast<std::int64_t>(link.parent));
    // The difference may wrap, and so does the sum.
    ids += fmt::format("{}{}", ids.empty() ? "" : ",",
                       static_cast<std::int64_t>(link.object.identifier - last_id));
    last_id = link.object.identifier;
  }
  const auto amount = [](std::uint64_t ObjectFacts::*member) {
    return [member](const ExploredLink& link) { return fmt::to_string(link.object.*member); };
  };
  return fmt::format(
      R"({{"parents":{},"leftOut":{},"edges":{},"words":{},"ids":"{}","bytes":{},"retained":{},"isNew":{}}})",
      differences_as_json(parents),
      list([](const ExploredLink& link) { return fmt::to_string(link.left_out); }),
      list([](const ExploredLink& link) { return shortened_as_json(link.edge); }),
      list([](const ExploredLink& link) { return words_as_json(link.object); }), ids,
      list(amount(&ObjectFacts::bytes)), list(amount(&ObjectFacts::retained_bytes)),
      list([](const ExploredLink& link) { return std::string(link.object.is_new ? "1" : "0"); }));
}

std::string objects_as_json(const std::vector<ExploredObject>& objects) {
  std::vector<std::uint32_t> links;
  links.reserve(objects.size());
  for (const ExploredObject& object : objects) links.push_back(object.link);
  return fmt::format(
      R"({{"links":{},"holderCounts":{},"holders":{}}})", differences_as_json(links),
      list_as_json(objects, [](const ExploredObject& object) { return fmt::to_string(object.holder_count); }),
      list_as_json(objects, [](const ExploredObject& object) {
        return list_as_json(object.holders, holder_as_json);
      }));
}

}  // namespace

std::string heap_as_json(const ExploredHeap& heap) {
  return fmt::format(R"({{"links":{},"objects":{}}})", links_as_json(heap.links),
                     objects_as_json(heap.objects));
}

}  // namespace heapgraph
