# SPDX-License-Identifier: MIT
# Installs the build into a fresh folder, builds a project against it, and runs both programs.

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
run("${CMAKE_COMMAND}" -S "${SOURCE}" -B "${root}/build" "-DCMAKE_PREFIX_PATH=${root}/prefix" -DCMAKE_BUILD_TYPE=Release)
run("${CMAKE_COMMAND}" --build "${root}/build")
run("${root}/build/embedder" "${TESTDATA}/snapshots/game.2.json")
if(NOT output STREQUAL "561523\n")
  message(FATAL_ERROR "the embedder printed ${output}")
endif()
run("${root}/prefix/bin/heapgraph" --version)
