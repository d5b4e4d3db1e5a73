// SPDX-License-Identifier: MIT
// The one place for what differs between systems.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace heapgraph {

/// The arguments of the program, without its name, in UTF-8. On Windows the system is asked for them: what
/// `main` is given there is in a code page that cannot hold every name, and with wildcards already expanded.
std::vector<std::string> arguments_of(int argc, const char* const* argv);

/// A name as the user gave it, as a path. It is UTF-8 on Windows, and bytes as they are elsewhere.
std::filesystem::path to_path(std::string_view name);

/// `std::fopen` for any such name.
std::FILE* open_file(const std::string& name, const char* mode);

/// A closed pipe becomes a failed write instead of a silent end of the process; standard input and output
/// carry bytes as they are, without translation of line ends; a console of Windows takes UTF-8 and escape
/// sequences until the program ends.
void prepare_standard_streams();

/// Standard output is a terminal, not a file or a pipe.
bool stdout_is_terminal();

/// Standard error is a terminal that understands escape sequences: there is a person to show progress to.
bool stderr_is_terminal();

/// NO_COLOR is set and not empty (https://no-color.org), or the terminal on standard output has no colours.
bool prefers_no_colour();

/// If the process is interrupted (Ctrl-C, a closed terminal, a plain `kill`), this file is removed before it
/// ends; an empty path takes that back. One file at a time. Does nothing on Windows, where an open file
/// cannot be removed.
void remove_when_interrupted(const std::filesystem::path& path);

/// The date in UTC, as 2026-12-31.
std::string today();

/// What `errno` means, in words.
std::string system_reason(int error);

/// The most memory that the process has held so far, in bytes; 0 where the system does not say.
std::uint64_t peak_memory();

}  // namespace heapgraph
