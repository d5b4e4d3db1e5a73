// SPDX-License-Identifier: MIT
// Files -> Snapshots.
//
// A dump in Luau's own layout has one object a line between the lines `{"objects":{` and `},"roots":{…`. It
// is read in blocks of whole lines. The thread of the file reads (and unpacks) a block, has it parsed by a
// worker, and joins the parsed blocks in their order, while other workers parse the next; so the result does
// not depend on how many there are, and only a few blocks of text exist at a time. What follows the objects
// is small and read at the end. A dump in another layout is one JSON document and read as such.
#include "heapgraph/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/input.h"
#include "base/json_fault.h"
#include "base/text.h"
#include "base/text_buffer.h"
#include "base/worker_pool.h"
#include "heap/builder.h"
#include "heapgraph/error.h"
#include "runtimes/load_dumps.h"
#include "runtimes/luau/block_cutter.h"
#include "runtimes/luau/block_parser.h"
#include "runtimes/luau/category_lines.h"
#include "runtimes/luau/json_reader.h"

namespace heapgraph {
namespace {

constexpr std::size_t objects_in_block = 16384;  // of a dump that has no lines
constexpr std::string_view objects_head = "{\"objects\":{";
constexpr const char* advice_for_strict = "without --strict it is repaired or passed over";

unsigned thread_count(const LoadOptions& options) {
  return options.threads != 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1U);
}

/// The threads that parse, and what each of them keeps from block to block.
class ParserPool {
 public:
  explicit ParserPool(unsigned threads) : parsers_(threads), workers_(threads) {}

  /// `text` and `result` must stay until the future is ready.
  std::future<void> parse(std::string_view text, LoadDetail detail, ParsedBlock& result) {
    return workers_.submit(
        [this, text, detail, &result](std::size_t worker) { parsers_[worker].parse(text, detail, result); });
  }

 private:
  std::vector<BlockParser> parsers_;  // by number of the worker
  WorkerPool workers_;
};

class DumpLoader {
 public:
  DumpLoader(Input& input, std::string name, std::uint64_t size, const LoadOptions& options, ParserPool& pool)
      : cutter_(input),
        name_(std::move(name)),
        size_(size),
        options_(options),
        pool_(pool),
        builder_(options.detail) {}

  DumpLoader(const DumpLoader&) = delete;
  DumpLoader& operator=(const DumpLoader&) = delete;
  DumpLoader(DumpLoader&&) = delete;
  DumpLoader& operator=(DumpLoader&&) = delete;
  /// After an error workers may still be at blocks of this dump.
  ~DumpLoader() {
    for (const std::unique_ptr<Job>& job : in_flight_) job->done.wait();
  }

  Snapshot load() {
    TextBuffer first;
    cutter_.next(first);
    const std::size_t head = length_of_head(first.view());
    if (head == 0) {
      load_document(std::string(first.view()));
    } else if (!cutter_.is_at_end() || !load_small(std::string(first.view()), head)) {
      load_lines(std::move(first), head);
    }
    if (options_.strict && damage_.first_column != 0) {
      throw Error(FilePlace{name_, damage_.first_line, damage_.first_column}, damage_.first_problem,
                  advice_for_strict);
    }
    Snapshot snapshot = builder_.finish(damage_, thread_count(options_));
    const LoadReport& report = snapshot.report();
    if (options_.strict && report.dangling + report.duplicates + report.unknown_types != 0) {
      throw Error(
          FilePlace{name_},
          fmt::format("has {} references to no object, {} objects at an address already taken and {} of "
                      "unknown type",
                      report.dangling, report.duplicates, report.unknown_types),
          advice_for_strict);
    }
    return snapshot;
  }

 private:
  /// A block on its way: its text and what a worker makes of it.
  struct Job {
    TextBuffer text;
    std::size_t begin = 0;  ///< of the first line
    ParsedBlock parsed;
    std::future<void> done;

    std::string_view lines() const { return text.view().substr(begin); }
  };

  /// How much of the text is the line before the first object, 0 if it is not Luau's layout.
  static std::size_t length_of_head(std::string_view text) {
    if (!text.starts_with(objects_head)) return 0;
    std::size_t at = objects_head.size();
    if (at < text.size() && text[at] == '\r') ++at;
    if (at + 1 >= text.size() || text[at] != '\n') return 0;
    const char next = text[at + 1];
    return next == '"' || next == '}' ? at + 1 : 0;
  }

  /// A dump of one block whose lines are not all as they should be is read as JSON first: that tells exactly
  /// what is wrong, or that another program wrote it. False if it should be read by lines.
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
      builder_ = SnapshotBuilder(options_.detail);
      return false;
    }
  }

  void load_lines(TextBuffer first, std::size_t head) {
    lines_ = 1;
    auto job = std::make_unique<Job>();
    job->text = std::move(first);
    job->begin = head;
    submit(std::move(job));
    const std::size_t most_in_flight = thread_count(options_) + 1;
    bool is_at_end = false;
    while (true) {
      while (!is_at_end && in_flight_.size() < most_in_flight) is_at_end = !submit_next();
      if (in_flight_.empty()) throw cut_short({name_, lines_ + 1, last_line_length_ + 1});
      job = std::move(in_flight_.front());
      in_flight_.pop_front();
      job->done.get();
      join(*job);
      if (job->parsed.tail) return read_tail(std::string(job->lines().substr(*job->parsed.tail)));
      idle_.push_back(std::move(job));
    }
  }

  bool submit_next() {
    std::unique_ptr<Job> job;
    if (idle_.empty()) {
      job = std::make_unique<Job>();
    } else {
      job = std::move(idle_.back());
      idle_.pop_back();
      job->begin = 0;
    }
    cutter_.next(job->text);
    if (job->text.size() == 0) return false;
    submit(std::move(job));
    return true;
  }

  void submit(std::unique_ptr<Job> job) {
    Job* const work = job.get();
    in_flight_.push_back(std::move(job));
    work->done = pool_.parse(work->lines(), options_.detail, work->parsed);
  }

  void join(const Job& job) {
    const ParsedBlock& parsed = job.parsed;
    if (parsed.wrong) {
      throw Error(FilePlace{name_, lines_ + parsed.wrong->line + 1, parsed.wrong->column},
                  parsed.wrong->problem, parsed.wrong->advice);
    }
    good_lines_ += parsed.good_lines;
    add_damage(parsed.damage, lines_ + 1);
    if (damage_.unreadable_lines > good_lines_) {
      throw Error(FilePlace{name_, damage_.first_line, damage_.first_column},
                  "more lines than not, from here on, are no objects of a dump",
                  "check that this file is a Luau heap dump and was not changed");
    }
    builder_.append(parsed.objects);
    reserve_once(job.text.size());
    lines_ += parsed.lines;
    last_line_length_ = job.text.size() - (job.text.view().rfind('\n') + 1);
  }

  /// The first block tells how dense the file is, which saves moving the large arrays as they grow.
  void reserve_once(std::size_t bytes) {
    if (is_reserved_ || size_ <= bytes || builder_.object_count() == 0) return;
    is_reserved_ = true;
    const double blocks = static_cast<double>(size_) / static_cast<double>(bytes) * 1.1;
    builder_.reserve(static_cast<std::size_t>(static_cast<double>(builder_.object_count()) * blocks),
                     static_cast<std::size_t>(static_cast<double>(builder_.edge_count()) * blocks));
  }

  void add_damage(const LoadReport& damage, std::uint64_t first_line) {
    damage_.raw_names += damage.raw_names;
    damage_.broken_classes += damage.broken_classes;
    damage_.missing_values += damage.missing_values;
    damage_.unreadable_lines += damage.unreadable_lines;
    if (damage_.first_column != 0 || damage.first_column == 0) return;
    damage_.first_line = first_line + damage.first_line;
    damage_.first_column = damage.first_column;
    damage_.first_problem = damage.first_problem;
  }

  /// Roots and categories. What is in flight, and what was not read yet, belongs to them.
  void read_tail(std::string tail) {
    for (const std::unique_ptr<Job>& job : in_flight_) {
      job->done.wait();
      tail += job->lines();
    }
    in_flight_.clear();
    append_rest(tail);
    const RepairedCategories repaired = repair_category_names(tail);
    add_damage(repaired.damage, lines_ + 1);
    std::string document(objects_head);
    document += '\n';
    document += repaired.text;
    read_only_document(std::move(document), lines_);
  }

  void load_document(std::string text) {
    append_rest(text);
    // An editor may have put a byte order mark in front.
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      throw Error(FilePlace{name_}, "is empty", "check that the program that wrote it closed the file");
    }
    read_only_document(std::move(text), 1);
  }

  void append_rest(std::string& text) {
    TextBuffer more;
    for (cutter_.next(more); more.size() != 0; cutter_.next(more)) text += more.view();
  }

  /// As `read_document`, where there is no other way to read the text.
  void read_only_document(std::string text, std::uint64_t first_line) {
    const std::size_t size = text.size();
    try {
      read_document(text, first_line);
    } catch (const NotJson& error) {
      throw diagnose({std::string_view(text).substr(0, size), name_, first_line}, error.hint);
    }
  }

  /// `first_line`: which line of the file the document begins with. Throws `NotJson`.
  void read_document(std::string& text, std::uint64_t first_line) {
    const std::size_t size = text.size();
    text.resize(size + JsonReader::padding());
    const TextOfFile source = {{text.data(), size}, name_, first_line};
    SnapshotBlock block;
    JsonReader reader;
    DumpFrame frame;
    try {
      frame = reader.read_dump(source.text, text.size(), [&](const Record& record) {
        block.add(record, options_.detail);
        if (block.addresses.size() < objects_in_block) return;
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
                  "make a dump with lua_memorydump, as the README shows");
    }
    if (!frame.has_roots || frame.roots.empty()) {
      throw Error(FilePlace{name_}, "has no \"roots\", so nothing in it can be reached",
                  "the dump was cut short or changed: make it again");
    }
    for (const DumpFrame::Root& root : frame.roots) {
      if (!builder_.has_object(root.address)) {
        throw Error(place_of(source, root.offset),
                    fmt::format("the root \"{}\" is {:#x}, which is no object of this dump",
                                shorten_in_the_middle(escape_unprintable(root.name), 40), root.address),
                    "if another program changed this dump, use the one that Luau wrote");
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
  ParserPool& pool_;
  SnapshotBuilder builder_;
  LoadReport damage_;
  std::deque<std::unique_ptr<Job>> in_flight_;
  std::vector<std::unique_ptr<Job>> idle_;
  std::uint64_t lines_ = 0;  // complete ones before the block that is joined next
  std::uint64_t good_lines_ = 0;
  std::size_t last_line_length_ = 0;
  bool is_reserved_ = false;
};

Snapshot load(const std::string& path, const LoadOptions& options, ParserPool& pool) {
  const std::unique_ptr<Input> input = open_input(path, options.progress);
  return DumpLoader(*input, input_name(path), plain_size(path), options, pool).load();
}

/// A text in memory as an input.
class TextInput : public Input {
 public:
  explicit TextInput(std::string_view text) : text_(text) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = text_.copy(to, size);
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
};

}  // namespace

Snapshot load_snapshot(const std::string& path, const LoadOptions& options) {
  ParserPool pool(thread_count(options));
  return load(path, options, pool);
}

std::pair<Snapshot, Snapshot> load_pair(const std::string& old_path, const std::string& new_path,
                                        LoadDetail old_detail, const LoadOptions& options) {
  LoadOptions old_options = options;
  // Strict promises to find any damage.
  old_options.detail = options.strict ? LoadDetail::full : old_detail;
  ParserPool pool(thread_count(options));
  const std::launch policy = thread_count(options) > 1 ? std::launch::async : std::launch::deferred;
  std::future<Snapshot> loading = std::async(policy, [&] { return load(old_path, old_options, pool); });
  std::optional<Snapshot> snapshot;
  std::exception_ptr error;
  try {
    snapshot = load(new_path, options, pool);
  } catch (...) {
    error = std::current_exception();
  }
  Snapshot old = loading.get();
  if (error) std::rethrow_exception(error);
  return {std::move(old), std::move(*snapshot)};
}

std::vector<Snapshot> load_all(const std::vector<std::string>& paths, const LoadOptions& options) {
  ParserPool pool(thread_count(options));
  const std::launch policy = thread_count(options) > 1 ? std::launch::async : std::launch::deferred;
  std::vector<std::future<Snapshot>> loading;
  loading.reserve(paths.size());
  for (const std::string& path : paths) {
    loading.push_back(std::async(policy, [&, path] { return load(path, options, pool); }));
  }
  // A future waits for its dump when it goes, so none outlives the pool.
  std::vector<Snapshot> snapshots;
  snapshots.reserve(paths.size());
  for (std::future<Snapshot>& snapshot : loading) snapshots.push_back(snapshot.get());
  return snapshots;
}

std::vector<Dump> load_dumps(std::span<const std::string> paths, std::span<const LoadDetail> details,
                             const LoadOptions& options, Scheduler& scheduler) {
  ParserPool pool(scheduler.threads());
  std::vector<LoadOptions> options_of(paths.size(), options);
  std::vector<Task<Snapshot>> loading;
  loading.reserve(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    options_of[i].threads = scheduler.threads();
    options_of[i].detail = options.strict ? LoadDetail::full : details[i];
    loading.push_back(
        scheduler.submit([&, i] { return load(paths[i], options_of[i], pool); }, Scheduler::Kind::branch));
  }
  std::vector<Dump> dumps;
  dumps.reserve(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) dumps.push_back({input_name(paths[i]), loading[i].get()});
  return dumps;
}

Snapshot parse_snapshot(std::string_view text, const std::string& name, const LoadOptions& options) {
  TextInput input(text);
  ParserPool pool(thread_count(options));
  return DumpLoader(input, name, text.size(), options, pool).load();
}

}  // namespace heapgraph
