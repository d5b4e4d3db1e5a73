// SPDX-License-Identifier: MIT
// Second runtime, with a line of text for each object of a heap.
#include "support/tiny_runtime.h"

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "heap/builder.h"
#include "heap/names.h"
#include "heapgraph/error.h"
#include "runtimes/load.h"

namespace heapgraph::test::tiny {
namespace {

constexpr std::string_view first_line = "tiny heap\n";

constexpr TypeId robot{2};
constexpr EdgeKind link{0};
constexpr EdgeKind mine{1};

std::string_view shown_source(std::string_view source) {
  return source;
}

CodeStep step_in_code(const Snapshot& snapshot, const Reference& reference) {
  const std::string name(snapshot.text(snapshot.own_name(reference.name)));
  if (reference.kind == mine) return {"own " + name, CodeStep::Kind::words};
  return {(reference.is_from_root ? "!" : "->") + name, CodeStep::Kind::code};
}

Vocabulary make_vocabulary() {
  Vocabulary made;
  made.runtime = "Tiny";
  made.types = {{.name = "blob", .colour_group = ColourGroup{0}},
                {.name = "word",
                 .colour_group = ColourGroup{1},
                 .form = ObjectForm::text,
                 .same_if = SameIf::text,
                 .is_text = true},
                {.name = "robot", .colour_group = ColourGroup{2}},
                {.name = "routine", .colour_group = ColourGroup{3}, .form = ObjectForm::code},
                {.name = "box", .colour_group = ColourGroup{3}}};
  made.unknown = TypeId{0};
  made.edges = {{.name = "link", .naming = Naming::given}, {.name = "mine", .naming = Naming::given}};
  made.colours = {{"#111111", "blobs"},
                  {"#222222", "words"},
                  {"#333333", "robots"},
                  {"#444444", "routines, boxes"},
                  {"#555555", "leftovers"}};
  made.groupings = {{.key = "species",
                     .title = "By species",
                     .json_key = "species",
                     .by = GroupBy::type,
                     .has_limits = true},
                    {.key = "model",
                     .title = "By model of robot",
                     .json_key = "models",
                     .by = GroupBy::class_name,
                     .type = robot,
                     .name = "prototype",
                     .has_limits = true},
                    {.key = "routine",
                     .title = "By routine",
                     .json_key = "routines",
                     .by = GroupBy::code,
                     .type = TypeId{3},
                     .name = "nobody's",
                     .place = " (built in)"}};
  made.savings = {{.json_key = "repeated_words",
                   .words = "words that are said twice",
                   .waste = Waste::duplicate_text,
                   .type = TypeId{1}},
                  {.json_key = "idle_boxes",
                   .words = "boxes without anything",
                   .waste = Waste::empty,
                   .type = TypeId{4}}};
  made.category = "part ";
  made.identifiers = Identifiers::numbers;
  made.phrases = {.dump = "a tiny heap dump",
                  .make_dump = "write one",
                  .example_path = "factory/hall",
                  .example_object = "@12",
                  .owners = "the part it is of",
                  .beyond_objects = "screws",
                  .declared_total = "by weight",
                  .collect_garbage = "sweep the hall before"};
  made.shown_source = shown_source;
  made.step_in_code = step_in_code;
  return made;
}

std::vector<std::string_view> words_of(std::string_view text, char separator) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end != 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw Error(std::string(text) + " is no number", "mend the test");
  }
  return number;
}

class TinyReader {
 public:
  explicit TinyReader(const LoadOptions& options)
      : builder_(vocabulary(), options.detail), options_(options) {}

  Snapshot read(std::string_view text, Scheduler& scheduler) {
    for (const std::string_view line : words_of(text.substr(first_line.size()), '\n')) {
      const std::vector<std::string_view> words = words_of(line, ' ');
      if (words[0] == "object") {
        begin_object(words);
      } else if (words[0] == "root") {
        builder_.add_root(words[2], number_in(words[3]), static_cast<std::uint8_t>(number_in(words[1])));
      } else {
        add_edge(words);
      }
    }
    end_object();
    builder_.append(block_);
    builder_.resolve(scheduler);
    for (const auto& [id, name] : classes_) {
      builder_.name_class(builder_.snapshot().find(id), builder_.snapshot().names()->find(name));
    }
    return builder_.take({});
  }

 private:
  void begin_object(const std::vector<std::string_view>& words) {
    end_object();
    const std::uint64_t id = number_in(words[1]);
    block_.add_object(id, vocabulary()->type_named(words[2]), 0, number_in(words[3]));
    label_ = block_.add_text(words[4]);
    for (std::size_t i = 5; i < words.size(); ++i) {
      const std::string_view value = words[i].substr(words[i].find('=') + 1);
      if (words[i].starts_with("class=")) {
        // A name of a category is kept in the snapshot, while a text that nothing refers to would not be.
        builder_.name_category(static_cast<std::uint8_t>(200 + classes_.size()), value);
        classes_.emplace_back(id, value);
      } else {
        const std::size_t colon = value.find(':');
        block_.places.push_back({static_cast<std::uint32_t>(block_.identifiers.size() - 1),
                                 block_.add_text(value.substr(0, colon)),
                                 static_cast<std::uint32_t>(number_in(value.substr(colon + 1)))});
      }
    }
  }

  void end_object() {
    if (label_ && options_.detail != LoadDetail::addresses) block_.end_object(*label_);
    label_.reset();
  }

  void add_edge(const std::vector<std::string_view>& words) {
    if (options_.detail == LoadDetail::addresses) return;
    ObjectBlock::EdgeName name;
    if (words[0] == "mine") {
      name.own = block_.add_text(words[1]);
    } else {
      for (const std::string_view part : words_of(words[1], '/')) {
        name.own = name.path.at(name.length++) = block_.add_text(part);
      }
    }
    block_.add_named_edge(words[0] == "mine" ? mine : link, number_in(words[2]), name, words[0] == "weak",
                          words[0] != "seen");
  }

  SnapshotBuilder builder_;
  const LoadOptions& options_;
  ObjectBlock block_;
  std::optional<std::uint32_t> label_;  ///< label of the object whose references are being read
  std::vector<std::pair<std::uint64_t, std::string_view>> classes_;
};

bool recognises(std::string_view head) {
  return head.starts_with(first_line);
}

Snapshot read(Source& source, const LoadOptions& options, Scheduler& scheduler) {
  std::string text;
  std::array<char, 100> piece{};
  for (std::size_t got = source.input.read(piece.data(), piece.size()); got != 0;
       got = source.input.read(piece.data(), piece.size())) {
    text.append(piece.data(), got);
  }
  return TinyReader(options).read(text, scheduler);
}

}  // namespace

const std::shared_ptr<const Vocabulary>& vocabulary() {
  static const std::shared_ptr<const Vocabulary> made = std::make_shared<const Vocabulary>(make_vocabulary());
  return made;
}

std::span<const Reader> readers() {
  static const std::array<Reader, 2> table = {
      {heapgraph::readers().front(), {"tiny", vocabulary().get(), recognises, tiny::read}}};
  return table;
}

Snapshot load(std::string_view text) {
  Scheduler scheduler(2);
  return parse_snapshot(text, "tiny", {}, readers(), scheduler);
}

}  // namespace heapgraph::test::tiny
