// SPDX-License-Identifier: MIT
// The data of the explorer's page, which its script reads.
#pragma once

#include <string>

#include "heapgraph/output.h"
#include "output/icicle_header.h"

namespace heapgraph {

/// The data as a JSON object that contains no `<`. Large texts in it are packed (`packed_text`).
///
/// Members: those of `head_as_json`; `help`; `dumps`: paths of the dumps, oldest first; `colours`: those of
/// contents, then those of directions; `shown`: by name what trees can show, with the words for it and a
/// legend, a list of colours (may be empty) and texts; `sections`: packed list of the tables of the report;
/// `sites`: for each row of the table of sites, what `site_as_json` says of it, or null; `treesOfSites`: for
/// each of these, the position of the tree that has its node; `series`: bytes at each of these sites in each
/// dump, empty without a series; `heap` and `oldHeap`: packed objects of the last and the first dump;
/// `retainingMost`: objects by falling retained size, each as its position in the heap and its node in the
/// tree of what is alive by paths; `trees`.
///
/// A section has `region` (its name), `title`, `opening` and `lines` (before and after the table), `columns`,
/// `texts` (the number of columns of text, which are the last), `rows` of cells (a text, or a list of a text
/// and a number), `notes` (lines below each row), `rest` (a last row) and `leftOut` (the number of rows that
/// are not there).
///
/// A tree has `shown`, `kind`, `split`, the `columns` of its tables, packed tables (`folded`, and `unfolded`
/// or null), and `objects`: the packed lists of the ends of the lists of all nodes, and of the objects in
/// them, both as differences.
std::string page_data(const Result& result, const IcicleHeader& header);

}  // namespace heapgraph
