// SPDX-License-Identifier: MIT
// Well-formedness of the XML that heapgraph writes.
#include "support/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <stdexcept>
#include <vector>

#include "base/text.h"

namespace heapgraph::test {
namespace {

bool is_xml_character(std::uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xd800) ||
         (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code < 0x110000);
}

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

bool continues_name(char c) {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

class XmlChecker {
 public:
  explicit XmlChecker(std::string_view text) : text_(text) {}

  void check() {
    check_characters();
    if (take("<?xml ")) skip_past("?>");
    while (at_ < text_.size()) {
      if (take("<!--")) {
        require(text_.find("--", at_) == text_.find("-->", at_), "-- in a comment");
        skip_past("-->");
      } else if (take("<![CDATA[")) {
        require(!open_.empty(), "CDATA outside the root");
        skip_past("]]>");
      } else if (take("</")) {
        end_element();
      } else if (take("<")) {
        begin_element();
      } else {
        characters();
      }
    }
    require(has_root_ && open_.empty(), "an element that does not end");
  }

 private:
  void require(bool condition, const char* fault) const {
    if (!condition) throw std::runtime_error(fmt::format("byte {}: {}", at_, fault));
  }

  bool take(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }

  void skip_past(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    require(found != std::string_view::npos, "something that does not end");
    at_ = found + end.size();
  }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\n", at_), text_.size()); }

  void check_characters() {
    while (at_ < text_.size()) {
      const Character character = first_character(text_.substr(at_));
      require(character.valid, "no UTF-8");
      require(is_xml_character(character.code), "a character that XML does not have");
      at_ += character.bytes;
    }
    at_ = 0;
  }

  std::string_view name() {
    const std::size_t begin = at_;
    require(at_ < text_.size() && begins_name(text_[at_]), "no name");
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void reference() {
    if (take("#")) {
      const bool is_hex = take("x");
      std::uint32_t code = 0;
      const char* const begin = text_.data() + at_;
      const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), code, is_hex ? 16 : 10);
      require(error == std::errc{} && is_xml_character(code), "a reference to no character");
      at_ += static_cast<std::size_t>(end - begin);
    } else {
      constexpr std::array entities = {"lt", "gt", "amp", "quot", "apos"};
      const std::string_view entity = name();
      require(std::find(entities.begin(), entities.end(), entity) != entities.end(), "an unknown entity");
    }
    require(take(";"), "a reference without its semicolon");
  }

  void begin_element() {
    require(!has_root_ || !open_.empty(), "a second root");
    has_root_ = true;
    const std::string_view element = name();
    std::set<std::string_view> attributes;
    while (true) {
      const std::size_t before = at_;
      skip_space();
      if (take("/>")) return;
      if (take(">")) break;
      require(at_ != before, "no space before an attribute");
      require(attributes.insert(name()).second, "an attribute that comes twice");
      require(take("=\""), "an attribute without a value");
      while (!take("\"")) {
        at_ = std::min(text_.find_first_of("\"<&", at_), text_.size());
        require(at_ < text_.size() && text_[at_] != '<', "< in an attribute");
        if (take("&")) reference();
      }
    }
    open_.push_back(element);
  }

  void end_element() {
    require(!open_.empty() && name() == open_.back() && take(">"), "another element ends than began");
    open_.pop_back();
  }

  /// Checks the characters up to the next element, comment or reference, and that reference.
  void characters() {
    const std::size_t end = std::min(text_.find_first_of("<&", at_), text_.size());
    const std::string_view run = text_.substr(at_, end - at_);
    require(!open_.empty() || run.find_first_not_of(" \t\r\n") == std::string_view::npos,
            "text outside the root");
    require(run.find("]]>") == std::string_view::npos, "]]> outside CDATA");
    at_ = end;
    if (take("&")) {
      require(!open_.empty(), "text outside the root");
      reference();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
  bool has_root_ = false;
};

}  // namespace

std::string xml_fault(std::string_view text) {
  try {
    XmlChecker(text).check();
  } catch (const std::runtime_error& fault) {
    return fault.what();
  }
  return {};
}

std::string text_fault(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_character(text.substr(at));
    if (!character.valid) return fmt::format("byte {}: no UTF-8", at);
    const bool is_control = (character.code < 0x20 && character.code != '\n') ||
                            (character.code >= 0x7f && character.code < 0xa0);
    if (is_control) return fmt::format("byte {}: a control character", at);
    at += character.bytes;
  }
  return {};
}

}  // namespace heapgraph::test
