// SPDX-License-Identifier: MIT
// Texts as gzip and zstd pack them, each with a checksum behind what is packed.
#pragma once

#include <string>

namespace heapgraph::test {

std::string gzip(std::string text);
std::string zstd(const std::string& text);

}  // namespace heapgraph::test
