# SPDX-License-Identifier: MIT
# The libraries that heapgraph is built with. An installed one is taken if it is new enough; else its source in
# HEAPGRAPH_LIBRARY_SOURCES is built; else a fixed version is downloaded and built. What is built here becomes a
# part of heapgraph and is not installed beside it. -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER passes over all
# that is installed, -DCMAKE_DISABLE_FIND_PACKAGE_<name>=ON over one library.
include(FetchContent)

set(HEAPGRAPH_LIBRARY_SOURCES "${PROJECT_SOURCE_DIR}/build/sources" CACHE PATH
  "Sources of libraries that are not installed, each in a folder with its name in lower case")

# Packages differ in which later versions they call compatible. Sets `result` to the arguments with which
# find_package accepts the first installed version from `minimum` on.
function(heapgraph_version_arguments name minimum result)
  set(${result} ${minimum} PARENT_SCOPE)
  find_package(${name} 999999 QUIET CONFIG)  # which no package has: it only lists the versions there are
  foreach(version IN LISTS ${name}_CONSIDERED_VERSIONS)
    if(version VERSION_GREATER_EQUAL minimum)
      set(${result} ${version} EXACT PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# heapgraph_library(NAME TARGET target MINIMUM version URL address SHA256 hash
#                   [FOLDER of its CMakeLists.txt] [MODULE] [OPTIONS NAME=VALUE ...])
# Makes the library available as `target`, and sets NAME_BUILT to whether it is built here. MODULE says that
# CMake has a module of its own to find it. OPTIONS are for the build.
function(heapgraph_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "MODULE" "TARGET;MINIMUM;URL;SHA256;FOLDER" "OPTIONS")
  set(${name}_BUILT FALSE PARENT_SCOPE)
  if(TARGET ${arg_TARGET})
    return()
  endif()
  if(NOT FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER")
    if(arg_MODULE)
      find_package(${name} ${arg_MINIMUM} QUIET)
    else()
      heapgraph_version_arguments(${name} ${arg_MINIMUM} version)
      find_package(${name} ${version} QUIET CONFIG)
    endif()
    if(${name}_FOUND)
      message(STATUS "${name}: installed, version ${${name}_VERSION}${${name}_VERSION_STRING}")
      return()
    endif()
  endif()

  string(TOLOWER ${name} lower)
  string(TOUPPER ${name} upper)
  if(NOT FETCHCONTENT_SOURCE_DIR_${upper} AND EXISTS "${HEAPGRAPH_LIBRARY_SOURCES}/${lower}")
    set(FETCHCONTENT_SOURCE_DIR_${upper} "${HEAPGRAPH_LIBRARY_SOURCES}/${lower}")
  endif()
  if(FETCHCONTENT_SOURCE_DIR_${upper})
    message(STATUS "${name}: built from ${FETCHCONTENT_SOURCE_DIR_${upper}}")
  else()
    message(STATUS "${name}: not installed; fetched from ${arg_URL}")
  endif()
  # There is no CMakeLists.txt in `none`, so FetchContent stops at the source. Only from CMake 3.28 on could it
  # keep what it adds out of the installation.
  FetchContent_Declare(${name} URL ${arg_URL} URL_HASH SHA256=${arg_SHA256} SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_TESTING OFF)
  set(CMAKE_COMPILE_WARNING_AS_ERROR OFF)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  set(CMAKE_C_VISIBILITY_PRESET hidden)
  set(CMAKE_CXX_VISIBILITY_PRESET hidden)
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # what is set here goes before the options of the library
  set(CMAKE_POLICY_VERSION_MINIMUM 3.5)  # for a library that asks for less than CMake 4 knows
  foreach(option IN LISTS arg_OPTIONS)
    string(REGEX MATCH "^([^=]+)=(.*)$" matched "${option}")
    set(${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
  endforeach()
  add_subdirectory("${${lower}_SOURCE_DIR}/${arg_FOLDER}" "${${lower}_BINARY_DIR}" EXCLUDE_FROM_ALL SYSTEM)
  set(${name}_BUILT TRUE PARENT_SCOPE)
  set(${name}_FOLDERS "${${lower}_SOURCE_DIR}" "${${lower}_BINARY_DIR}" PARENT_SCOPE)
endfunction()

# Compiled libraries that are built here.
set(heapgraph_built_libraries "")

heapgraph_library(CLI11 TARGET CLI11::CLI11 MINIMUM 2.1
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.6.2.tar.gz
  SHA256 c6ea6b2e5608b3ea8617999bd5f47420c71b2ebdb8dc4767c1034d1da5785711
  OPTIONS CLI11_BUILD_TESTS=OFF CLI11_BUILD_EXAMPLES=OFF CLI11_BUILD_DOCS=OFF)
heapgraph_library(fmt TARGET fmt::fmt-header-only MINIMUM 9
  URL https://github.com/fmtlib/fmt/releases/download/12.2.0/fmt-12.2.0.zip
  SHA256 a2f4a8d51178f954e4c339007f77edd76ba0cb2e36f87a48e5a5403d9be5878f
  OPTIONS FMT_TEST=OFF FMT_DOC=OFF)
heapgraph_library(nlohmann_json TARGET nlohmann_json::nlohmann_json MINIMUM 3.11
  URL https://github.com/nlohmann/json/archive/refs/tags/v3.12.0.tar.gz
  SHA256 4b92eb0c06d10683f7447ce9406cb97cd4b453be18d7279320f7b2f025c10187
  OPTIONS JSON_BuildTests=OFF)

if(HEAPGRAPH_STATIC)
  # Some distributions have simdjson as a shared library alone.
  find_library(heapgraph_static_simdjson NAMES libsimdjson_static.a libsimdjson.a)
  if(NOT heapgraph_static_simdjson)
    set(CMAKE_DISABLE_FIND_PACKAGE_simdjson ON)
  endif()
  set(ZLIB_USE_STATIC_LIBS ON)
endif()
heapgraph_library(simdjson TARGET simdjson::simdjson MINIMUM 3.0
  URL https://github.com/simdjson/simdjson/archive/refs/tags/v4.6.4.tar.gz
  SHA256 b091107844fe928158c5c2265c20360fff312889ddf7ebc4528a0f0f8f2ff9cd
  OPTIONS SIMDJSON_DEVELOPER_MODE=OFF SIMDJSON_ENABLE_THREADS=OFF)
set(heapgraph_simdjson simdjson::simdjson)
if(simdjson_BUILT)
  set(heapgraph_simdjson simdjson)
  list(APPEND heapgraph_built_libraries simdjson)
elseif(HEAPGRAPH_STATIC AND TARGET simdjson::simdjson_static)
  set(heapgraph_simdjson simdjson::simdjson_static)
endif()

heapgraph_library(ZLIB TARGET ZLIB::ZLIB MINIMUM 1.2 MODULE
  URL https://github.com/madler/zlib/releases/download/v1.3.2/zlib-1.3.2.tar.gz
  SHA256 bb329a0a2cd0274d05519d61c667c062e06990d72e125ee2dfa8de64f0119d16
  OPTIONS ZLIB_BUILD_TESTING=OFF ZLIB_BUILD_EXAMPLES=OFF ZLIB_BUILD_SHARED=OFF)
set(heapgraph_zlib ZLIB::ZLIB)
if(ZLIB_BUILT)
  set(heapgraph_zlib zlibstatic)
  list(APPEND heapgraph_built_libraries zlibstatic)
  target_include_directories(zlibstatic SYSTEM INTERFACE "$<BUILD_INTERFACE:${ZLIB_FOLDERS}>")
endif()

heapgraph_library(zstd TARGET zstd::libzstd MINIMUM 1.4
  URL https://github.com/facebook/zstd/releases/download/v1.5.7/zstd-1.5.7.tar.gz
  SHA256 eb33e51f49a15e023950cd7825ca74a4a2b43db8354825ac24fc1b7ee09e6fa3
  FOLDER build/cmake OPTIONS ZSTD_BUILD_PROGRAMS=OFF ZSTD_BUILD_SHARED=OFF ZSTD_BUILD_TESTS=OFF
  ZSTD_LEGACY_SUPPORT=OFF)
if(zstd_BUILT)
  set(heapgraph_zstd libzstd_static)
  list(APPEND heapgraph_built_libraries libzstd_static)
  list(GET zstd_FOLDERS 0 zstd_source)
  target_include_directories(libzstd_static SYSTEM INTERFACE "$<BUILD_INTERFACE:${zstd_source}/lib>")
else()
  # Packages differ in what they call the library, and in which kinds of it they have.
  set(candidates zstd::libzstd_shared zstd::libzstd zstd::libzstd_static)
  if(HEAPGRAPH_STATIC)
    set(candidates zstd::libzstd_static zstd::libzstd zstd::libzstd_shared)
  endif()
  foreach(target IN LISTS candidates)
    if(TARGET ${target})
      set(heapgraph_zstd ${target})
      break()
    endif()
  endforeach()
endif()

find_package(Threads REQUIRED)
set(heapgraph_linked_libraries ${heapgraph_simdjson} ${heapgraph_zlib} ${heapgraph_zstd} Threads::Threads)

# What the users of a static heapgraph must find too.
set(heapgraph_dependencies Threads)
foreach(name simdjson ZLIB zstd)
  if(NOT ${name}_BUILT)
    list(APPEND heapgraph_dependencies ${name})
  endif()
endforeach()
