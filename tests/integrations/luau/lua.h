/* SPDX-License-Identifier: MIT
 * The part of Luau's lua.h that heapgraph_dump.h uses. STAND_IN_OLD makes it that of a release before 731. */
#ifndef STAND_IN_LUA_H
#define STAND_IN_LUA_H

#include <stdint.h>

#ifndef LUA_API
#define LUA_API extern
#endif
#ifndef STAND_IN_OLD
#define LUA_VECTOR_DOUBLE 0
#endif

typedef struct lua_State lua_State;

enum lua_GCOp { LUA_GCSTOP, LUA_GCRESTART, LUA_GCCOLLECT };

LUA_API int lua_gc(lua_State* L, int what, int data);

#ifndef STAND_IN_OLD
typedef const char* (*lua_CategoryName)(lua_State* L, uint8_t memcat);
LUA_API void lua_memorydump(lua_State* L, void* file, lua_CategoryName categoryName);
#endif

#endif
