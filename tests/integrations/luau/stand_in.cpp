// SPDX-License-Identifier: MIT
// Stands in for a Luau VM that leaks: each dump has 100 more tables in World.handlers, and garbage unless all
// of it was collected. Like Luau, it is compiled as C++, and only the public functions may have the linkage
// of C.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lua.h"

struct lua_State {
  int handlers;
  bool garbage;
};

extern "C" lua_State* stand_in_state() {
  static lua_State state{0, true};
  return &state;
}

// Lets one write of the stream fail, as on a disk that is full for a moment.
static void fail_once(FILE* file) {
  const int number = fileno(file);
  const int kept = dup(number);
  close(number);
  fputs("lost", file);
  fflush(file);
  dup2(kept, number);
  close(kept);
}

LUA_API int lua_gc(lua_State* L, int what, int) {
  if (what == LUA_GCCOLLECT) L->garbage = false;
  return 0;
}

void luaC_dump(lua_State* L, void* target, const char* (*category_name)(lua_State* L, uint8_t memcat)) {
  FILE* const file = static_cast<FILE*>(target);
  const char* const watched = getenv("STAND_IN_WATCH");
  if (watched && access(watched, F_OK) == 0) fprintf(stderr, "%s is there before it is whole\n", watched);

  if (getenv("STAND_IN_FAILS")) fail_once(file);

  L->handlers += 100;
  fprintf(file, "{\"objects\":{\n");
  fprintf(file, "\"0x10\":{\"type\":\"thread\",\"cat\":0,\"size\":64,\"env\":\"0x20\"},\n");
  fprintf(file, "\"0x20\":{\"type\":\"table\",\"cat\":0,\"size\":64,\"pairs\":[\"0x30\",\"0x40\"]},\n");
  fprintf(file, "\"0x30\":{\"type\":\"string\",\"cat\":0,\"size\":32,\"data\":\"World\"},\n");
  fprintf(file, "\"0x40\":{\"type\":\"table\",\"cat\":0,\"size\":64,\"pairs\":[\"0x50\",\"0x60\"]},\n");
  fprintf(file, "\"0x50\":{\"type\":\"string\",\"cat\":0,\"size\":32,\"data\":\"handlers\"},\n");
  fprintf(file, "\"0x60\":{\"type\":\"table\",\"cat\":0,\"size\":%d,\"array\":[", 64 + 16 * L->handlers);
  for (int i = 0; i < L->handlers; ++i) fprintf(file, "%s\"0x%x\"", i == 0 ? "" : ",", 0x1000 + 0x10 * i);
  fprintf(file, "]},\n");
  for (int i = 0; i < L->handlers; ++i) {
    fprintf(file, "\"0x%x\":{\"type\":\"table\",\"cat\":1,\"size\":56},\n", 0x1000 + 0x10 * i);
  }
  if (L->garbage) fprintf(file, "\"0x70\":{\"type\":\"table\",\"cat\":0,\"size\":777},\n");
  fprintf(file,
          "\"0\":{\"type\":\"userdata\",\"cat\":0,\"size\":0}\n},\"roots\":{\n\"mainthread\":\"0x10\"},");
  fprintf(file, "\"stats\":{\n\"size\":%d,\n\"categories\":{\n", 320 + 72 * L->handlers);
  if (category_name) {
    fprintf(file, "\"1\":{\"name\":\"%s\", \"size\":%d},\n", category_name(L, 1), 56 * L->handlers);
  }
  fprintf(file, "\"none\":{}\n}\n}}\n");
}

#ifndef STAND_IN_OLD
LUA_API void lua_memorydump(lua_State* L, void* file, lua_CategoryName category_name) {
  luaC_dump(L, file, category_name);
}
#endif
