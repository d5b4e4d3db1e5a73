// SPDX-License-Identifier: MIT
// Escaping of text for XML.
#pragma once

#include <string>
#include <string_view>

namespace heapgraph {

/// Text for the content of an element or a quoted attribute. Unprintable characters must be escaped
/// before (see base/text.h): XML forbids some of them in any form.
std::string escaped_xml(std::string_view text);

}  // namespace heapgraph
