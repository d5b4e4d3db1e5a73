// SPDX-License-Identifier: MIT
// Documents that are made of the table of options: those in the repository are up to date and say all of it.
#include "manual/documents.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include "cli/help.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/text.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("documents made of the options are up to date") {
  for (const Document& document : documents()) {
    check_golden("../../" + std::string(document.path), document.make());
  }
}

TEST_CASE("every document names every option and all values") {
  for (const Document& document : documents()) {
    std::string text = document.make();
    std::erase(text, '\\');  // of hyphens in roff, and of quotes
    for (const OptionGroup& group : command().groups) {
      for (const OptionText& option : group.options) {
        for (const std::string& name : names_of_option(option)) {
          INFO(document.path << ": " << name);
          const bool is_fish = document.path.ends_with(".fish");
          const bool is_long = name.starts_with("--");
          CHECK(contains(text, !is_fish ? name : (is_long ? "-l " : "-s ") + name.substr(is_long ? 2 : 1)));
        }
        for (const ValueText& value : option.values) {
          INFO(document.path << ": " << value.name);
          CHECK(contains(text, value.name));
        }
      }
    }
  }
}

TEST_CASE("the texts of options are sentences, and their values are phrases") {
  const auto is_sentence = [](const std::string& text) {
    return text.ends_with('.') && !text.starts_with(' ');
  };
  std::set<std::string> names;
  for (const OptionGroup& group : command().groups) {
    for (const OptionText& option : group.options) {
      INFO(option.names);
      for (const std::string& name : names_of_option(option)) CHECK(names.insert(name).second);
      CHECK(is_sentence(option.help));
      if (!option.details.empty()) CHECK(is_sentence(option.details));
      CHECK(std::count(option.help.begin(), option.help.end(), '`') % 2 == 0);
      CHECK(std::count(option.details.begin(), option.details.end(), '`') % 2 == 0);
      CHECK_FALSE(option.fallback.ends_with('.'));
      CHECK(short_text(option).size() < 110);
      for (const ValueText& value : option.values) CHECK_FALSE(value.meaning.ends_with('.'));
      if (option.offer == Offer::values) CHECK_FALSE(option.values.empty());
      if (!option.page.empty()) {
        CHECK(std::filesystem::exists(std::filesystem::path(HEAPGRAPH_TESTDATA) / "../docs" / option.page));
      }
    }
  }
}
