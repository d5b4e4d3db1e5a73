// SPDX-License-Identifier: MIT
// Loading of files: the table of readers turns each into a Snapshot.
#include "runtimes/load.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/input.h"
#include "base/scheduler.h"

namespace heapgraph {
namespace {

/// An input whose beginning can be looked at before it is read.
class PeekedInput : public Input {
 public:
  explicit PeekedInput(Input& input) : input_(input) {
    std::size_t size = 0;
    head_.resize(head_size);
    while (size < head_.size()) {
      const std::size_t got = input.read(head_.data() + size, head_.size() - size);
      if (got == 0) break;
      size += got;
    }
    head_.resize(size);
    left_ = head_;
  }

  std::string_view head() const { return head_; }

  std::size_t read(char* to, std::size_t size) override {
    if (left_.empty()) return input_.read(to, size);
    const std::size_t count = left_.copy(to, size);
    left_.remove_prefix(count);
    return count;
  }

 private:
  Input& input_;
  std::string head_;
  std::string_view left_;  ///< part of the head that was not read yet
};

/// An input that reads a text in memory.
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

Snapshot read(Input& input, const std::string& name, std::uint64_t size, const LoadOptions& options,
              std::span<const Reader> readers, Scheduler& scheduler) {
  PeekedInput peeked(input);
  Source source = {peeked, name, size};
  return reader_for(peeked.head(), readers).read(source, options, scheduler);
}

/// Detail with which a dump is read. Strict reading promises to find any damage.
LoadDetail detail_for(LoadDetail detail, const LoadOptions& options) {
  return options.strict && detail == LoadDetail::addresses ? LoadDetail::listed : detail;
}

}  // namespace

Snapshot load_snapshot(const std::string& path, const LoadOptions& options, std::span<const Reader> readers,
                       Scheduler& scheduler) {
  const std::unique_ptr<Input> input = open_input(path, options.progress, options.bounds);
  return read(*input, input_name(path), plain_size(path), options, readers, scheduler);
}

Snapshot parse_snapshot(std::string_view text, const std::string& name, const LoadOptions& options,
                        std::span<const Reader> readers, Scheduler& scheduler) {
  TextInput input(text);
  return read(input, name, text.size(), options, readers, scheduler);
}

Snapshot load_snapshot(const std::string& path, const LoadOptions& options) {
  Scheduler scheduler(options.threads);
  return load_snapshot(path, options, readers(), scheduler);
}

std::vector<Dump> load_dumps(std::span<const std::string> paths, std::span<const LoadDetail> details,
                             const LoadOptions& options, Scheduler& scheduler) {
  std::vector<LoadOptions> options_of(paths.size(), options);
  std::vector<Task<Snapshot>> loading;
  loading.reserve(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    options_of[i].detail = detail_for(details[i], options);
    loading.push_back(
        scheduler.submit([&, i] { return load_snapshot(paths[i], options_of[i], readers(), scheduler); },
                         Scheduler::Kind::branch));
  }
  std::vector<Dump> dumps;
  dumps.reserve(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) dumps.push_back({input_name(paths[i]), loading[i].get()});
  return dumps;
}

void load_in_turn(std::span<const std::string> paths, std::span<const LoadDetail> details,
                  const LoadOptions& options, Scheduler& scheduler,
                  const std::function<void(std::shared_ptr<const Dump>)>& take) {
  // The inputs that are not open yet belong to the total too.
  if (options.progress != nullptr) {
    for (const std::string& path : paths) options.progress->bytes_total += plain_size(path);
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (options.progress != nullptr) options.progress->bytes_total -= plain_size(paths[i]);
    LoadOptions options_of_dump = options;
    options_of_dump.detail = detail_for(details[i], options);
    take(std::make_shared<Dump>(
        Dump{input_name(paths[i]), load_snapshot(paths[i], options_of_dump, readers(), scheduler)}));
  }
}

std::vector<Dump> load_dumps(std::span<const std::string> paths, std::span<const LoadDetail> details,
                             const LoadOptions& options) {
  Scheduler scheduler(options.threads);
  return load_dumps(paths, details, options, scheduler);
}

Snapshot parse_snapshot(std::string_view text, const std::string& name, const LoadOptions& options) {
  Scheduler scheduler(options.threads);
  return parse_snapshot(text, name, options, readers(), scheduler);
}

}  // namespace heapgraph
