# SPDX-License-Identifier: MIT
# The libraries that heapgraph is built with. An installed one is taken if it is new enough; else its source in
# HEAPGRAPH_LIBRARY_SOURCES is built; else a fixed version is downloaded and built. What is built here becomes a
# part of heapgraph and is not installed beside it. -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER passes over all
# that is installed, -DCMAKE_DISABLE_FIND_PACKAGE_<name>=ON over one library.
include(FetchContent)

set(HEAPGRAPH_LIBRARY_SOURCES "${PROJECT_SOURCE_DIR}/build/sources" CACHE PATH
  "Sources of libraries that are not installed, each in a folder with its name in lower case")

# find_package(X 9) may refuse X 10, as packages differ in which later versions they call compatible. Sets `result`
# to arguments with which find_package accepts the first installed version from `minimum` on.
function(heapgraph_version_arguments name minimum result)
  set(${result} ${minimum} PARENT_SCOPE)
  # An impossible version: the call fails, but lists the versions that it saw.
  find_package(${name} 999999 QUIET CONFIG)
  foreach(version IN LISTS ${name}_CONSIDERED_VERSIONS)
    # "10.9 (64bit)" is what a package for another word size says.
    if(version MATCHES "^[0-9.]+$" AND version VERSION_GREATER_EQUAL minimum)
      set(${result} ${version} EXACT PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Sets `result` to the first of the targets that exists, to nothing if none does.
function(heapgraph_first_target result)
  set(${result} "" PARENT_SCOPE)
  foreach(target IN LISTS ARGN)
    if(TARGET ${target})
      set(${result} ${target} PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# heapgraph_library(NAME TARGETS target... MINIMUM version URL address SHA256 hash
#                   [FOLDER of its CMakeLists.txt] [MODULE] [OPTIONS NAME=VALUE ...])
# Makes the library available. Sets NAME_TARGET to the first of the targets that exists (packages and versions
# differ in how they call it), and NAME_BUILT to whether it is built here. MODULE says that CMake has a module of
# its own to find it. OPTIONS are for the build.
function(heapgraph_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "MODULE" "MINIMUM;URL;SHA256;FOLDER" "TARGETS;OPTIONS")
  set(${name}_BUILT FALSE PARENT_SCOPE)
  # A project that heapgraph is a part of may have it already.
  heapgraph_first_target(target ${arg_TARGETS})
  if(NOT target AND NOT FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER")
    set(version ${arg_MINIMUM})
    if(NOT arg_MODULE)
      heapgraph_version_arguments(${name} ${arg_MINIMUM} version)
      list(APPEND version CONFIG)
    endif()
    find_package(${name} ${version} QUIET)
    heapgraph_first_target(target ${arg_TARGETS})
    if(target)
      message(STATUS "${name}: installed, version ${${name}_VERSION}${${name}_VERSION_STRING}")
    endif()
  endif()
  if(target)
    set(${name}_TARGET ${target} PARENT_SCOPE)
    return()
  endif()

  string(TOLOWER ${name} lower)
  string(TOUPPER ${name} upper)
  set(at_hand "${HEAPGRAPH_LIBRARY_SOURCES}/${lower}")
  if(FETCHCONTENT_SOURCE_DIR_${upper})
    set(at_hand "${FETCHCONTENT_SOURCE_DIR_${upper}}")
  endif()
  # There is no CMakeLists.txt in `none`, so FetchContent stops at the source, and add_subdirectory below can keep
  # the library out of the installation. FetchContent itself can do so only from CMake 3.28 on.
  if(EXISTS "${at_hand}")
    message(STATUS "${name}: built from ${at_hand}")
    FetchContent_Declare(${name} SOURCE_DIR "${at_hand}" SOURCE_SUBDIR none)
  else()
    message(STATUS "${name}: none from version ${arg_MINIMUM} on was found; downloading ${arg_URL} "
      "(without a network, put its source into ${at_hand})")
    FetchContent_Declare(${name} URL ${arg_URL} URL_HASH SHA256=${arg_SHA256} SOURCE_SUBDIR none)
  endif()
  FetchContent_MakeAvailable(${name})
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_TESTING OFF)
  set(CMAKE_UNITY_BUILD OFF)  # files of other projects may define a name twice
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
  heapgraph_first_target(target ${arg_TARGETS})
  if(NOT target)
    message(FATAL_ERROR "${name} in ${${lower}_SOURCE_DIR} defines none of ${arg_TARGETS}")
  endif()
  set(${name}_TARGET ${target} PARENT_SCOPE)
  set(${name}_BUILT TRUE PARENT_SCOPE)
  set(${name}_FOLDERS "${${lower}_SOURCE_DIR}" "${${lower}_BINARY_DIR}" PARENT_SCOPE)
endfunction()

heapgraph_library(CLI11 TARGETS CLI11::CLI11 MINIMUM 2.1
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.6.2.tar.gz
  SHA256 c6ea6b2e5608b3ea8617999bd5f47420c71b2ebdb8dc4767c1034d1da5785711
  OPTIONS CLI11_BUILD_TESTS=OFF CLI11_BUILD_EXAMPLES=OFF CLI11_BUILD_DOCS=OFF)
heapgraph_library(nlohmann_json TARGETS nlohmann_json::nlohmann_json MINIMUM 3.11
  URL https://github.com/nlohmann/json/archive/refs/tags/v3.12.0.tar.gz
  SHA256 4b92eb0c06d10683f7447ce9406cb97cd4b453be18d7279320f7b2f025c10187
  OPTIONS JSON_BuildTests=OFF)

set(simdjson_targets simdjson::simdjson simdjson)
set(zstd_targets zstd::libzstd_shared zstd::libzstd zstd::libzstd_static libzstd_static)
if(HEAPGRAPH_STATIC)
  set(simdjson_targets simdjson::simdjson_static ${simdjson_targets})
  set(zstd_targets zstd::libzstd_static libzstd_static)
  set(ZLIB_USE_STATIC_LIBS ON)
  # Some distributions have these as shared libraries alone.
  foreach(name fmt simdjson)
    find_library(heapgraph_static_${name} NAMES lib${name}_static.a lib${name}.a)
    if(NOT heapgraph_static_${name})
      set(CMAKE_DISABLE_FIND_PACKAGE_${name} ON)
    endif()
  endforeach()
endif()
if(NOT HEAPGRAPH_STATIC STREQUAL "${heapgraph_static_before}")
  # CMake remembers the kind of library that it found before.
  unset(ZLIB_LIBRARY_RELEASE CACHE)
  unset(ZLIB_LIBRARY_DEBUG CACHE)
  set(heapgraph_static_before ${HEAPGRAPH_STATIC} CACHE INTERNAL "")
endif()
heapgraph_library(fmt TARGETS fmt::fmt MINIMUM 9
  URL https://github.com/fmtlib/fmt/releases/download/12.2.0/fmt-12.2.0.zip
  SHA256 a2f4a8d51178f954e4c339007f77edd76ba0cb2e36f87a48e5a5403d9be5878f
  OPTIONS FMT_TEST=OFF FMT_DOC=OFF)
heapgraph_library(simdjson TARGETS ${simdjson_targets} MINIMUM 3.0
  URL https://github.com/simdjson/simdjson/archive/refs/tags/v4.6.4.tar.gz
  SHA256 b091107844fe928158c5c2265c20360fff312889ddf7ebc4528a0f0f8f2ff9cd
  OPTIONS SIMDJSON_DEVELOPER_MODE=OFF SIMDJSON_ENABLE_THREADS=OFF)
heapgraph_library(ZLIB TARGETS ZLIB::ZLIB zlibstatic MINIMUM 1.2 MODULE
  URL https://github.com/madler/zlib/releases/download/v1.3.2/zlib-1.3.2.tar.gz
  SHA256 bb329a0a2cd0274d05519d61c667c062e06990d72e125ee2dfa8de64f0119d16
  OPTIONS ZLIB_BUILD_TESTING=OFF ZLIB_BUILD_EXAMPLES=OFF ZLIB_BUILD_SHARED=OFF)
heapgraph_library(zstd TARGETS ${zstd_targets} MINIMUM 1.4
  URL https://github.com/facebook/zstd/releases/download/v1.5.7/zstd-1.5.7.tar.gz
  SHA256 eb33e51f49a15e023950cd7825ca74a4a2b43db8354825ac24fc1b7ee09e6fa3
  FOLDER build/cmake OPTIONS ZSTD_BUILD_PROGRAMS=OFF ZSTD_BUILD_SHARED=OFF ZSTD_BUILD_TESTS=OFF
  ZSTD_LEGACY_SUPPORT=OFF)
# Older versions of both leave their headers out of their targets.
if(ZLIB_BUILT)
  target_include_directories(${ZLIB_TARGET} SYSTEM INTERFACE "$<BUILD_INTERFACE:${ZLIB_FOLDERS}>")
endif()
if(zstd_BUILT)
  list(GET zstd_FOLDERS 0 zstd_source)
  target_include_directories(${zstd_TARGET} SYSTEM INTERFACE "$<BUILD_INTERFACE:${zstd_source}/lib>")
endif()
find_package(Threads REQUIRED)

# What heapgraph is linked with: libraries that are built here become a part of it, and the users of a static
# heapgraph must find the others.
set(heapgraph_built_libraries "")
set(heapgraph_installed_libraries Threads::Threads)
set(heapgraph_dependencies Threads)
foreach(name fmt simdjson ZLIB zstd)
  if(${name}_BUILT)
    list(APPEND heapgraph_built_libraries ${${name}_TARGET})
  else()
    list(APPEND heapgraph_installed_libraries ${${name}_TARGET})
    list(APPEND heapgraph_dependencies ${name})
  endif()
endforeach()
if(BUILD_SHARED_LIBS)
  set(heapgraph_dependencies "")
endif()
