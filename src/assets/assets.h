// SPDX-License-Identifier: MIT
// Texts of the files in this folder that pictures and pages embed.
#pragma once

#include <string_view>

namespace heapgraph::assets {

std::string_view icicle_min_js();
std::string_view icicle_css();
std::string_view help_txt();
std::string_view explorer_min_js();
std::string_view explorer_css();

}  // namespace heapgraph::assets
