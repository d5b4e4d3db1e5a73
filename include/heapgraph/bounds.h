// SPDX-License-Identifier: MIT
// Bounds that keep time, memory and output in proportion to the input.
#pragma once

#include <cstdint>

namespace heapgraph {

/// The most that a dump or a question may ask for. What exceeds a bound is an Error that names it, except for
/// long names, which are kept in part; `--max NAME=NUMBER` raises a bound. No dump that a runtime wrote comes
/// near the default of a bound whose excess is an error.
struct Bounds {
  static constexpr std::uint64_t small_text = std::uint64_t{64} << 20U;  ///< bytes to which no ratio applies
  static constexpr std::uint64_t small_tree = 1000000;                   ///< nodes to which no ratio applies

  /// Bytes of the text of one dump, unpacked.
  std::uint64_t unpacked_bytes = std::uint64_t{64} << 30U;
  /// Unpacked bytes for each packed byte, beyond `small_text`.
  std::uint64_t unpacked_ratio = 1000;
  /// Bytes that one object takes in the text of a dump, which are held in memory at once.
  std::uint64_t record_bytes = std::uint64_t{1} << 30U;
  /// Bytes of a name or text. Of a longer one, its beginning and a hash of all of it are kept.
  std::uint64_t name_bytes = 4096;
  std::uint64_t source_bytes = 512;  ///< the same for the name of a source, which each function in it shows
  std::uint64_t roots = 1000000;     ///< roots of one dump
  std::uint64_t dumps = 1000;        ///< dumps of one series
  /// Nodes of a tree that is split by category for each object of its dump, beyond `small_tree`.
  std::uint64_t nodes_ratio = 8;
  /// Bytes that the names in jsonl, json and folded take for each byte of the dumps, unpacked, beyond
  /// `small_text`.
  std::uint64_t output_ratio = 32;

  bool operator==(const Bounds&) const = default;
};

}  // namespace heapgraph
