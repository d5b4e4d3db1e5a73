/* SPDX-License-Identifier: MIT
 * Writes heap dumps of a Luau VM: one header for programs that embed Luau, in C99 or C++.
 *
 *   heapgraph_dump_result result = heapgraph_dump_next(L, "heap", NULL);  // heap.1.json, then heap.2.json,
 * ... if (result.code != HEAPGRAPH_DUMP_OK) fprintf(stderr, "%s\n", result.message);
 *
 * Each call collects all garbage, writes the dump beside its final name, and renames it. So a file with the
 * final name is always whole, and a call that fails leaves no new file. Call it between two runs of scripts
 * or from a C function, but not from a callback of the collector. One thread at a time may write a name.
 *
 * Define before the include, if needed:
 *   HEAPGRAPH_DUMP_GZIP      Allow dumps packed by gzip. The program must be linked with zlib.
 *   HEAPGRAPH_DUMP_OLD_LUAU  1 for a Luau before release 731, which has no lua_memorydump; 0 for a newer one.
 * Without it, the header tells them apart by a macro that came with that release. HEAPGRAPH_DUMP_PATH_MAX
 * Bytes of the longest path, 1024 unless defined. */
#ifndef HEAPGRAPH_DUMP_H
#define HEAPGRAPH_DUMP_H

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lua.h"

#ifdef HEAPGRAPH_DUMP_GZIP
#include <zlib.h>
#endif

#ifndef HEAPGRAPH_DUMP_OLD_LUAU
#ifdef LUA_VECTOR_DOUBLE
#define HEAPGRAPH_DUMP_OLD_LUAU 0
#else
#define HEAPGRAPH_DUMP_OLD_LUAU 1
#endif
#endif

#ifndef HEAPGRAPH_DUMP_PATH_MAX
#define HEAPGRAPH_DUMP_PATH_MAX 1024
#endif

/* Codes of a result. */
enum {
  HEAPGRAPH_DUMP_OK = 0,
  HEAPGRAPH_DUMP_BAD_PATH,      /* the path is empty or too long */
  HEAPGRAPH_DUMP_NO_GZIP,       /* the path ends in .gz, but HEAPGRAPH_DUMP_GZIP is not defined */
  HEAPGRAPH_DUMP_CANNOT_CREATE, /* the file could not be created */
  HEAPGRAPH_DUMP_CANNOT_WRITE,  /* the file could not be written whole */
  HEAPGRAPH_DUMP_CANNOT_RENAME  /* the whole file could not get its final name */
};

typedef struct heapgraph_dump_result {
  int code;
  char path[HEAPGRAPH_DUMP_PATH_MAX];          /* file of the dump, also if it could not be written */
  char message[HEAPGRAPH_DUMP_PATH_MAX + 256]; /* one line about the failure, or an empty text */
} heapgraph_dump_result;

/* Name of a memory category, as lua_memorydump asks for it. It must return a text for every category of
 * lua_setmemcat that is in use, never a null pointer. */
typedef const char* (*heapgraph_category_name)(lua_State* L, uint8_t memcat);

/* Collects all garbage and writes a dump to `path`. A file that is there already is replaced. The dump is
 * packed if the path ends in ".gz". `category_name` may be null. */
static inline heapgraph_dump_result heapgraph_dump(lua_State* L, const char* path,
                                                   heapgraph_category_name category_name);

/* The same for the next file of a series: NAME.1.json, NAME.2.json and so on, or NAME.1.json.gz where
 * HEAPGRAPH_DUMP_GZIP is defined. The next number is the first without a file, so nothing is replaced. Give
 * each run of the program a name of its own: objects are told apart by their addresses, which mean nothing in
 * another run. */
static inline heapgraph_dump_result heapgraph_dump_next(lua_State* L, const char* name,
                                                        heapgraph_category_name category_name);

/* What follows is no interface. */

#if HEAPGRAPH_DUMP_OLD_LUAU
/* Declared in VM/src/lgc.h since the first release, and compiled as C++ there. C code has to use its C++
 * name. */
#ifdef __cplusplus
void luaC_dump(lua_State* L, void* file, const char* (*category_name)(lua_State* L, uint8_t memcat));
#elif defined(__GNUC__)
#define HEAPGRAPH_DUMP_TEXT_OF(macro) #macro
#define HEAPGRAPH_DUMP_TEXT(macro) HEAPGRAPH_DUMP_TEXT_OF(macro)
void luaC_dump(lua_State* L, void* file, const char* (*category_name)(lua_State* L, uint8_t memcat)) __asm__(
    HEAPGRAPH_DUMP_TEXT(__USER_LABEL_PREFIX__) "_Z9luaC_dumpP9lua_StatePvPFPKcS0_hE");
#else
#error "With this compiler and a Luau before release 731, include heapgraph_dump.h in a C++ file"
#endif
#endif

#ifdef _WIN32
#ifdef __cplusplus
extern "C"
#endif
    __declspec(dllimport) int __stdcall MoveFileExA(const char* from, const char* to, unsigned long flags);
#endif

static inline void heapgraph_dump_fail(heapgraph_dump_result* result, int code, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(result->message, sizeof result->message, format, arguments);
  va_end(arguments);
  result->code = code;
}

static inline int heapgraph_dump_ends_in(const char* text, const char* ending) {
  const size_t length = strlen(text), of_ending = strlen(ending);
  return length >= of_ending && strcmp(text + length - of_ending, ending) == 0;
}

/* Writes `path` and `ending` behind it to `target`, which must have room for both. */
static inline void heapgraph_dump_join(char* target, const char* path, const char* ending) {
  const size_t length = strlen(path);
  memcpy(target, path, length);
  memcpy(target + length, ending, strlen(ending) + 1);
}

/* Renames a file and replaces the one of that name in one step. */
static inline int heapgraph_dump_rename(const char* from, const char* to) {
#ifdef _WIN32
  const unsigned long replace_existing = 1;
  if (MoveFileExA(from, to, replace_existing)) return 0;
  errno = EACCES;
  return -1;
#else
  return rename(from, to);
#endif
}

/* Creates a new file. What a killed process left under this name goes first; a link is not followed. */
static inline FILE* heapgraph_dump_create(const char* path) {
  remove(path);
  errno = 0;
#ifdef _WIN32
  return fopen(path, "wb");
#else
  return fopen(path, "wbx");
#endif
}

/* Writes the dump of the VM to `path`, or sets the code and the message of `result`. */
static inline void heapgraph_dump_write(lua_State* L, const char* path, heapgraph_category_name category_name,
                                        heapgraph_dump_result* result) {
  FILE* const file = heapgraph_dump_create(path);
  if (!file) {
    heapgraph_dump_fail(result, HEAPGRAPH_DUMP_CANNOT_CREATE, "%s cannot be created: %s", path,
                        strerror(errno));
    return;
  }
#if HEAPGRAPH_DUMP_OLD_LUAU
  luaC_dump(L, file, category_name);
#else
  lua_memorydump(L, file, category_name);
#endif
  {
    const int failed = ferror(file);
    const int not_closed = fclose(file) != 0;
    if (failed || not_closed) {
      heapgraph_dump_fail(result, HEAPGRAPH_DUMP_CANNOT_WRITE, "%s cannot be written whole: %s", path,
                          errno ? strerror(errno) : "unknown reason");
    }
  }
}

#ifdef HEAPGRAPH_DUMP_GZIP
/* Packs `plain`, which Luau can only write as it is, into `packed`. */
static inline void heapgraph_dump_pack(const char* plain, const char* packed, heapgraph_dump_result* result) {
  char block[16384];
  size_t size = 0;
  int failed = 0;
  FILE* const file = fopen(plain, "rb");
  gzFile target = Z_NULL;
  remove(packed);
  errno = 0;
  if (file) target = gzopen(packed, "wb6x");
  if (!target) {
    heapgraph_dump_fail(result, HEAPGRAPH_DUMP_CANNOT_CREATE, "%s cannot be created: %s", packed,
                        errno ? strerror(errno) : "no memory");
  } else {
    while (!failed && (size = fread(block, 1, sizeof block, file)) > 0) {
      failed = gzwrite(target, block, (unsigned)size) != (int)size;
    }
    failed = ferror(file) || failed;
    if (gzclose(target) != Z_OK || failed) {
      heapgraph_dump_fail(result, HEAPGRAPH_DUMP_CANNOT_WRITE, "%s cannot be written whole: %s", packed,
                          errno ? strerror(errno) : "unknown reason");
    }
  }
  if (file) fclose(file);
}
#endif

static inline heapgraph_dump_result heapgraph_dump(lua_State* L, const char* path,
                                                   heapgraph_category_name category_name) {
  /* Both names are longer than `path` by this much. */
  char plain[HEAPGRAPH_DUMP_PATH_MAX + 16];
  char packed[HEAPGRAPH_DUMP_PATH_MAX + 16];
  const int pack = heapgraph_dump_ends_in(path, ".gz");
  heapgraph_dump_result result;
  memset(&result, 0, sizeof result);
  if (!*path || strlen(path) >= sizeof result.path) {
    heapgraph_dump_fail(&result, HEAPGRAPH_DUMP_BAD_PATH, "the path of the dump %s",
                        *path ? "is too long: define HEAPGRAPH_DUMP_PATH_MAX" : "is empty");
    return result;
  }
  memcpy(result.path, path, strlen(path) + 1);
  heapgraph_dump_join(plain, path, ".part");
  heapgraph_dump_join(packed, path, ".part.gz");

#ifndef HEAPGRAPH_DUMP_GZIP
  if (pack) {
    heapgraph_dump_fail(&result, HEAPGRAPH_DUMP_NO_GZIP,
                        "%s cannot be packed: define HEAPGRAPH_DUMP_GZIP and link with zlib", path);
    return result;
  }
#endif

  lua_gc(L, LUA_GCCOLLECT, 0);
  heapgraph_dump_write(L, plain, category_name, &result);
#ifdef HEAPGRAPH_DUMP_GZIP
  if (pack && result.code == HEAPGRAPH_DUMP_OK) heapgraph_dump_pack(plain, packed, &result);
#endif
  if (result.code == HEAPGRAPH_DUMP_OK && heapgraph_dump_rename(pack ? packed : plain, path) != 0) {
    heapgraph_dump_fail(&result, HEAPGRAPH_DUMP_CANNOT_RENAME, "%s cannot be replaced: %s", path,
                        strerror(errno));
  }
  remove(plain);
  if (pack) remove(packed);
  return result;
}

static inline int heapgraph_dump_is_file(const char* path) {
  FILE* const file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}

static inline heapgraph_dump_result heapgraph_dump_next(lua_State* L, const char* name,
                                                        heapgraph_category_name category_name) {
  char path[HEAPGRAPH_DUMP_PATH_MAX + 32];  /* too long a name is refused by heapgraph_dump */
  char other[HEAPGRAPH_DUMP_PATH_MAX + 32]; /* the same number, packed if `path` is not */
  unsigned number = 0;
#ifdef HEAPGRAPH_DUMP_GZIP
  const char *ending = "json.gz", *other_ending = "json";
#else
  const char *ending = "json", *other_ending = "json.gz";
#endif
  do {
    ++number;
    snprintf(path, sizeof path, "%.*s.%u.%s", HEAPGRAPH_DUMP_PATH_MAX, name, number, ending);
    snprintf(other, sizeof other, "%.*s.%u.%s", HEAPGRAPH_DUMP_PATH_MAX, name, number, other_ending);
  } while (heapgraph_dump_is_file(path) || heapgraph_dump_is_file(other));
  return heapgraph_dump(L, path, category_name);
}

#endif
