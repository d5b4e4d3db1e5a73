#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Each file of the repository has a copyright and a licence whose text is in LICENSES, in a header or by REUSE.toml.
# This is the core of `reuse lint`, for machines without it. Understood of REUSE.toml is what ours has: strings, and
# lists of strings on one line.
# Usage: reuse_test.sh, from the top of the source tree. Exit code 77: skipped, because this is no clone of a
# repository, or there is no git.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# REUSE-IgnoreStart

if ! git rev-parse --git-dir >/dev/null 2>&1; then
  echo "SKIPPED: this is no clone of heapgraph, or there is no git to list its files"
  exit 77
fi

# All annotations of REUSE.toml, last one first, a pattern a line: regular expression, precedence, copyright, licence.
annotations() {
  awk '
    function text(value) {
      if (value !~ /^"[^"]*"$/) { print "REUSE.toml:" FNR ": not understood: " value >"/dev/stderr"; exit 1 }
      return substr(value, 2, length(value) - 2)
    }
    function add_patterns(  i, pattern, lines) {
      for (i = 1; i <= count; ++i) {
        pattern = text(patterns[i])
        gsub(/[.+?^$(){}|\[\]]/, "\\\\&", pattern)
        gsub(/\*\*/, "\001", pattern)
        gsub(/\*/, "[^/]*", pattern)
        gsub(/\001/, ".*", pattern)
        lines = lines "^" pattern "$\t" precedence "\t" copyright "\t" licence "\n"
      }
      all = lines all
      count = 0; precedence = "closest"; copyright = ""; licence = ""
    }
    /^ *(#|$)/ || /^version = 1$/ { next }
    /^\[\[annotations\]\]$/ { add_patterns(); next }
    {
      key = $1
      sub(/^[^=]*= */, "")
      if (key == "path") { gsub(/^\[|\]$/, ""); count = split($0, patterns, / *, */) }
      else if (key == "precedence") precedence = text($0)
      else if (key == "SPDX-FileCopyrightText") copyright = text($0)
      else if (key == "SPDX-License-Identifier") licence = text($0)
      else text(key)
    }
    END { add_patterns(); printf "%s", all }' REUSE.toml
}

# Licences and copyrights that files name themselves, one a line: file, key, value.
headers() {
  xargs -0 awk '
    FNR == 1 { ignored = 0 }
    /REUSE-Ignore[S]tart/ { ignored = 1 }
    /REUSE-Ignore[E]nd/ { ignored = 0 }
    !ignored && match($0, /SPDX-(License-Identifier|FileCopyrightText): */) {
      key = substr($0, RSTART, RLENGTH)
      value = substr($0, RSTART + RLENGTH)
      sub(/ *(\*\/|-->)? *\r?$/, "", value)
      sub(/: */, "", key)
      print FILENAME "\t" key "\t" value
    }'
}

violations() {  # FOLDER with a repository
  (
    cd "$1" || exit
    # What REUSE leaves out: texts of licences, its own file, empty files.
    git ls-files -z | grep -zvE '^LICENSES/|(^|/)(LICEN[CS]E|COPYING)([-.][^/]*)?$|\.license$|^REUSE\.toml$' |
      while IFS= read -r -d '' file; do [ ! -s "$file" ] || printf '%s\0' "$file"; done >"$scratch/files"
    annotations >"$scratch/annotations" || echo "REUSE.toml: cannot be read"
    headers <"$scratch/files" >"$scratch/headers"
    tr '\0' '\n' <"$scratch/files" | awk -F'\t' -v texts="$(cd LICENSES && echo *)" '
      BEGIN { count = split(texts, names, " "); for (i = 1; i <= count; ++i) has_text[names[i]] = 1 }
      FILENAME ~ /annotations$/ { ++rules; rule[rules] = $1; precedence[rules] = $2; copyright[rules] = $3; licence[rules] = $4; next }
      FILENAME ~ /headers$/ {
        if ($2 ~ /License/) own_licence[$1] = own_licence[$1] $3 "\n"
        else own_copyright[$1] = $3
        next
      }
      {
        for (i = 1; i <= rules && $0 !~ rule[i]; ++i) {}
        licences = own_licence[$0]
        holder = own_copyright[$0]
        if (licences == "" || precedence[i] == "override") licences = licence[i] "\n"
        else if (precedence[i] == "aggregate") licences = licences licence[i] "\n"
        if (holder == "" || precedence[i] == "override") holder = copyright[i]
        if (holder == "") print $0 ": no copyright"
        some = 0
        count = split(licences, each, "\n")
        for (i = 1; i <= count; ++i) {
          if (each[i] == "") continue
          some = 1
          used[each[i] ".txt"] = 1
          if (!(each[i] ".txt" in has_text)) print $0 ": no text of the licence \"" each[i] "\" in LICENSES"
        }
        if (!some) print $0 ": no licence"
      }
      END { for (name in has_text) if (!(name in used)) print "LICENSES/" name ": no file has this licence" }
    ' "$scratch/annotations" "$scratch/headers" - | sort
  )
}

# Each rule can be broken.
wrong=$scratch/wrong
mkdir -p "$wrong"/{LICENSES,src,data/deep}
cat >"$wrong/REUSE.toml" <<'END'
version = 1
[[annotations]]
path = ["src/**", "data/*"]
precedence = "aggregate"
SPDX-FileCopyrightText = "2026 Somebody"
[[annotations]]
path = "data/*.json"
SPDX-FileCopyrightText = "2026 Somebody"
SPDX-License-Identifier = "MIT"
[[annotations]]
path = "src/made.js"
precedence = "override"
SPDX-FileCopyrightText = "2026 Somebody"
SPDX-License-Identifier = "Zlib"
END
touch "$wrong"/LICENSES/{MIT,Zlib,ISC}.txt "$wrong/src/empty.c"
echo '// SPDX-License-Identifier: MIT' >"$wrong/src/good.c"
echo '/* SPDX-License-Identifier: MIT */' >"$wrong/src/good.css"
echo '// SPDX-License-Identifier: MIT; made' | tee "$wrong/src/made.js" >"$wrong/src/made too.js"
echo '// SPDX-License-Identifier: Unknown' >"$wrong/src/unknown.c"
echo 'int i;' >"$wrong/src/none.c"
echo '{}' | tee "$wrong/data/good.json" >"$wrong/data/deep/none.json"
echo '// SPDX-License-Identifier: MIT' >"$wrong/no_copyright.c"
git -C "$wrong" init --quiet && git -C "$wrong" add --all
violations "$wrong" >"$scratch/found"
diff -u - "$scratch/found" <<'END' || { echo "FAILED: the check does not find what is wrong"; exit 1; }
LICENSES/ISC.txt: no file has this licence
data/deep/none.json: no copyright
data/deep/none.json: no licence
no_copyright.c: no copyright
src/made too.js: no text of the licence "MIT; made" in LICENSES
src/none.c: no licence
src/unknown.c: no text of the licence "Unknown" in LICENSES
END

violations . >"$scratch/found"
if [ -s "$scratch/found" ]; then
  sed 's/^/FAILED: /' "$scratch/found"
  exit 1
fi
echo "$(tr -cd '\0' <"$scratch/files" | wc -c) files have a copyright and a licence"
# REUSE-IgnoreEnd
