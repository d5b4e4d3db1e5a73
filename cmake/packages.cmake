# SPDX-License-Identifier: MIT
# What packages hold besides the program, the library and the documents, and how CPack makes them: an archive on every
# system, and on Linux a package for Debian and Ubuntu. The preset `packages` makes both of a static build: its
# program runs on every Linux, and its library holds the libraries that it needs, whose versions differ from one
# distribution to the next. So one package is for all of them, and depends on nothing.

# THIRD-PARTY.txt: the licences of the libraries that became a part of heapgraph, which ask to be named.
set(third_party "heapgraph holds the following libraries.\n")
foreach(name CLI11 fmt nlohmann_json simdjson ZLIB zstd)
  if(${name}_BUILT)
    list(GET ${name}_FOLDERS 0 library_source)
    file(GLOB licences LIST_DIRECTORIES false "${library_source}/LICENSE*")
    if(NOT licences)
      message(FATAL_ERROR "${name}: there is no licence in ${library_source}")
    endif()
    list(GET licences 0 licence)
    file(READ "${licence}" text)
    string(APPEND third_party "\n==== ${name}\n\n${text}")
    set(has_third_party TRUE)
  endif()
endforeach()
if(HEAPGRAPH_STATIC AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(system_library "the GNU C library (LGPL 2.1 or later)")
  if(MINGW)
    set(system_library "the runtime of MinGW-w64 (public domain, Zope and MIT licences)")
  endif()
  string(APPEND third_party "\n==== C and C++ libraries of the system\n\n"
    "The program also holds parts of ${system_library} and of GCC's libraries (GPL 3\n"
    "with the GCC Runtime Library Exception). Its source, from which it can be linked with others:\n"
    "${PROJECT_HOMEPAGE_URL}\n")
endif()
if(has_third_party)
  file(WRITE "${PROJECT_BINARY_DIR}/THIRD-PARTY.txt" "${third_party}")
  install(FILES "${PROJECT_BINARY_DIR}/THIRD-PARTY.txt" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
endif()

if(NOT PROJECT_IS_TOP_LEVEL)
  return()
endif()

set(CPACK_PACKAGE_NAME heapgraph)
set(CPACK_PACKAGE_VENDOR "The heapgraph authors")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_HOMEPAGE_URL "${PROJECT_HOMEPAGE_URL}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE.txt")
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
string(TOLOWER "${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}" system)
string(REPLACE "darwin" "macos" system "${system}")
string(REPLACE "amd64" "x86_64" system "${system}")
set(CPACK_PACKAGE_FILE_NAME "heapgraph-${PROJECT_VERSION}-${system}")
set(CPACK_GENERATOR TGZ)
if(WIN32)
  set(CPACK_GENERATOR ZIP)
elseif(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  list(APPEND CPACK_GENERATOR DEB)
endif()

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# There is no address to write to, so this one leads nowhere; the homepage takes questions.
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The heapgraph authors <nobody@heapgraph.invalid>")
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "heapgraph compares two heap dumps of a program and shows what is new, what
grew and what keeps it alive: as an interactive picture or page, as a report,
or as a check in CI that fails when a limit is exceeded.
.
It reads dumps of Luau (lua_memorydump) and heap snapshots of V8, which Node,
Deno, Chrome and Electron write. The package has the program, and a static
library with headers for programs in C++20.")
if(NOT HEAPGRAPH_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/debian_copyright.cmake")
include(CPack)
