// SPDX-License-Identifier: MIT
// Limits as test cases, for CI systems that show tests.
#include "output/junit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "heapgraph/budget.h"
#include "limits/limit_words.h"
#include "output/text_sink.h"
#include "output/wording.h"
#include "output/xml.h"

namespace heapgraph {

void write_junit(std::ostream& out, const Result& result) {
  TextSink sink(out);
  const LimitReport none;
  const LimitReport& limits = result.analysis.limits ? *result.analysis.limits : none;
  sink.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  sink.print("<testsuite name=\"heapgraph\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
             limits.results.size(), limits.exceeded() + limits.missing());
  for (const LimitResult& limit : limits.results) {
    sink.print("<testcase classname=\"heapgraph.limits\" name=\"{}\">\n",
               escaped_xml(limit_in_words(limit.limit)));
    std::vector<std::string> measured;
    for (const LimitCheck& check : limit.checks) measured.push_back(check_in_words(check));
    std::string text = fmt::format("{}", fmt::join(measured, "; "));
    if (limit.is_missing()) text += "; it matches nothing";
    if (limit.is_exceeded() && result.analysis.findings) text += ". " + result.analysis.findings->verdict;
    if (!limit.is_kept()) {
      sink.print("<failure type=\"limit\" message=\"{}\">{}</failure>\n", escaped_xml(text),
                 escaped_xml(escape_unprintable(limit.limit.reason)));
    } else {
      sink.print("<system-out>{}</system-out>\n", escaped_xml(text));
    }
    sink.write("</testcase>\n");
  }
  sink.write("</testsuite>\n");
}

}  // namespace heapgraph
