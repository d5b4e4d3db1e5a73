// SPDX-License-Identifier: MIT
// A pipeline that parses blocks of lines in parallel and returns them in their order.
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

/// The thread that calls `next` also reads (and unpacks) blocks ahead, while other threads parse them. The
/// number of blocks in memory is limited by the number of threads.
class BlockPipeline {
 public:
  /// A block in the pipeline: its text and what was parsed from it.
  struct Block {
    TextBuffer text;
    std::size_t begin = 0;  ///< offset of the first line
    ParsedBlock parsed;
    Task<void> done;  // destroyed first: it waits until no thread uses the other members

    std::string_view lines() const { return text.view().substr(begin); }
  };

  BlockPipeline(BlockCutter& cutter, LoadDetail detail, Scheduler& scheduler)
      : cutter_(cutter), detail_(detail), scheduler_(scheduler) {}

  /// Submits the first block, whose lines begin after a head of `head` bytes.
  void begin(TextBuffer first, std::size_t head);

  /// The next block, parsed; null at the end.
  std::unique_ptr<Block> next();

  /// Takes a block back to reuse its memory.
  void recycle(std::unique_ptr<Block> block) { idle_.push_back(std::move(block)); }

  /// Lines of the blocks that were read but not returned by `next`.
  std::string take_rest();

 private:
  bool submit_next();
  void submit(std::unique_ptr<Block> block);
  void parse(Block& block);

  BlockCutter& cutter_;
  LoadDetail detail_;
  Scheduler& scheduler_;
  bool is_at_end_ = false;
  std::mutex mutex_;                                   // guards `parsers_`
  std::vector<std::unique_ptr<BlockParser>> parsers_;  ///< parsers that are not in use
  std::vector<std::unique_ptr<Block>> idle_;
  std::deque<std::unique_ptr<Block>> in_flight_;
};

}  // namespace heapgraph::luau
