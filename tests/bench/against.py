#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times two builds of heapgraph in turn on the same dumps, and prints the ratios of time, processor and memory.

against.py BUILD OTHER [ENTITIES]     BUILD is a build folder with the tests, OTHER the program of another build,
                                      ENTITIES the size of the dumps (97,000: 115 and 133 MB)

Each command runs seven times with each program, A B A B …, after one run that does not count; a ratio is the median of
those of the pairs, so that it holds on a machine whose speed drifts.
"""
import os, statistics, subprocess, sys, tempfile, time

build, other = sys.argv[1:3]
entities = int(sys.argv[3]) if len(sys.argv) > 3 else 97000
pairs = 7


def measure(command):
    begin = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command}: status {status}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as folder:
    old, new = (os.path.join(folder, name) for name in ("old.json", "new.json"))
    for path, count, skip in ((old, entities, 0), (new, entities * 23 // 20, entities // 10)):
        with open(path, "wb") as out:
            generate = os.path.join(build, "tests", "heapgraph_bench_generate")
            subprocess.run([generate, str(count), str(skip)], stdout=out, check=True)
    commands = {
        "OLD NEW > out.svg": [old, new],
        "--threads 1 OLD NEW": ["--threads", "1", old, new],
        "-f text OLD NEW": ["-f", "text", old, new],
        "--tree dominators OLD NEW": ["--tree", "dominators", old, new],
        "--match path OLD NEW": ["--match", "path", old, new],
        "--settle OLD NEW NEW": ["--settle", old, new, new],
        "NEW": [new],
    }
    print("| heapgraph | time | processor | memory | memory of BUILD |\n|---|---|---|---|---|")
    for name, arguments in commands.items():
        ratios, memory = [], []
        for turn in range(pairs + 1):
            ours = measure([os.path.join(build, "heapgraph"), *arguments])
            theirs = measure([other, *arguments])
            if turn == 0:
                continue
            ratios.append([a / b for a, b in zip(ours, theirs)])
            memory.append(ours[2])
        cells = " | ".join(f"{statistics.median(column):.2f}" for column in zip(*ratios))
        print(f"| {name} | {cells} | {statistics.median(memory):.0f} MiB |", flush=True)
