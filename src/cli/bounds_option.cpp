// SPDX-License-Identifier: MIT
// The option `--max`, which sets a bound by name.
#include "cli/bounds_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/sizes.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

struct NamedBound {
  std::string_view name;
  std::uint64_t Bounds::*bound;
};

constexpr std::array named_bounds = {NamedBound{"unpacked", &Bounds::unpacked_bytes},
                                     NamedBound{"ratio", &Bounds::unpacked_ratio},
                                     NamedBound{"record", &Bounds::record_bytes},
                                     NamedBound{"name", &Bounds::name_bytes},
                                     NamedBound{"source", &Bounds::source_bytes},
                                     NamedBound{"roots", &Bounds::roots},
                                     NamedBound{"dumps", &Bounds::dumps},
                                     NamedBound{"nodes", &Bounds::nodes_ratio},
                                     NamedBound{"output", &Bounds::output_ratio}};

}  // namespace

void set_bound(Bounds& bounds, std::string_view text) {
  const std::size_t sign = std::min(text.find('='), text.size());
  const std::string_view name = text.substr(0, sign);
  const auto found = std::find_if(named_bounds.begin(), named_bounds.end(),
                                  [&](const NamedBound& bound) { return bound.name == name; });
  if (found == named_bounds.end()) {
    throw Error(fmt::format("--max: `{}` is not the name of a bound", name),
                fmt::format("the bounds are {}", names_of_bounds()));
  }
  const std::optional<std::uint64_t> number = parse_size(text.substr(std::min(sign + 1, text.size())));
  if (!number || *number == 0) {
    throw Error(fmt::format("--max: `{}` does not end in a number", text),
                fmt::format("write {}=1000 or {}=64KB", name, name));
  }
  bounds.*found->bound = *number;
}

std::string names_of_bounds() {
  std::string names;
  for (const NamedBound& bound : named_bounds) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", bound.name);
  }
  return names;
}

}  // namespace heapgraph
