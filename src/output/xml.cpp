// SPDX-License-Identifier: MIT
// Escaping of text for XML.
#include "output/xml.h"

#include "base/text.h"

namespace heapgraph {

std::string escaped_xml(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '#':
        result += begins_command(text.substr(i)) ? "&#35;" : "#";
        break;
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

}  // namespace heapgraph
