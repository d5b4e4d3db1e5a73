// SPDX-License-Identifier: MIT
// Fuzz target that builds dumps of every runtime by a grammar: a pair or a series of a heap that lives, sound
// or damaged, packed, in memory, in a file or a pipe. Sound dumps can be read, in every layout alike;
// retained sizes are what removal frees; sums close; outputs are what their formats say.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#ifndef _WIN32
#include <unistd.h>
#endif

#include "fuzz/choices.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/grammar.h"
#include "fuzz/invariants.h"
#include "fuzz/questions.h"
#include "fuzz/scratch_folder.h"
#include "support/compare.h"
#include "support/tiny_runtime.h"

using namespace heapgraph;
using namespace heapgraph::fuzz;

namespace {

Snapshot load_file(const std::string& bytes, const LoadOptions& options) {
  static const ScratchFolder folder;
  return load_snapshot(folder.write("dump", bytes), options);
}

#ifndef _WIN32
/// An end of a pipe, closed when it goes.
struct OpenEnd {
  int descriptor;
  ~OpenEnd() { close(descriptor); }
};

/// Loads what a pipe gives. Longer dumps than a pipe holds come from a file.
Snapshot load_pipe(const std::string& bytes, const LoadOptions& options) {
  constexpr std::size_t pipe_bytes = 60000;
  if (bytes.size() > pipe_bytes) return load_file(bytes, options);
  std::array<int, 2> ends{};
  require(pipe(ends.data()) == 0, "there is a pipe");
  require(write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
          "a pipe takes it");
  close(ends[1]);
  const OpenEnd reading{ends[0]};
  return load_snapshot("/dev/fd/" + std::to_string(reading.descriptor), options);
}
#endif

/// Loads a dump from memory as it is, or packed from a file or a pipe.
Snapshot load_somehow(Choices& choices, const std::string& dump, const LoadOptions& options) {
  switch (choices.below(8)) {
    case 1:
    case 2:
      return load_file(packed(choices, dump), options);
#ifndef _WIN32
    case 3:
    case 4:
      return load_pipe(packed(choices, dump), options);
#endif
    default:
      return parse_snapshot(dump, "dump", options);
  }
}

/// Loads a sound dump as it is and in another layout and packing.
Snapshot load_sound(Choices& choices, const std::string& text, const LoadOptions& options) {
  try {
    Snapshot snapshot = load_somehow(choices, text, options);
    require(snapshot.report().first_line == 0, "a sound dump is not damaged");
    if (choices.below(4) == 1) {
      const std::string other = in_another_layout(choices, text);
      const std::string difference =
          test::snapshot_difference(load_somehow(choices, other, options), snapshot);
      require(difference.empty(), "every layout says the same, but: " + difference);
    }
    return snapshot;
  } catch (const Error& error) {
    require(false, std::string("a sound dump can be read: ") + error.what());
    throw;
  }
}

/// Writes a dump to the folder HEAPGRAPH_FUZZ_DUMPS, if that is set, for whoever looks into a failure.
void show(const std::string& name, const std::string& text) {
  if (const char* const folder = std::getenv("HEAPGRAPH_FUZZ_DUMPS")) {
    std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << text;
  }
}

std::vector<Dump> luau_dumps(Choices& choices, const LoadOptions& options) {
  std::vector<Dump> dumps;
  LuauHeap heap(choices);
  for (std::size_t left = 1 + choices.below(4); left > 0; --left) {
    const std::string name = "dump " + std::to_string(dumps.size());
    const bool is_sound = choices.below(4) != 1;
    const std::string text = is_sound ? heap.dump() : damaged(choices, heap.dump());
    show(name, text);
    dumps.push_back(
        {name, is_sound ? load_sound(choices, text, options) : load_somehow(choices, text, options)});
    heap.change(choices);
  }
  return dumps;
}

std::vector<Dump> tiny_dumps(Choices& choices) {
  std::vector<Dump> dumps;
  for (std::size_t left = 1 + choices.below(3); left > 0; --left) {
    const std::string text = tiny_dump(choices);
    show("tiny " + std::to_string(left), text);
    dumps.push_back({"tiny " + std::to_string(left), test::tiny::load(text)});
  }
  return dumps;
}

void run(Choices& choices) {
  LoadOptions options;
  options.threads = choices.rarely() ? 2 : 1;
  const bool is_tiny = choices.below(8) == 7;
  const std::vector<Dump> dumps = is_tiny ? tiny_dumps(choices) : luau_dumps(choices, options);
  const Question question = any_question(choices, dumps.size());
  for (const Dump& dump : dumps) {
    check_snapshot(dump.snapshot);
    if (!is_tiny && dump.snapshot.object_count() <= 2 * most_objects) {
      check_retained(dump.snapshot, question.follow_weak);
    }
  }
  const Analysis analysis = analyze(question, dumps, {.threads = 1, .begin_phase = {}});
  check_answer(analysis, dumps);
  check_outputs(analysis);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choices(data, size);
  try {
    run(choices);
  } catch (const Error& error) {
    check_error(error);
  }
  return 0;
}
