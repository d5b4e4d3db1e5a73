// SPDX-License-Identifier: MIT
// Texts of the options that say what to show and what to limit.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "cli/command.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

/// What each runtime says, with the dump of which it is said.
template <class Sentence>
std::string for_each_dump(const Sentence& sentence, std::string_view separator) {
  std::vector<std::string> sentences;
  for (const Reader& reader : readers()) {
    const Phrases& phrases = reader.vocabulary->phrases;
    sentences.push_back(sentence(phrases.dump, phrases));
  }
  return fmt::format("{}", fmt::join(sentences, separator));
}

/// Sentences on the runtimes that number their objects, and so have one rule of identity.
std::string on_numbers() {
  std::string sentences;
  for (const Reader& reader : readers()) {
    if (reader.vocabulary->identifiers != Identifiers::numbers) continue;
    sentences += fmt::format(" {} gives each object an id, so that only `auto` is of use with {}.",
                             reader.vocabulary->runtime, reader.vocabulary->phrases.dump);
  }
  return sentences;
}

OptionText split_option() {
  const Vocabulary& first = *readers().front().vocabulary;
  const auto owners = [](std::string_view dump, const Phrases& phrases) {
    return fmt::format("in {}, {}", dump, phrases.owners);
  };
  return {.names = "--split",
          .value = "HOW",
          .help = fmt::format("Begin the tree with a level that says whose memory it is: {}.",
                              for_each_dump(owners, "; ")),
          .fallback = "`none`",
          .values =
              {{"none", "no such level"},
               {"custom",
                fmt::format(
                    "a node for each owner; one for all memory categories below {}, which {} has for itself",
                    first.first_custom_category, first.runtime)},
               {"all", "a node for each owner"}},
          .offer = Offer::values};
}

OptionText why_option() {
  const auto object = [](std::string_view dump, const Phrases& phrases) {
    return fmt::format("`{}` in {}", phrases.example_object, dump);
  };
  return {
      .names = "--why",
      .value = "QUERY",
      .help = fmt::format("Say what keeps objects alive: the chain of references from a root, what would be "
                          "freed without it, and what else holds them. QUERY is an object ({}) or a path "
                          "pattern such as `'{}/**'`, in quotes because shells expand `*`.",
                          for_each_dump(object, ", "), readers().front().vocabulary->phrases.example_path),
      .details =
          "A path pattern names nodes of the tree from the roots down: names joined by `/`, `*` for one name "
          "or any characters in it (`entity_*`), `**` for any number of names, `\\` before a character that "
          "stands for itself. Of the objects that match, those that free most come first, as many as `--top` "
          "says. The answer is in the formats `text`, `markdown`, `json` and `html`."};
}

}  // namespace

OptionGroup options_of_content() {
  return {
      "What to show",
      {{.names = "--measure",
        .value = "WHAT",
        .help = "What counts.",
        .fallback = "`growth` with two dumps or more, `live` with one",
        .values = {{"new", "objects of NEW that OLD does not have"},
                   {"growth", "these, and the bytes by which objects grew that both have"},
                   {"freed", "objects of OLD that NEW does not have, where OLD held them"},
                   {"live", "everything in NEW"}},
        .offer = Offer::values},
       {.names = "--identity",
        .value = "HOW",
        .help = "How an object of NEW is recognised as an object of OLD.",
        .fallback = "`auto`",
        .values = {{"auto", "by evidence, such as what it refers to and what refers to it"},
                   {"address", "by its address alone"},
                   {"verified", "by its address, and by the same reference from a verified object"}},
        .details = "The address of a freed object is soon used again, so an address alone takes new objects "
                   "for old ones." +
                   on_numbers(),
        .page = "identity.md",
        .offer = Offer::values},
       {.names = "--compatible",
        .help = "Count as the script heapgraph.py does.",
        .details =
            "`--measure new` and `--identity address` are then the defaults. Objects that no root reaches do "
            "not count, references that the dump only implies are not followed, and nothing is folded."},
       {.names = "--settle",
        .help = "Show what came between the first two of three dumps or more, and is there in all later "
                "ones. What went away again is not a leak.",
        .details = "The dumps are of one run, oldest first, with the same work between any two. Three dumps "
                   "or more are shown like this with or without the option; with it, fewer are an error. "
                   "Places that hold more in every dump than in the one before are marked."},
       {.names = "--match",
        .value = "WHAT",
        .help = "What is compared.",
        .fallback = "`object`",
        .values = {{"object", "each object with itself, in dumps of one run"},
                   {"path", "what each node of the tree holds, also in dumps of two runs"}},
        .details = "`path` shows what a change to a program costs. It compares two dumps, and cannot be "
                   "combined with `--measure`, `--identity verified` and `--why`.",
        .offer = Offer::values},
       split_option(),
       {.names = "--tree",
        .value = "HOW",
        .help = "How objects are placed in the tree.",
        .fallback = "`paths`",
        .values = {{"paths", "on the shortest path from a root"},
                   {"dominators",
                    "below the one object that must go for them to be freed, so that a total is what would "
                    "be freed"}},
        .details = "Of several paths that are as short, the first in the dump counts. Among dominators, "
                   "`items (shared)` is held from several places, and is freed when all of them let go.",
        .offer = Offer::values},
       why_option(),
       {.names = "--follow-weak", .help = "Follow weak references too, which keep nothing alive."}}};
}

OptionGroup options_of_limits() {
  return {"Limits",
          {{.names = "--limit",
            .value = "LIMIT",
            .help = "Exit with code 1 if more is held than LIMIT: a size such as `1.5MB` for the whole, or "
                    "`'PATTERN=64KB'` for the nodes that match a path pattern. 1 KB is 1024 bytes.",
            .details = "What counts is what `--measure` says: with two dumps, what is new and by how much "
                       "the rest grew. Only what matching nodes hold themselves counts, so that `World` is "
                       "the node alone and `World/**` all below it too. A pattern that matches nothing fails "
                       "as well, since it checks nothing. `--why` explains path patterns.",
            .page = "ci.md",
            .is_repeatable = true},
           {.names = "--budget",
            .value = "FILE",
            .help = "Read limits, and what to ignore, from a JSON file.",
            .details = "A budget can also limit types of objects, memory categories and numbers of objects, "
                       "and gives the reason for each limit.",
            .page = "ci.md",
            .offer = Offer::budgets},
           {.names = "--ignore-known",
            .value = "FILE",
            .help = "Leave known leaks out of all limits. FILE has their signatures, one on a line.",
            .details = "`-f json` gives each leak its `signature`, which is the same in every run.",
            .page = "ci.md",
            .offer = Offer::files},
           {.names = "--update-budget",
            .help = "Write what was measured back into the budget file. The exit code is then 0 even if a "
                    "limit is exceeded."},
           {.names = "--headroom",
            .value = "PERCENT",
            .help = "How much more than was measured `--update-budget` allows.",
            .fallback = "`10%`"}}};
}

}  // namespace heapgraph
