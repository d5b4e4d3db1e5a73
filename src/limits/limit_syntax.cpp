// SPDX-License-Identifier: MIT
// Names of limits in budget files, and their syntax on the command line.
#include <fmt/format.h>

#include "base/sizes.h"
#include "base/text.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"
#include "tree/path_pattern.h"

namespace heapgraph {

std::string_view name_of(const Limit& limit) {
  if (limit.of == LimitOf::group) return limit.group;
  return limit.of == LimitOf::path ? "path" : "whole";
}

Limit parse_limit(std::string_view text) {
  const std::size_t sign = text.rfind('=');
  Limit limit;
  if (sign != std::string_view::npos) {
    limit.of = LimitOf::path;
    limit.key = PathPattern(text.substr(0, sign)).text();
    text.remove_prefix(sign + 1);
  }
  limit.bytes = parse_size(text);
  if (!limit.bytes) {
    throw Error(fmt::format("--limit: `{}` is not a size", escape_unprintable(text)),
                "write a size such as 10K, 3MB or 1.5GiB, or PATTERN=64KB");
  }
  return limit;
}

}  // namespace heapgraph
