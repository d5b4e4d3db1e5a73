# SPDX-License-Identifier: MIT
# The public API as a checked file: api.txt holds the installed headers without comments and blank lines, so that
# no change of the API goes unseen. HEAPGRAPH_BLESS=1 in the environment of the test rewrites it.

set(api_file "${CMAKE_CURRENT_LIST_DIR}/api.txt")
set(api_headers analyze.h api.h bounds.h budget.h error.h load.h output.h question.h report.h snapshot.h tree.h)

# The code of the headers below FOLDER, each after its name.
function(read_api result folder)
  set(api "")
  foreach(header IN LISTS api_headers)
    file(READ "${folder}/heapgraph/${header}" code)
    string(REGEX REPLACE "[ \t\r]*//[^\n]*" "" code "\n${code}\n")
    string(REGEX REPLACE "(\n[ \t\r]*)+\n" "\n" code "${code}")
    string(APPEND api "\n== heapgraph/${header}${code}")
  endforeach()
  string(SUBSTRING "${api}" 1 -1 api)
  set(${result} "${api}" PARENT_SCOPE)
endfunction()

# The headers below FOLDER are those of the API, and have the code of api.txt. REWRITE is the command that makes
# api.txt of them.
function(check_api folder scratch rewrite)
  file(GLOB_RECURSE installed RELATIVE "${folder}/heapgraph" "${folder}/*")
  list(SORT installed)
  if(NOT installed STREQUAL api_headers)
    message(FATAL_ERROR "the installed headers are\n  ${installed}\nand not\n  ${api_headers}")
  endif()
  read_api(api "${folder}")
  if(DEFINED ENV{HEAPGRAPH_BLESS})
    file(WRITE "${api_file}" "${api}")
  endif()
  file(WRITE "${scratch}/api.txt" "${api}")
  execute_process(COMMAND diff -uN --label api.txt --label installed "${api_file}" "${scratch}/api.txt"
    RESULT_VARIABLE code OUTPUT_VARIABLE difference ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "the public API is not that of tests/package/api.txt:\n${difference}${errors}"
      "If it is meant to change: ${rewrite}")
  endif()
endfunction()

# What a shared library exports of heapgraph is what the headers below FOLDER declare with HEAPGRAPH_API. SYMBOLS is
# what nm says of the library, demangled. Names are compared, without arguments; those of members are in their class.
function(check_exports symbols folder)
  list(REMOVE_ITEM api_headers api.h)  # where HEAPGRAPH_API itself is defined
  read_api(api "${folder}")
  string(REGEX MATCHALL "(class|struct) HEAPGRAPH_API [A-Za-z0-9_]+|HEAPGRAPH_API [^;{(]+\\(" declarations "${api}")
  foreach(declaration IN LISTS declarations)
    string(REGEX MATCH "([A-Za-z0-9_]+)\\(?$" declaration "${declaration}")
    list(APPEND declared "${CMAKE_MATCH_1}")
  endforeach()
  string(REGEX MATCHALL " [A-Za-z] [a-z -]*heapgraph::[A-Za-z0-9_]+" lines "${symbols}")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^.*::" "" name "${line}")
    list(APPEND exported "${name}")
  endforeach()
  set(hidden ${declared})
  set(undeclared ${exported})
  list(REMOVE_ITEM hidden ${exported})
  list(REMOVE_ITEM undeclared ${declared})
  list(REMOVE_DUPLICATES undeclared)
  if(NOT declared OR hidden OR undeclared)
    message(FATAL_ERROR "the shared library exports what no header declares with HEAPGRAPH_API: ${undeclared}\n"
      "or lacks what one does: ${hidden}\n${symbols}")
  endif()
endfunction()
