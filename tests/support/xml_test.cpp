// SPDX-License-Identifier: MIT
// The checks of outputs find what is wrong.
#include "support/xml.h"

#include <string>

#include "support/catch.h"

using namespace heapgraph::test;

TEST_CASE("well-formed XML has no fault") {
  CHECK(xml_fault("<?xml version=\"1.0\"?>\n<!-- a -->\n<a b=\"&lt;\" c:d=\"\"><e/>&amp;&#x41;&#65;\n"
                  "<![CDATA[ <&]] ]]></a>\n")
            .empty());
}

TEST_CASE("each way in which XML is not well-formed is a fault") {
  CHECK(xml_fault("") == "byte 0: an element that does not end");
  CHECK(xml_fault("<a>") == "byte 3: an element that does not end");
  CHECK(xml_fault("<a></b>") == "byte 6: another element ends than began");
  CHECK(xml_fault("<a/><b/>") == "byte 5: a second root");
  CHECK(xml_fault("<a/>b") == "byte 4: text outside the root");
  CHECK(xml_fault("<a/><![CDATA[]]>") == "byte 13: CDATA outside the root");
  CHECK(xml_fault("<a b=\"<\"/>") == "byte 6: < in an attribute");
  CHECK(xml_fault("<a b=\"1\" b=\"2\"/>") == "byte 10: an attribute that comes twice");
  CHECK(xml_fault("<a b=\"1\"c=\"2\"/>") == "byte 8: no space before an attribute");
  CHECK(xml_fault("<a b='1'/>") == "byte 4: an attribute without a value");
  CHECK(xml_fault("<a b=\"&\"/>") == "byte 7: no name");
  CHECK(xml_fault("<a>&nbsp;</a>") == "byte 8: an unknown entity");
  CHECK(xml_fault("<a>&lt</a>") == "byte 6: a reference without its semicolon");
  CHECK(xml_fault("<a>&#1;</a>") == "byte 5: a reference to no character");
  CHECK(xml_fault("<a>]]></a>") == "byte 3: ]]> outside CDATA");
  CHECK(xml_fault("<a><![CDATA[</a>") == "byte 12: something that does not end");
  CHECK(xml_fault("<!-- a -- b --><a/>") == "byte 4: -- in a comment");
  CHECK(xml_fault("<a>\x01</a>") == "byte 3: a character that XML does not have");
  CHECK(xml_fault("<a>\xff</a>") == "byte 3: no UTF-8");
  CHECK(xml_fault("<!DOCTYPE a><a/>") == "byte 1: no name");
}

TEST_CASE("a text with what cannot be printed is a fault") {
  CHECK(text_fault("a\n\xc3\xa9\n").empty());
  CHECK(text_fault("a\tb") == "byte 1: a control character");
  CHECK(text_fault("\x1b[0m") == "byte 0: a control character");
  CHECK(text_fault("a\xc2\x85") == "byte 1: a control character");
  CHECK(text_fault("ab\xc3") == "byte 2: no UTF-8");
}
