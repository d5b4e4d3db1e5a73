// SPDX-License-Identifier: MIT
// The one place for what differs between systems.
#pragma once

namespace heapgraph {

/// Standard output is a terminal, not a file or a pipe.
bool stdout_is_terminal();

/// A closed pipe becomes a failed write instead of a silent end of the process; standard input and output
/// carry bytes as they are, without translation of line ends.
void prepare_standard_streams();

}  // namespace heapgraph
