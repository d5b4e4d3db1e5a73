// SPDX-License-Identifier: MIT
// The reader of dumps of Luau VMs.
//
// A dump in Luau's own layout has one object a line, between the lines `{"objects":{` and `},"roots":{…`.
// It is read in blocks of whole lines. The reading thread reads (and unpacks) blocks, has them parsed, and
// joins the parsed blocks in their order, while other threads parse the next. So the result does not
// depend on the number of threads, and only a few blocks of text exist at a time. The rest after the
// objects is small and read at the end. A dump in another layout is read as one JSON document.
#include "runtimes/luau/reader.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

#include "base/narrow.h"
#include "base/text.h"
#include "base/text_buffer.h"
#include "heap/builder.h"
#include "heapgraph/error.h"
#include "runtimes/luau/add_record.h"
#include "runtimes/luau/block_cutter.h"
#include "runtimes/luau/block_parser.h"
#include "runtimes/luau/block_pipeline.h"
#include "runtimes/luau/category_lines.h"
#include "runtimes/luau/class_names.h"
#include "runtimes/luau/code_texts.h"
#include "runtimes/luau/diagnosis.h"
#include "runtimes/luau/json_reader.h"
#include "runtimes/luau/json_values.h"
#include "runtimes/luau/vocabulary.h"
#include "runtimes/luau/weak.h"

namespace heapgraph::luau {
namespace {

constexpr std::size_t objects_in_block = 16384;  // for a dump that is not read by lines
constexpr std::string_view objects_head = "{\"objects\":{";
constexpr const char* advice_for_strict = "without --strict it is repaired or passed over";

/// Size of the line before the first object; 0 if the text is not in Luau's layout.
std::size_t length_of_head(std::string_view text) {
  if (!text.starts_with(objects_head)) return 0;
  std::size_t at = objects_head.size();
  if (at < text.size() && text[at] == '\r') ++at;
  if (at + 1 >= text.size() || text[at] != '\n') return 0;
  const char next = text[at + 1];
  return next == '"' || next == '}' ? at + 1 : 0;
}

/// Reads one dump: chooses the way to read it, and joins the parts in a builder.
class DumpReader {
 public:
  DumpReader(Source& source, const LoadOptions& options, Scheduler& scheduler)
      : cutter_(source.input, source.name, options.bounds.record_bytes),
        name_(source.name),
        size_(source.size),
        options_(options),
        scheduler_(scheduler),
        builder_(vocabulary(), options.detail, options.bounds) {}

  Snapshot read() {
    // The first block decides, so that an endless input of another kind is not read further.
    const std::string_view beginning = cutter_.beginning();
    const std::size_t head = length_of_head(beginning);
    if (head == 0) {
      if (!cutter_.has_all()) check_beginning({beginning, name_});
      load_document();
      return finish();
    }
    if (!cutter_.has_all()) check_first_line(beginning, head);
    TextBuffer first;
    cutter_.next(first);
    if (!cutter_.is_at_end() || !load_small(std::string(first.view()), head)) {
      load_lines(std::move(first), head);
    }
    return finish();
  }

 private:
  /// Throws an Error if the first line is longer than a block and does not begin like an object.
  void check_first_line(std::string_view beginning, std::size_t head) const {
    const std::string_view line = beginning.substr(head);
    if (line.find('\n') != std::string_view::npos || line.starts_with('}')) return;
    check_beginning({beginning, name_});
    constexpr std::size_t longest_key = 64;
    if (line.find('"', 1) <= longest_key) return;
    throw Error(FilePlace{name_, 2, 1}, "this line begins with no address of an object",
                advice_for_changed_dump);
  }

  Snapshot finish() {
    if (options_.strict && damage_.first_column != 0) {
      throw Error(FilePlace{name_, damage_.first_line, damage_.first_column}, damage_.first_problem,
                  advice_for_strict);
    }
    builder_.resolve(scheduler_);
    if (options_.detail != LoadDetail::addresses) {
      mark_weak_references(builder_);
      name_classes(builder_);
      if (options_.detail == LoadDetail::full) add_references_to_texts(builder_);
    }
    LoadReport damage = damage_.report();
    damage.text_bytes = cutter_.bytes_read();
    Snapshot snapshot = builder_.take(damage);
    const LoadReport& report = snapshot.report();
    if (options_.strict && report.dangling + report.duplicates + report.unknown_types != 0) {
      throw Error(
          FilePlace{name_},
          fmt::format("has {} references to objects that are not in the dump, {} objects with the address of "
                      "another object and {} of unknown type",
                      report.dangling, report.duplicates, report.unknown_types),
          advice_for_strict);
    }
    return snapshot;
  }

  /// Reads a dump of one block as JSON if some of its lines are wrong, since JSON tells exactly what is
  /// wrong, or that another program wrote it. False if the dump should be read by lines.
  bool load_small(const std::string& text, std::size_t head) {
    ParsedBlock parsed;
    BlockParser().parse(std::string_view(text).substr(head), options_.detail, parsed);
    if (parsed.tail && !parsed.wrong && parsed.damage.unreadable_lines == 0) return false;
    try {
      std::string copy = text;
      read_document(copy, 1);
      return true;
    } catch (const NotJson& error) {
      const bool makes_sense =
          parsed.tail && !parsed.wrong && parsed.damage.unreadable_lines <= parsed.good_lines;
      if (!makes_sense) throw diagnose({text, name_}, error.hint);
      builder_ = SnapshotBuilder(vocabulary(), options_.detail, options_.bounds);
      return false;
    }
  }

  void load_lines(TextBuffer first, std::size_t head) {
    lines_ = 1;
    BlockPipeline pipeline(cutter_, options_.detail, scheduler_);
    pipeline.begin(std::move(first), head);
    while (std::unique_ptr<BlockPipeline::Block> block = pipeline.next()) {
      join(*block);
      if (block->parsed.tail) {
        // The blocks in the pipeline, and what was not read yet, belong to the tail.
        std::string tail(block->lines().substr(*block->parsed.tail));
        tail += pipeline.take_rest();
        return read_tail(std::move(tail));
      }
      pipeline.recycle(std::move(block));
    }
    throw cut_short({name_, lines_ + 1, last_line_length_ + 1});
  }

  void join(const BlockPipeline::Block& block) {
    const ParsedBlock& parsed = block.parsed;
    if (parsed.wrong) {
      throw Error(FilePlace{name_, lines_ + parsed.wrong->line + 1, parsed.wrong->column},
                  parsed.wrong->problem, parsed.wrong->advice);
    }
    good_lines_ += parsed.good_lines;
    damage_.add(parsed.damage, lines_ + 1);
    if (damage_.unreadable_lines > good_lines_) {
      throw Error(FilePlace{name_, damage_.first_line, damage_.first_column},
                  "more lines than not, from here on, are no objects of a dump",
                  "check that this file is a Luau heap dump and was not changed");
    }
    builder_.append(parsed.objects);
    reserve_once(block.text.size());
    lines_ += parsed.lines;
    last_line_length_ = block.text.size() - (block.text.view().rfind('\n') + 1);
  }

  /// Reserves memory once. The first block shows how many objects and edges a byte of the file holds, and
  /// reserving saves moving the large arrays as they grow.
  void reserve_once(std::size_t bytes) {
    if (is_reserved_ || size_ <= bytes || builder_.object_count() == 0) return;
    is_reserved_ = true;
    const double blocks = static_cast<double>(size_) / static_cast<double>(bytes) * 1.1;
    const auto most_likely = [blocks](std::size_t count) {
      return as_much_as_fits<std::uint32_t>(static_cast<std::uint64_t>(static_cast<double>(count) * blocks));
    };
    builder_.reserve(most_likely(builder_.object_count()), most_likely(builder_.edge_count()));
  }

  /// Reads the roots and categories.
  void read_tail(std::string tail) {
    cutter_.append_rest(tail);
    const RepairedCategories repaired = repair_category_names(tail);
    damage_.add(repaired.damage, lines_ + 1);
    std::string document(objects_head);
    document += '\n';
    document += repaired.text;
    read_only_document(std::move(document), lines_);
  }

  void load_document() {
    std::string text;
    cutter_.append_rest(text);
    // An editor may have put a byte order mark in front.
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      throw Error(FilePlace{name_}, "is empty", "check that the program that wrote it closed the file");
    }
    read_only_document(std::move(text), 1);
  }

  /// Calls `read_document` and reports a text that is not JSON, since there is no other way to read it.
  void read_only_document(std::string text, std::uint64_t first_line) {
    const std::size_t size = text.size();
    try {
      read_document(text, first_line);
    } catch (const NotJson& error) {
      throw diagnose({std::string_view(text).substr(0, size), name_, first_line}, error.hint);
    }
  }

  /// Reads a JSON document that begins at line `first_line` of the file. Throws `NotJson`.
  void read_document(std::string& text, std::uint64_t first_line) {
    const std::size_t size = text.size();
    text.resize(size + JsonReader::padding());
    const TextOfFile source = {{text.data(), size}, name_, first_line};
    ObjectBlock block;
    JsonReader reader;
    DumpFrame frame;
    try {
      frame = reader.read_dump(source.text, text.size(), [&](const Record& record) {
        add_record(block, record, options_.detail);
        if (block.identifiers.size() < objects_in_block) return;
        builder_.append(block);
        block.clear();
      });
    } catch (const Rejection& rejection) {
      throw Error(place_of(source, rejection.offset), rejection.problem, rejection.advice);
    }
    builder_.append(block);
    take_frame(frame, source);
  }

  void take_frame(const DumpFrame& frame, const TextOfFile& source) {
    if (!frame.has_objects) {
      throw Error(FilePlace{name_}, "is JSON, but no Luau heap dump: it has no \"objects\"",
                  advice_for_no_dump);
    }
    if (!frame.has_roots || frame.roots.empty()) {
      throw Error(FilePlace{name_}, "has no \"roots\", so nothing in it can be reached",
                  "the dump was cut short or changed: make it again");
    }
    for (const DumpFrame::Root& root : frame.roots) {
      if (!builder_.has_object(root.address)) {
        throw Error(place_of(source, root.offset),
                    fmt::format("the root \"{}\" is {:#x}, which is not an object of this dump",
                                shorten_printable(root.name, 40), root.address),
                    advice_for_changed_dump);
      }
      builder_.add_root(root.name, root.address);
    }
    for (const DumpFrame::Category& category : frame.categories) {
      builder_.name_category(category.number, category.name);
    }
    if (frame.declared_bytes) builder_.declare_bytes(*frame.declared_bytes);
  }

  BlockCutter cutter_;
  std::string name_;
  std::uint64_t size_;
  const LoadOptions& options_;
  Scheduler& scheduler_;
  SnapshotBuilder builder_;
  Damage damage_;
  std::uint64_t lines_ = 0;  // number of complete lines before the block that is joined next
  std::uint64_t good_lines_ = 0;
  std::size_t last_line_length_ = 0;
  bool is_reserved_ = false;
};

}  // namespace

bool recognises(std::string_view head) {
  return length_of_head(head) != 0;
}

Snapshot read(Source& source, const LoadOptions& options, Scheduler& scheduler) {
  return DumpReader(source, options, scheduler).read();
}

}  // namespace heapgraph::luau
