// SPDX-License-Identifier: MIT
// Arrays of numbers that are parsed in parallel, part after part.
#include "runtimes/v8/number_array.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text_buffer.h"
#include "heapgraph/error.h"
#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

/// A part of an array: its text, the place where that begins, and its numbers.
struct Part {
  TextBuffer text;
  FilePlace place;
  Numbers numbers;
  std::size_t understood = 0;  ///< number of characters before the first mistake
  Task<void> parsing;          // destroyed first: it waits until no thread uses the other members
};

FilePlace place_of(const Part& part, std::size_t offset) {
  const std::string_view before = part.text.view().substr(0, offset);
  const std::size_t last_line = before.rfind('\n');
  FilePlace place = part.place;
  if (last_line == std::string_view::npos) {
    place.column += offset;
  } else {
    place.line += static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    place.column = offset - last_line;
  }
  return place;
}

/// Offset of the number at a position.
std::size_t offset_of(std::string_view text, std::size_t position) {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < position; ++i) offset = text.find(',', offset) + 1;
  return std::min(text.find_first_not_of(" \t\r\n", offset), text.size());
}

}  // namespace

void read_numbers(JsonStream& stream, Scheduler& scheduler, const std::function<void(const Numbers&)>& take) {
  stream.expect('[');
  std::vector<std::unique_ptr<Part>> idle;
  std::deque<std::unique_ptr<Part>> in_flight;
  bool is_last = false;
  while (true) {
    while (!is_last && in_flight.size() <= scheduler.threads()) {
      auto part = idle.empty() ? std::make_unique<Part>() : std::move(idle.back());
      if (!idle.empty()) idle.pop_back();
      part->place = stream.place();
      is_last = stream.next_numbers(part->text);
      Part& work = *part;
      in_flight.push_back(std::move(part));
      work.parsing = scheduler.submit([&work] { work.understood = work.numbers.parse(work.text.view()); });
    }
    if (in_flight.empty()) return;
    std::unique_ptr<Part> part = std::move(in_flight.front());
    in_flight.pop_front();
    part->parsing.get();
    if (part->understood != part->text.size()) {
      throw Error(place_of(*part, part->understood), "this is not a whole number", advice_for_changed);
    }
    try {
      take(part->numbers);
    } catch (const WrongNumber& wrong) {
      throw Error(place_of(*part, offset_of(part->text.view(), wrong.position())), wrong.what(),
                  advice_for_changed);
    }
    idle.push_back(std::move(part));
  }
}

}  // namespace heapgraph::v8
