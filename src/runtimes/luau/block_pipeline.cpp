// SPDX-License-Identifier: MIT
// A pipeline that parses blocks of lines in parallel and returns them in their order.
#include "runtimes/luau/block_pipeline.h"

#include <utility>

namespace heapgraph::luau {

void BlockPipeline::begin(TextBuffer first, std::size_t head) {
  auto block = std::make_unique<Block>();
  block->text = std::move(first);
  block->begin = head;
  submit(std::move(block));
}

std::unique_ptr<BlockPipeline::Block> BlockPipeline::next() {
  const std::size_t most_in_flight = scheduler_.threads() + 1;
  while (!is_at_end_ && in_flight_.size() < most_in_flight) is_at_end_ = !submit_next();
  if (in_flight_.empty()) return nullptr;
  std::unique_ptr<Block> block = std::move(in_flight_.front());
  in_flight_.pop_front();
  block->done.get();
  return block;
}

std::string BlockPipeline::take_rest() {
  std::string rest;
  for (const std::unique_ptr<Block>& block : in_flight_) {
    block->done.wait();
    rest += block->lines();
  }
  in_flight_.clear();
  return rest;
}

bool BlockPipeline::submit_next() {
  std::unique_ptr<Block> block;
  if (idle_.empty()) {
    block = std::make_unique<Block>();
  } else {
    block = std::move(idle_.back());
    idle_.pop_back();
    block->begin = 0;
  }
  cutter_.next(block->text);
  if (block->text.size() == 0) return false;
  submit(std::move(block));
  return true;
}

void BlockPipeline::submit(std::unique_ptr<Block> block) {
  Block& work = *block;
  in_flight_.push_back(std::move(block));
  work.done = scheduler_.submit([this, &work] { parse(work); });
}

void BlockPipeline::parse(Block& block) {
  std::unique_ptr<BlockParser> parser;
  {
    const std::lock_guard lock(mutex_);
    if (!parsers_.empty()) {
      parser = std::move(parsers_.back());
      parsers_.pop_back();
    }
  }
  if (!parser) parser = std::make_unique<BlockParser>();
  parser->parse(block.lines(), detail_, block.parsed);
  const std::lock_guard lock(mutex_);
  parsers_.push_back(std::move(parser));
}

}  // namespace heapgraph::luau
