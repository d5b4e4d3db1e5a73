// SPDX-License-Identifier: MIT
// Wording of names and numbers in the picture and the reports.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/output.h"
#include "heapgraph/report.h"
#include "report/object_words.h"

namespace heapgraph {

struct Site;

/// Number of objects in words: "1 object", "12 objects".
std::string objects_in_words(std::uint64_t count);

/// Cost in words: "1,234 bytes in 12 objects".
std::string in_bytes_and_objects(const Cost& cost);

/// Words for an empty result, by what was counted: "nothing new".
std::string_view nothing_counted(const Result& result);

/// Total of the tree in words, such as "+1,242 bytes: 1,234 new in 12 objects, 8 by which 1 kept table grew"
/// for `Measure::growth`, or "alive: 1,234 bytes in 12 objects". What no root reaches, what was freed, and
/// between which numbers the truth lies are part of it.
std::string counted_text(const Result& result);

/// Other places that keep a site alive, in words: "also held by _G.cache; cutting both frees 1.2 MB". Empty
/// if there are none.
std::string other_holders_of(const Site& site);

/// Number of the objects that `Site::what` is about: new entries of one array, or what the references lead
/// to.
std::uint64_t hanging_count(const Site& site);

/// Address as a dump writes it: "0x7f0012345678".
std::string address_text(std::uint64_t address);

/// Positions of the dumps that a line or a table shows: all of a short series, the first and the last of
/// a long one, and `nullopt` for those left out between.
std::vector<std::optional<std::size_t>> shown_dumps(std::size_t dumps);

/// Bytes of a series in words: "alive 1,234 → 2,345 → 3,456, +1,111 a dump".
std::string series_in_words(std::span<const Cost> series);

}  // namespace heapgraph
