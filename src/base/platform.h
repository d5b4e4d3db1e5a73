// SPDX-License-Identifier: MIT
// The one place for what differs between systems.
#pragma once

#include <cstdint>
#include <string>

namespace heapgraph {

/// Standard output is a terminal, not a file or a pipe.
bool stdout_is_terminal();

/// A closed pipe becomes a failed write instead of a silent end of the process; standard input and output
/// carry bytes as they are, without translation of line ends.
void prepare_standard_streams();

/// Standard error is a terminal: there is a person to show progress to.
bool stderr_is_terminal();

/// NO_COLOR is set and not empty (https://no-color.org), or the terminal is a dumb one.
bool prefers_no_colour();

/// If the process is interrupted (Ctrl-C, a closed terminal, a plain `kill`), this file is removed before it
/// ends; an empty path takes that back. One file at a time.
void remove_when_interrupted(const std::string& path);

/// The date in UTC, as 2026-12-31.
std::string today();

/// What `errno` means, in words.
std::string system_reason(int error);

/// The most memory that the process has held so far, in bytes; 0 where the system does not say.
std::uint64_t peak_memory();

}  // namespace heapgraph
