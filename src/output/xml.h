// SPDX-License-Identifier: MIT
// Text in XML.
#pragma once

#include <string>
#include <string_view>

namespace heapgraph {

/// For the content of an element or a quoted attribute. The text must be visible (see base/text.h): XML
/// forbids some characters in any form.
std::string escaped_xml(std::string_view text);

}  // namespace heapgraph
