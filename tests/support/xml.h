// SPDX-License-Identifier: MIT
// Well-formedness of the XML that heapgraph writes.
#pragma once

#include <string>
#include <string_view>

namespace heapgraph::test {

/// First fault of a document, such as "byte 12: < in an attribute"; empty if it is well-formed. Knows what
/// heapgraph writes of XML 1.0: a declaration, elements, attributes, comments, CDATA, references to
/// characters and to the five entities; anything else is a fault.
std::string xml_fault(std::string_view text);

/// First fault of a text that should be UTF-8 with no control characters but line breaks; empty if it has
/// none.
std::string text_fault(std::string_view text);

}  // namespace heapgraph::test
