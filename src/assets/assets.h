// SPDX-License-Identifier: MIT
// The files of this folder that every picture carries, as text.
#pragma once

#include <string_view>

namespace heapgraph::assets {

std::string_view icicle_min_js();
std::string_view icicle_css();
std::string_view help_txt();

}  // namespace heapgraph::assets
