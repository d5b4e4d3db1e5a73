// SPDX-License-Identifier: MIT
// Files -> Snapshots, by a table of readers.
#include "runtimes/load.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/input.h"
#include "base/scheduler.h"

namespace heapgraph {
namespace {

/// An input whose beginning was looked at already.
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
  std::string_view left_;  ///< of the head
};

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

Snapshot read(Input& input, const std::string& name, std::uint64_t size, const LoadOptions& options,
              std::span<const Reader> readers, Scheduler& scheduler) {
  PeekedInput peeked(input);
  Source source = {peeked, name, size};
  return reader_for(peeked.head(), readers).read(source, options, scheduler);
}

/// Reads a dump as a branch of the scheduler's work. The options must stay.
Task<Snapshot> load_branch(const std::string& path, const LoadOptions& options, Scheduler& scheduler) {
  return scheduler.submit(
      [path, &options, &scheduler] { return load_snapshot(path, options, readers(), scheduler); },
      Scheduler::Kind::branch);
}

}  // namespace

Snapshot load_snapshot(const std::string& path, const LoadOptions& options, std::span<const Reader> readers,
                       Scheduler& scheduler) {
  const std::unique_ptr<Input> input = open_input(path, options.progress);
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

std::pair<Snapshot, Snapshot> load_pair(const std::string& old_path, const std::string& new_path,
                                        LoadDetail old_detail, const LoadOptions& options) {
  LoadOptions old_options = options;
  // Strict promises to find any damage.
  old_options.detail = options.strict ? LoadDetail::full : old_detail;
  Scheduler scheduler(options.threads);
  Task<Snapshot> loading_old = load_branch(old_path, old_options, scheduler);
  Task<Snapshot> loading_new = load_branch(new_path, options, scheduler);
  Snapshot old = loading_old.get();
  return {std::move(old), loading_new.get()};
}

std::vector<Snapshot> load_all(const std::vector<std::string>& paths, const LoadOptions& options) {
  Scheduler scheduler(options.threads);
  std::vector<Task<Snapshot>> loading;
  loading.reserve(paths.size());
  for (const std::string& path : paths) loading.push_back(load_branch(path, options, scheduler));
  std::vector<Snapshot> snapshots;
  snapshots.reserve(paths.size());
  for (Task<Snapshot>& snapshot : loading) snapshots.push_back(snapshot.get());
  return snapshots;
}

Snapshot parse_snapshot(std::string_view text, const std::string& name, const LoadOptions& options) {
  Scheduler scheduler(options.threads);
  return parse_snapshot(text, name, options, readers(), scheduler);
}

}  // namespace heapgraph
