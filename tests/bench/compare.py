#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times whole runs of heapgraph beside other readers of the same files, in one run, and prints a table of ratios.

compare.py BUILD [ENTITIES]     BUILD is a build folder with the tests, ENTITIES the size (97,000: 115 and 133 MB)

Each command runs five times, in turn with the others; the fastest counts. Memory is the largest resident set.
"""
import os, subprocess, sys, tempfile, time

build = sys.argv[1]
entities = int(sys.argv[2]) if len(sys.argv) > 2 else 97000
tests = os.path.join(build, "tests")
heapgraph = os.path.join(build, "heapgraph")


def measure(command):
    begin = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command}: status {status}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


with tempfile.TemporaryDirectory() as folder:
    old, new, double = (os.path.join(folder, name) for name in ("old.json", "new.json", "double.json"))
    for path, count, skip in ((old, entities, 0), (new, entities * 23 // 20, entities // 10), (double, entities * 23 // 10, 0)):
        with open(path, "wb") as out:
            subprocess.run([os.path.join(tests, "heapgraph_bench_generate"), str(count), str(skip)], stdout=out, check=True)
    load = "import json, sys\nfor path in sys.argv[1:]: json.load(open(path))"
    commands = {
        "heapgraph OLD NEW > out.svg": [heapgraph, old, new],
        "heapgraph --threads 1 OLD NEW": [heapgraph, "--threads", "1", old, new],
        "heapgraph --tree dominators OLD NEW": [heapgraph, "--tree", "dominators", old, new],
        "heapgraph -f text OLD NEW": [heapgraph, "-f", "text", old, new],
        "heapgraph --match path OLD NEW": [heapgraph, "--match", "path", old, new],
        "heapgraph --settle OLD NEW NEW": [heapgraph, "--settle", old, new, new],
        "heapgraph NEW": [heapgraph, new],
        "heapgraph, a dump twice as large as NEW": [heapgraph, double],
        "simdjson On-Demand, every value visited": [os.path.join(tests, "heapgraph_bench_visit"), "simdjson", old, new],
        "nlohmann/json, SAX": [os.path.join(tests, "heapgraph_bench_visit"), "nlohmann", old, new],
        "cat": ["cat", old, new],
    }
    slow = {"Python, json.load": [sys.executable, "-c", load, old, new]}
    best = {}
    for turn in range(5):
        for name, command in (commands | (slow if turn == 0 else {})).items():
            seconds, memory = measure(command)
            fastest = min(seconds, best.get(name, (seconds, 0))[0])
            best[name] = (fastest, max(memory, best.get(name, (0, memory))[1]))
    own = best["heapgraph OLD NEW > out.svg"][0]
    sizes = [os.path.getsize(path) / 1e6 for path in (old, new)]
    print(f"OLD {sizes[0]:.0f} MB, NEW {sizes[1]:.0f} MB\n")
    print("| command | time | ratio | memory |\n|---|---|---|---|")
    for name, (seconds, memory) in best.items():
        print(f"| {name} | {seconds:.2f} s | {seconds / own:.2f} | {memory:.0f} MiB |")
