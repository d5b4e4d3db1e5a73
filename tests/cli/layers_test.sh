#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The sources are in layers: a folder of src includes only itself and those before it in the order below. Only the
# table of readers includes a runtime; a source includes the header of its own name first; files are short.
# Usage: layers_test.sh, from the top of the source tree.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

layers='heapgraph base heap runtimes graph tree report limits analyze output cli manual'
most_lines=400

sources() {  # FOLDER...
  find "$@" \( -name '*.h' -o -name '*.cpp' \) | sort
}

violations() {  # FOLDER with include, src and tests
  (
    cd "$1" || exit
    sources include src | xargs awk -v layers="$layers" '
      function exists(file,  line, status) {
        status = (getline line < file)
        close(file)
        return status >= 0
      }
      BEGIN {
        count = split(layers, names, " ")
        for (i = 1; i <= count; ++i) rank[names[i]] = i
      }
      FNR == 1 {
        split(FILENAME, parts, "/")
        layer = parts[2]
        own = ""
        if (FILENAME ~ /\.cpp$/) {
          own = substr(FILENAME, 5, length(FILENAME) - 8) ".h"
          if (!exists("src/" own)) sub(/^.*\//, "heapgraph/", own)
          if (!exists("src/" own) && !exists("include/" own)) own = ""
        }
        if (!(layer in rank) && layer != "assets") print FILENAME ": " layer " is none of the layers"
      }
      /^ *# *include/ {
        split($0, parts, /[<>"]/)
        included = parts[2]
        if (own != "" && included != own) print FILENAME ": the first header is " included ", not " own
        own = ""
        if ($0 !~ /"/) next
        split(included, parts, "/")
        target = parts[1]
        if (target == "assets") {
          if (layer != "output" && layer != "assets") print FILENAME ": " included " is for output alone"
        } else if (!(target in rank) || layer == "assets" || rank[target] > rank[layer]) {
          print FILENAME ": " included " is not in a layer above"
        }
        if (included ~ /^runtimes\/[^\/]*\// && FILENAME != "src/runtimes/readers.cpp") {
          runtime = "src/" parts[1] "/" parts[2] "/"
          if (index(FILENAME, runtime) != 1) print FILENAME ": " included " is for the table of readers alone"
        }
      }'
    sources include src tests | xargs wc -l |
      awk -v most="$most_lines" '$2 != "total" && $1 > most { print $2 ": " $1 " lines, at most " most }'
  )
}

# Each rule can be broken.
mkdir -p "$scratch"/include/heapgraph "$scratch"/src/{base,heap,runtimes/luau,assets,other} "$scratch/tests"
echo '#include "base/text.h"' >"$scratch/include/heapgraph/load.h"
echo '#include "assets/assets.h"' >"$scratch/src/base/text.h"
printf '#include <vector>\n#include "base/text.h"\n' >"$scratch/src/base/text.cpp"
printf '#include "base/text.h"\n#include "heapgraph/load.h"\n' >"$scratch/src/heap/load.cpp"
echo '#include "runtimes/luau/reader.h"' >"$scratch/src/heap/reader.cpp"
echo '#include "runtimes/luau/reader.h"' >"$scratch/src/runtimes/readers.cpp"
echo '#include "runtimes/luau/reader.h"' >"$scratch/src/runtimes/load.h"
echo '#include "heapgraph/load.h"' >"$scratch/src/runtimes/luau/reader.h"
echo '#include "base/text.h"' >"$scratch/src/assets/assets.h"
echo >"$scratch/src/other/one.cpp"
yes '' | head -401 >"$scratch/tests/long.cpp"
yes '' | head -400 >"$scratch/tests/short.cpp"
violations "$scratch" >"$scratch/found"
diff -u - "$scratch/found" <<'END' || { echo "FAILED: the check does not find what is wrong"; exit 1; }
include/heapgraph/load.h: base/text.h is not in a layer above
src/assets/assets.h: base/text.h is not in a layer above
src/base/text.cpp: the first header is vector, not base/text.h
src/base/text.h: assets/assets.h is for output alone
src/heap/load.cpp: the first header is base/text.h, not heapgraph/load.h
src/heap/reader.cpp: runtimes/luau/reader.h is not in a layer above
src/heap/reader.cpp: runtimes/luau/reader.h is for the table of readers alone
src/other/one.cpp: other is none of the layers
src/runtimes/load.h: runtimes/luau/reader.h is for the table of readers alone
tests/long.cpp: 401 lines, at most 400
END

violations . >"$scratch/found"
if [ -s "$scratch/found" ]; then
  sed 's/^/FAILED: /' "$scratch/found"
  exit 1
fi
echo "every include leads to a layer above"
