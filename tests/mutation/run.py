#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes small wrong edits of the sources, one by one, and checks that a test fails each time.

Usage: tests/mutation/run.py [--subset] [--list] [TEXT...], from the top of the source tree. With a TEXT, only
edits whose file or name has one of them are made; with --subset, only a few that build quickly.

The edits stand in mutations.toml. The sources are copied to build/mutation/source and built there, so that the
tree at hand stays as it is. The test that is named with an edit runs first; if it passes, all tests of the
library and the program run until one fails, to tell which should be named. The exit code is 1 if the named test
does not catch an edit, or if an edit fits no longer or does not compile.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutation"
SOURCE = WORK / "source"
BUILD = WORK / "build"
JOBS = str(os.cpu_count() or 1)
TARGETS = ["heapgraph_tests", "heapgraph_program"]
SECONDS_OF_ONE_TEST = 90  # an edit may make a loop endless


def copy_sources():
    """Makes the copy equal to the tree at hand; files that are equal keep their time, so that little is built."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    for old in [path for path in SOURCE.rglob("*") if path.is_file()]:
        if str(old.relative_to(SOURCE)) not in names:
            old.unlink()
    for name in names:
        target = SOURCE / name
        if not target.exists() or target.read_bytes() != (ROOT / name).read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)


def run(command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def configure():
    command = ["cmake", "-G", "Ninja", "-S", SOURCE, "-B", BUILD, "-DCMAKE_BUILD_TYPE=Debug",
               "-DCMAKE_CXX_FLAGS_DEBUG=-O0", f"-DHEAPGRAPH_LIBRARY_SOURCES={ROOT / 'build' / 'sources'}"]
    if shutil.which("ccache"):
        command.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
    result = run(command)
    if result.returncode != 0:
        sys.exit(result.stdout)


def build():
    """The output of a build that fails, or nothing."""
    result = run(["cmake", "--build", BUILD, "--parallel", JOBS, "--target", *TARGETS])
    return result.stdout if result.returncode != 0 else ""


def ctest(*arguments):
    return run(["ctest", "--test-dir", BUILD, "--no-tests=error", "--parallel", JOBS,
                "--timeout", str(SECONDS_OF_ONE_TEST), *arguments])


def passes(names):
    exactly = "|".join(re.sub(r"([][\\^$.|?*+()])", r"\\\1", name) for name in names)
    return ctest("-R", f"^({exactly})$")


def first_failure(output):
    failed = re.search(r"^\s*\d+ - (.*) \((Failed|Timeout|SEGFAULT|.*)\)$", output, re.MULTILINE)
    return failed.group(1) if failed else "a test"


def verdict_of(mutation):
    """What became of an edit, and whether that is as it should be."""
    file = SOURCE / mutation["file"]
    original = file.read_text() if file.exists() else ""
    if original.count(mutation["before"]) != 1:
        return "fits no longer", False
    file.write_text(original.replace(mutation["before"], mutation["after"]))
    try:
        if problem := build():
            return f"does not compile\n{problem}", False
        if passes([mutation["test"]]).returncode != 0:
            return "caught", True
        everything = ctest("-L", "^(library|program)$", "--stop-on-failure")
        if everything.returncode != 0:
            return f"not caught by the test that is named, but by: {first_failure(everything.stdout)}", False
        return "SURVIVED", False
    finally:
        file.write_text(original)


def chosen(arguments):
    with open(ROOT / "tests" / "mutation" / "mutations.toml", "rb") as file:
        mutations = tomllib.load(file)["mutation"]
    for mutation in mutations:
        has_text = not arguments.text or any(
            text in mutation["file"] or text in mutation["name"] for text in arguments.text)
        if has_text and (mutation.get("subset") or not arguments.subset):
            yield mutation


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subset", action="store_true")
    parser.add_argument("--list", action="store_true", help="print the edits and make none")
    parser.add_argument("text", nargs="*")
    arguments = parser.parse_args()
    # Edits of one file follow each other, so that it is compiled once for each.
    mutations = sorted(chosen(arguments), key=lambda mutation: mutation["file"])
    if arguments.list:
        for mutation in mutations:
            print(f"{mutation['file']}: {mutation['name']}")
        return
    if not mutations:
        sys.exit("no such edit")

    SOURCE.mkdir(parents=True, exist_ok=True)
    copy_sources()
    configure()
    if problem := build():
        sys.exit(problem)
    names = sorted({mutation["test"] for mutation in mutations})
    unchanged = passes(names)
    if unchanged.returncode != 0:
        sys.exit(f"{unchanged.stdout}\nwithout an edit, a test fails")
    found = re.search(r"tests? failed out of (\d+)", unchanged.stdout)
    if found is None or int(found.group(1)) != len(names):
        sys.exit(f"{unchanged.stdout}\nnot all of these are tests:\n" + "\n".join(names))

    wrong = 0
    for mutation in mutations:
        begin = time.monotonic()
        verdict, is_right = verdict_of(mutation)
        wrong += not is_right
        print(f"{mutation['file']}: {mutation['name']}: {verdict} ({time.monotonic() - begin:.0f} s)", flush=True)
    print(f"{len(mutations) - wrong} of {len(mutations)} caught")
    sys.exit(1 if wrong else 0)


main()
