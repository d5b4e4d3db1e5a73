// SPDX-License-Identifier: MIT
// What differs between operating systems: names, terminals, signals and text modes.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heapgraph {

/// Arguments of the program in UTF-8, without its name. Windows is asked for them, because `main` gets
/// them in a code page that cannot hold every name, and with wildcards already expanded.
std::vector<std::string> arguments_of(int argc, const char* const* argv);

/// Converts a name given by the user to a path. The name is UTF-8 on Windows, and bytes as they are
/// elsewhere.
std::filesystem::path to_path(std::string_view name);

/// Extension of a file name with its dot, `.svg`; empty if there is none.
std::string extension_of(std::string_view name);

/// `std::fopen` for a name given by the user.
std::FILE* open_file(const std::string& name, const char* mode);

/// Creates a file that must not exist, with the permissions of another one if there is such a file. Null with
/// `errno` if that fails.
std::FILE* create_file_like(const std::filesystem::path& path, const std::filesystem::path& other);

/// Has the system write a file to the disk. False with `errno` if that fails. A file system that cannot do
/// it is no failure.
bool sync_with_disk(std::FILE* file);

/// Has the system write the names in a folder to the disk, as far as it can.
void sync_folder(const std::filesystem::path& folder) noexcept;

/// Sets up the standard streams. A closed pipe or a file that grows beyond its limit becomes a failed write
/// and does not end the process.
/// Standard input and output carry bytes without translation of line ends. A console of Windows takes
/// UTF-8 and escape sequences until the program ends.
void prepare_standard_streams();

/// Makes large arrays return to the system when they are freed. The GNU C library otherwise keeps them for
/// arrays of other sizes, which costs a tenth of the peak memory. Call it once, before other threads run.
void return_freed_arrays();

/// True if standard output is a terminal and not a file or pipe.
bool stdout_is_terminal();

/// Character cells in a line of standard output: what COLUMNS says, or else the terminal. None if neither
/// does.
std::optional<std::uint32_t> terminal_width();

/// True if standard error is a terminal that understands escape sequences, so that progress can be shown.
bool stderr_is_terminal();

/// True if NO_COLOR is set and not empty (https://no-color.org), or the terminal on standard output has no
/// colours.
bool prefers_no_colour();

/// Registers a file to be removed if a signal ends the process. Of more than 16 files at a time, the later
/// ones stay. Does nothing on Windows, where an open file cannot be removed.
void remove_when_interrupted(const std::filesystem::path& path);

/// Cancels the registration of a file; does nothing if there is none.
void keep_when_interrupted(const std::filesystem::path& path);

/// Current date in UTC, as 2026-12-31.
std::string today();

/// Meaning of an `errno` value in words.
std::string system_reason(int error);

/// Peak memory of the process so far in bytes; 0 if the system does not tell.
std::uint64_t peak_memory();

}  // namespace heapgraph
