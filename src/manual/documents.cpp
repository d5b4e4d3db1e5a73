// SPDX-License-Identifier: MIT
// The table of documents, and what several of them need.
#include "manual/documents.h"

#include <algorithm>
#include <array>

namespace heapgraph {

std::span<const Document> documents() {
  static constexpr std::array table = {
      Document{"docs/options.md", options_page}, Document{"share/heapgraph.1.in", man_page},
      Document{"share/heapgraph.bash", bash_completion}, Document{"share/_heapgraph", zsh_completion},
      Document{"share/heapgraph.fish", fish_completion}};
  return table;
}

std::string short_text(const OptionText& option) {
  const std::string text = without_marks(option.help);
  return text.substr(0, std::min({text.find(". "), text.find(": "), text.find("; "), text.size() - 1}));
}

std::span<const std::string_view> endings_of_dumps() {
  static constexpr std::array<std::string_view, 9> endings = {
      ".json",         ".json.gz",         ".json.zst",
      ".heapsnapshot", ".heapsnapshot.gz", ".heapsnapshot.zst",
      ".heaptimeline", ".heaptimeline.gz", ".heaptimeline.zst"};
  return endings;
}

}  // namespace heapgraph
