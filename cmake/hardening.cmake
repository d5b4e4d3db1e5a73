# SPDX-License-Identifier: MIT
# What compilers and linkers have against errors in memory: checks of the lengths that the C library copies, of the
# stack and of where the program jumps; addresses that nobody can foretell; and nothing writable that need not be.
# Sanitizers find more and bring runtimes of their own, so builds with them do without. Windows' linkers have the
# like by default.
if(NOT HEAPGRAPH_HARDENING OR HEAPGRAPH_SANITIZE OR WIN32)
  return()
endif()
include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)

foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  string(MAKE_C_IDENTIFIER "heapgraph_has${flag}" has)
  check_cxx_compiler_flag(${flag} ${has})
  if(${has})
    target_compile_options(heapgraph_build_flags INTERFACE ${flag})
  endif()
endforeach()

# The C library has the checks only in code that is optimised. Older ones take 3 for 2.
set(optimised "$<NOT:$<CONFIG:Debug>>")
target_compile_options(heapgraph_build_flags INTERFACE
  "$<${optimised}:-U_FORTIFY_SOURCE>" "$<${optimised}:-D_FORTIFY_SOURCE=3>")

foreach(flag relro now noexecstack)
  check_linker_flag(CXX "LINKER:-z,${flag}" heapgraph_has_${flag})
  if(heapgraph_has_${flag})
    target_link_options(heapgraph_build_flags INTERFACE "LINKER:-z,${flag}")
  endif()
endforeach()

# A program is position-independent if its objects and its linking are. A static one has a flag of its own, which -pie,
# with which CMake links where it is known to be supported, would undo.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(HEAPGRAPH_STATIC)
  check_linker_flag(CXX -static-pie heapgraph_has_static_pie)
  if(heapgraph_has_static_pie)
    set(heapgraph_static_flag -static-pie)
  endif()
else()
  check_pie_supported(LANGUAGES CXX)
endif()
