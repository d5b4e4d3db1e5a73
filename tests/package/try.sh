#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tries the packages as a user would, on a Debian or Ubuntu where nothing of heapgraph is installed: installs the
# package, which needs no other one, and runs its program and that of the archive as an ordinary user; then installs a
# compiler, builds the examples against each library, and removes the package again.
# Usage: try.sh SOURCE PACKAGES, as root. SOURCE is the source tree, PACKAGES a folder with one package and one archive.
set -euo pipefail
source=$(realpath "$1")
packages=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
dumps=("$source/testdata/snapshots/game.1.json" "$source/testdata/snapshots/game.2.json")
snapshot=$source/testdata/v8/weak.2.heapsnapshot.zst

fail() {
  echo "FAILED: $*"
  exit 1
}

# An ordinary user, without anything that this shell has set.
as_user() {
  setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"
}

# Says what leaks, draws the picture, reads the other runtime, and fails at a limit.
try_program() {  # PROGRAM
  [ "$(as_user "$1" --version)" = "heapgraph $version" ] || fail "$1 is not version $version"
  as_user "$1" -f text "${dumps[@]}" | grep -F 'hangs from _G.World.Heartbeat.handlers' >/dev/null || fail "$1 does not say what leaks"
  as_user "$1" -o "$scratch/out.svg" "${dumps[@]}"
  grep -q '</svg>' "$scratch/out.svg" || fail "$1 draws no picture"
  as_user "$1" -f text "$snapshot" >/dev/null || fail "$1 does not read a snapshot of V8"
  local status=0
  as_user "$1" -f text --limit 1KB "${dumps[@]}" >/dev/null 2>&1 || status=$?
  [ "$status" -eq 1 ] || fail "$1 ends with $status, not 1, where a limit is exceeded"
}

try_library() {  # NAME [PREFIX]
  cmake -S "$source/examples" -B "$scratch/$1" -DCMAKE_BUILD_TYPE=Release ${2:+"-DCMAKE_PREFIX_PATH=$2"} >/dev/null
  grep -q "^heapgraph_DIR:PATH=${2:-/usr}/" "$scratch/$1/CMakeCache.txt" || fail "another library than that of $1 was found"
  cmake --build "$scratch/$1" >/dev/null
  "$scratch/$1/find_leak" "${dumps[@]}" | grep -F 'hangs from _G.World.Heartbeat.handlers' >/dev/null ||
    fail "a program that uses the library of $1 does not say what leaks"
}

chmod 777 "$scratch"
package=$(echo "$packages"/heapgraph_*.deb)
archive=$(echo "$packages"/heapgraph-*.tar.gz)
[ -f "$package" ] && [ -f "$archive" ] || fail "there is not one package and one archive in $packages"
(cd "$packages" && sha256sum --check --quiet ./*.sha256)
version=$(dpkg-deb --field "$package" Version)

echo "-- $package"
dpkg -i "$package"
try_program /usr/bin/heapgraph
[ -s /usr/share/doc/heapgraph/copyright ] || fail "the package has no licence"

echo "-- $archive"
mkdir "$scratch/archive"
tar -x --strip-components=1 -f "$archive" -C "$scratch/archive"
chmod 755 "$scratch/archive"
try_program "$scratch/archive/bin/heapgraph"
[ -s "$scratch/archive/share/doc/heapgraph/THIRD-PARTY.txt" ] || fail "the archive does not name the libraries in it"

echo "-- the library"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends g++ cmake make >/dev/null
try_library package
dpkg --purge heapgraph
left=$(find / -xdev -name '*heapgraph*' -not -path "$source*" -not -path "$packages*" -not -path "$scratch*" -not -path '/proc/*')
[ -z "$left" ] || fail "removing the package leaves $left"
try_library archive "$scratch/archive"
echo "the packages of heapgraph $version work on $(. /etc/os-release && echo "$PRETTY_NAME")"
