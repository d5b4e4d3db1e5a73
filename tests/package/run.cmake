# SPDX-License-Identifier: MIT
# Installs a build of heapgraph into a fresh folder, checks what is there, builds the examples against it, and runs
# all programs: cmake -DBUILD=DIR [-DSHARED=ON] [-DCOMPILER=FILE] [-DFLAGS=TEXT] -P run.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/api.cmake")

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN}: exit code ${code}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# What an example says of two dumps of a game, and its exit code.
function(check_example expected_code expected name)
  set(dumps "${source}/testdata/snapshots/game.1.json" "${source}/testdata/snapshots/game.2.json")
  execute_process(COMMAND "${root}/build/${name}" ${dumps} ${ARGN}
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT code STREQUAL expected_code OR NOT output STREQUAL expected)
    message(FATAL_ERROR "${name} ${ARGN}: exit code ${code}, not ${expected_code}, or other output:\n${output}${errors}")
  endif()
endfunction()

cmake_path(SET source NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../..")

set(root "${BUILD}/package-test")
file(REMOVE_RECURSE "${root}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${root}/prefix")

# Libraries that were built with heapgraph are no part of what is installed.
file(GLOB_RECURSE installed RELATIVE "${root}/prefix" "${root}/prefix/*")
set(ours "^(bin/heapgraph|include/heapgraph/[a-z_]+\\.h|share/doc/heapgraph/.+)$")
set(ours_too "^lib[^/]*(/[^/]*-linux-gnu)?/(libheapgraph\\.[a-z0-9.]+|cmake/heapgraph/heapgraph-[a-z-]+\\.cmake)$")
set(manual bash-completion/completions/heapgraph fish/vendor_completions.d/heapgraph.fish man/man1/heapgraph.1
  zsh/site-functions/_heapgraph)
list(TRANSFORM manual PREPEND share/)
foreach(file IN LISTS manual)
  if(NOT file IN_LIST installed)
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
file(READ "${root}/prefix/share/man/man1/heapgraph.1" man_page)
if(NOT man_page MATCHES "\"heapgraph [0-9]+\\.[0-9]+\\.[0-9]+\"" OR man_page MATCHES "@PROJECT")
  message(FATAL_ERROR "the man page has no version")
endif()
list(REMOVE_ITEM installed ${manual})
foreach(file IN LISTS installed)
  if(NOT file MATCHES "${ours}" AND NOT file MATCHES "${ours_too}")
    message(FATAL_ERROR "${file} is installed, and is nothing of heapgraph's")
  endif()
endforeach()
foreach(document LICENSE.txt README.md CHANGELOG.md docs/ci.md)
  if(NOT "share/doc/heapgraph/${document}" IN_LIST installed)
    message(FATAL_ERROR "${document} is not installed")
  endif()
endforeach()
check_api("${root}/prefix/include" "${root}" "HEAPGRAPH_BLESS=1 ctest --test-dir ${BUILD} -R '^package$'")
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
  if(output MATCHES "simdjson|nlohmann|fmt::|ZSTD|inflate")
    message(FATAL_ERROR "the shared library shows more than its interface:\n${output}")
  endif()
  check_exports("${output}" "${root}/prefix/include")
endif()
if(COMPILER)
  set(compiler "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_CXX_FLAGS=${FLAGS}")
endif()
run("${CMAKE_COMMAND}" -S "${source}/examples" -B "${root}/build" "-DCMAKE_PREFIX_PATH=${root}/prefix"
  -DCMAKE_BUILD_TYPE=Release ${compiler} ${without})
run("${CMAKE_COMMAND}" --build "${root}/build")
check_example(0 [=[
87.6% of the growth hangs from _G.World.Heartbeat.handlers: 50 new functions anonymous (game.luau:23) hold 178.4 KB. Entries are added and none is removed. They are also held by _G.World.PlayerLeft.handlers; cutting both frees 177.4 KB; cutting only the first frees nothing.
182676 bytes at _G.World.Heartbeat.handlers[*]: function anonymous (game.luau:23)
13024 bytes at _G.World.PlayerLeft.handlers[*]: function anonymous (game.luau:27)
12906 bytes at _G.World["Session Log"][*]: table {message}
]=] find_leak)
check_example(1 "grew by 208606 bytes of 208605\n" fail_on_growth 208605)
check_example(0 "grew by 208606 bytes of 208606\n" fail_on_growth 208606)
check_example(2 "" fail_on_growth "no size")
run("${root}/prefix/bin/heapgraph" --version)
