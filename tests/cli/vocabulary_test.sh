#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Code outside src/runtimes names no type, reference or phrase of one runtime. Comments may, as examples.
# Usage: vocabulary_test.sh, from the top of the source tree.
set -u
failures=0

# Words of code that must not stand alone, nor as a part of a name between underscores.
words='[Ll]uau|lua|metatable|upvalues?|proto|protos|env|__env|__meta|__proto|__stack|__class|__super|__type|__mode|userdata|lua_[a-z]+|LUA_[A-Z]+|mainthread|lightuserdata|closures?|stacknames|membernames'
# Types that are everyday words too. They must not be the text of a literal.
types='string|table|function|thread|buffer|class|object|proto|upvalue|userdata|"table|"tables|"strings'
# MatchBy::object and what is written for it are no type; "function" and "class" may be words of C++.
allowed='MatchBy::object|\{"object", "each object with itself|"object", MatchBy|\? "path" : "object"|match = "object"'

code() {  # FILE: prints it without comments, each line with its number
  sed -E 's@(^|[[:space:]])//.*$@@' "$1" | grep -nE '.' || true
}

while IFS= read -r file; do
  found=$(code "$file" | grep -vE '^[0-9]+:#include "runtimes/readers.h"|^[0-9]+:#include' |
    grep -E "(^|[^A-Za-z])(_|__)?($words)([^A-Za-z]|\$)|\"($types)[\" ]" | grep -vE "$allowed")
  if [ -n "$found" ]; then
    echo "FAILED: $file names things of a runtime:"
    echo "$found"
    failures=$((failures + 1))
  fi
  found=$(grep -nE '#include "runtimes/[a-z0-9_]+/' "$file")
  if [ -n "$found" ]; then
    echo "FAILED: $file includes a runtime's own header: $found"
    failures=$((failures + 1))
  fi
done < <(find src include \( -name '*.h' -o -name '*.cpp' \) -not -path 'src/runtimes/*' | sort)

# The test must be able to fail: the folder of Luau has many such words.
code src/runtimes/luau/vocabulary.cpp | grep -qE "metatable|upvalue" || { echo "FAILED: the search finds nothing"; failures=1; }

[ "$failures" -eq 0 ] || exit 1
echo "no runtime is named outside src/runtimes"
