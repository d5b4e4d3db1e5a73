// SPDX-License-Identifier: MIT
// The explorer: one HTML page that carries the whole answer.
//
// Without scripts the page shows the verdict, the places where memory hangs, and the still picture. With
// them, the script builds the rest from the data: JSON, in which large texts are compressed. The content
// policy lets nothing in from outside.
#include "output/html.h"

#include <string>
#include <string_view>

#include "assets/assets.h"
#include "base/text.h"
#include "heapgraph/report.h"
#include "output/icicle_header.h"
#include "output/page_data.h"
#include "output/sections.h"
#include "output/svg.h"
#include "output/text_sink.h"
#include "output/xml.h"

namespace heapgraph {
namespace {

constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// The table of sites, for those who do not run scripts.
void write_sites(TextSink& sink, const Result& result) {
  if (result.analysis.findings->sites.empty()) return;
  const Section section = sites_section(result);
  sink.print("<table>\n<caption>{}</caption>\n<tr>", escaped_xml(section.title));
  const std::size_t numbers = section.columns.size() - section.texts;
  for (std::size_t i = 0; i < section.columns.size(); ++i) {
    sink.print("<th scope=\"col\"{}>{}</th>", i < numbers ? " data-number=\"\"" : "",
               escaped_xml(section.columns[i]));
  }
  sink.write("</tr>\n");
  for (const Row& row : section.rows) {
    sink.write("<tr>");
    for (const Cell& cell : row) {
      sink.print("<td{}>{}</td>", cell.number ? " data-number=\"\"" : "",
                 escaped_xml(escape_unprintable(cell.text)));
    }
    sink.write("</tr>\n");
  }
  sink.write("</table>\n");
}

}  // namespace

void write_html(std::ostream& out, const Result& result) {
  const IcicleHeader header(result);
  TextSink sink(out);
  sink.print(
      "<!DOCTYPE html>\n<html lang=\"en\" class=\"heapgraph\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"{}\">\n<title>{}</title>\n<style>\n{}{}</style>\n"
      "</head>\n<body>\n",
      policy, escaped_xml(header.title()), assets::icicle_css(), assets::explorer_css());
  const bool has_verdict = !header.verdict().empty();
  sink.print("<main data-part=\"still\">\n<h1>{}</h1>\n",
             escaped_xml(has_verdict ? header.verdict() : header.counted()));
  if (has_verdict) sink.print("<p>{}</p>\n", escaped_xml(header.counted()));
  sink.print("<p>{}</p>\n", escaped_xml(header.provenance()));
  for (const Notice& notice : result.analysis.notices) sink.print("<p>{}</p>\n", escaped_xml(notice.text));
  write_sites(sink, result);
  write_still_picture(sink, result);
  sink.print("</main>\n<script type=\"application/json\" data-part=\"data\">{}</script>\n",
             page_data(result, header));
  sink.print("<script>\n{}</script>\n</body>\n</html>\n", assets::explorer_min_js());
}

}  // namespace heapgraph
