// SPDX-License-Identifier: MIT
// The files of this folder that every picture carries, as text.
#pragma once

#include <string_view>

namespace heapgraph::assets {

std::string_view icicle_js();
std::string_view icicle_css();

}  // namespace heapgraph::assets
