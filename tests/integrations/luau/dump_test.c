/* SPDX-License-Identifier: MIT
 * Writes dumps by heapgraph_dump.h and prints what comes back. It is compiled as C and as C++.
 * Usage: dump_test dump PATH | dump_test next NAME TIMES */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heapgraph_dump.h"

#ifdef __cplusplus
extern "C"
#endif
    lua_State* stand_in_state(void);

static const char* category_name(lua_State* L, uint8_t memcat) {
  (void)L;
  return memcat == 1 ? "players" : "other";
}

static int print_result(const heapgraph_dump_result* result) {
  printf("%d %s %s\n", result->code, result->path, result->message);
  return result->code != HEAPGRAPH_DUMP_OK;
}

int main(int count, char** arguments) {
  int failed = 0, i = 0;
  heapgraph_dump_result result;
  if (count == 3 && strcmp(arguments[1], "dump") == 0) {
    result = heapgraph_dump(stand_in_state(), arguments[2], NULL);
    return print_result(&result);
  }
  if (count != 4) return 2;
  for (i = 0; i < atoi(arguments[3]); ++i) {
    result = heapgraph_dump_next(stand_in_state(), arguments[2], category_name);
    failed |= print_result(&result);
  }
  return failed;
}
