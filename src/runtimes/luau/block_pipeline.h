// SPDX-License-Identifier: MIT
// Blocks of lines, parsed by several threads and given out in their order.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/scheduler.h"
#include "base/text_buffer.h"
#include "heapgraph/load.h"
#include "runtimes/luau/block_cutter.h"
#include "runtimes/luau/block_parser.h"

namespace heapgraph::luau {

/// The thread that asks reads (and unpacks) blocks ahead, while others parse them. Only a few blocks of text
/// exist at a time.
class BlockPipeline {
 public:
  /// A block on its way: its text and what is made of it.
  struct Block {
    TextBuffer text;
    std::size_t begin = 0;  ///< of the first line
    ParsedBlock parsed;
    Task<void> done;  // goes first, and waits until nobody uses the others

    std::string_view lines() const { return text.view().substr(begin); }
  };

  BlockPipeline(BlockCutter& cutter, LoadDetail detail, Scheduler& scheduler)
      : cutter_(cutter), detail_(detail), scheduler_(scheduler) {}

  /// The first block, whose lines begin behind the head.
  void begin(TextBuffer first, std::size_t head);

  /// The next block, parsed; null at the end.
  std::unique_ptr<Block> next();

  /// Takes a block back to use its memory again.
  void recycle(std::unique_ptr<Block> block) { idle_.push_back(std::move(block)); }

  /// The lines of the blocks that were read but not given out yet.
  std::string take_rest();

 private:
  bool submit_next();
  void submit(std::unique_ptr<Block> block);
  void parse(Block& block);

  BlockCutter& cutter_;
  LoadDetail detail_;
  Scheduler& scheduler_;
  bool is_at_end_ = false;
  std::mutex mutex_;                                   // guards the parsers
  std::vector<std::unique_ptr<BlockParser>> parsers_;  ///< that are not in use
  std::vector<std::unique_ptr<Block>> idle_;
  std::deque<std::unique_ptr<Block>> in_flight_;
};

}  // namespace heapgraph::luau
