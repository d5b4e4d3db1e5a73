# SPDX-License-Identifier: MIT
# Installs a build of heapgraph into a fresh folder, checks what is there, builds a project against it, and runs
# both programs: cmake -DBUILD=DIR -DSOURCE=DIR -DTESTDATA=DIR [-DSHARED=ON] [-DCOMPILER=FILE] [-DFLAGS=TEXT]
#   -P run.cmake
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN}: exit code ${code}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

set(root "${BUILD}/package-test")
file(REMOVE_RECURSE "${root}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${root}/prefix")

# Libraries that were built with heapgraph are no part of what is installed.
file(GLOB_RECURSE installed RELATIVE "${root}/prefix" "${root}/prefix/*")
set(ours "^(bin/heapgraph|include/heapgraph/[a-z_]+\\.h|share/doc/heapgraph/LICENSE\\.txt)$")
set(ours_too "^lib[^/]*(/[^/]*-linux-gnu)?/(libheapgraph\\.[a-z0-9.]+|cmake/heapgraph/heapgraph-[a-z-]+\\.cmake)$")
foreach(file IN LISTS installed)
  if(NOT file MATCHES "${ours}" AND NOT file MATCHES "${ours_too}")
    message(FATAL_ERROR "${file} is installed, and is nothing of heapgraph's")
  endif()
endforeach()
if(NOT "share/doc/heapgraph/LICENSE.txt" IN_LIST installed)
  message(FATAL_ERROR "the licence is not installed")
endif()
if(SHARED)
  file(GLOB names RELATIVE "${root}/prefix" "${root}/prefix/lib*/libheapgraph.so.?.?")
  if(NOT names)
    message(FATAL_ERROR "the shared library has no name with the version of its interface: ${installed}")
  endif()
endif()

if(SHARED)
  # Its users need nothing of what it is built with.
  foreach(library simdjson ZLIB zstd)
    list(APPEND without "-DCMAKE_DISABLE_FIND_PACKAGE_${library}=ON")
  endforeach()
  file(GLOB library "${root}/prefix/lib*/libheapgraph.so")
  run(nm -D -C --defined-only "${library}")
  if(NOT output MATCHES "heapgraph::load_snapshot" OR output MATCHES "simdjson|nlohmann|fmt::|ZSTD|inflate")
    message(FATAL_ERROR "the shared library shows more than its interface, or less:\n${output}")
  endif()
endif()
if(COMPILER)
  set(compiler "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
endif()
run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${root}/build" "-DCMAKE_PREFIX_PATH=${root}/prefix"
  -DCMAKE_BUILD_TYPE=Release ${compiler} ${without})
run("${CMAKE_COMMAND}" --build "${root}/build")
run("${root}/build/embedder" "${TESTDATA}/snapshots/game.2.json")
if(NOT output STREQUAL "561523\n")
  message(FATAL_ERROR "the embedder printed ${output}")
endif()
run("${root}/prefix/bin/heapgraph" --version)
