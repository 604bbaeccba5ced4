#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds `koopman homology` against Ripser (Debian package ripser): the same files, in turns, medians of each.

  bench-homology.py [ROUNDS]     three rounds by default, one without a threshold; needs target/koopman.jar

Each line has wall seconds, processor seconds (all threads, the compiler's and the garbage collector's among them) and the
most memory held, ours and Ripser's, and the three ratios. Ours is started by environment/koopman.sh, whose archive is there
by then; the start of the Java machine and the reading of the file count. Where that start is much of it, the next lines give
the same by plain `java -jar`, and the computation alone, in a Java machine that is running already, as a notebook's is. The
last case, dimension 0 of 10,000 points of 784 numbers, uses MNIST's test images where KOOPMAN_DATA names a folder with
t10k-images-idx3-ubyte.gz, else drawn points. Both must give the same intervals.
"""
import gzip
import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
RIPSER_SECONDS = 300
START_MATTERS = 1  # second
HERE = os.path.dirname(os.path.abspath(__file__))
JAR = os.path.join(HERE, "..", "target", "koopman.jar")
PLAIN = ["java", "-jar", JAR]
LAUNCHER = [os.path.join(HERE, "koopman.sh")]


def ring(size=2000, dimension=10, noise=0.15):
    draw = random.Random(1)
    for _ in range(size):
        angle = draw.uniform(0, 2 * math.pi)
        centre = [math.cos(angle), math.sin(angle)] + [0] * (dimension - 2)
        yield [round(x + draw.gauss(0, noise), 6) for x in centre]


def uniform(size=2000, dimension=10):
    draw = random.Random(2)
    for _ in range(size):
        yield [round(draw.random(), 6) for _ in range(dimension)]


def images(size=10_000):
    file = os.path.join(os.environ.get("KOOPMAN_DATA", ""), "t10k-images-idx3-ubyte.gz")
    if os.path.exists(file):
        with gzip.open(file) as stream:
            pixels = stream.read()[16:]
        return "MNIST", [list(pixels[784 * i:784 * (i + 1)]) for i in range(size)]
    draw = random.Random(3)
    return "drawn", [[draw.randrange(256) for _ in range(784)] for _ in range(size)]


def run(command, seconds):
    """Returns wall seconds, CPU seconds, peak MB and output; the output is None when it failed or took too long."""
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        process = subprocess.Popen(["timeout", str(seconds), *command], stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        out.seek(0)
        text = out.read().decode() if process.returncode == 0 else None
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def ours(start, file, dimension, threshold):
    command = start + ["homology", file, "--max-dimension", str(dimension)]
    return command + (["--threshold", str(threshold)] if threshold else [])


def running(file, dimension, threshold):
    """Returns the median seconds of ten computations after as many, by JMH (bench-jmh.sh)."""
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        subprocess.run(["bash", os.path.join(HERE, "bench-jmh.sh"), "Homology.ofPoints$", "-p", f"file={file}", "-p",
                        f"dimension={dimension}", "-p", f"threshold={threshold or 'Infinity'}", "-rf", "json", "-rff", result.name],
                       check=True, stdout=subprocess.DEVNULL)
        return statistics.median(json.load(result)[0]["primaryMetric"]["rawData"][0]) / 1000


def ripser(file, dimension, threshold):
    command = ["ripser", "--format", "point-cloud", "--dim", str(dimension)]
    return command + (["--threshold", str(threshold)] if threshold else []) + [file]


def intervals(text):
    """Counts intervals longer than rounding by dimension, and adds up their lengths."""
    dimension, found = None, {}
    for line in text.splitlines():
        heading = re.match(r"persistence intervals in dim (\d)", line)
        dimension = int(heading[1]) if heading else dimension
        pair = re.match(r" \[([^,]*),([^)]+)\)", line) or re.match(r"\d,([\d.E-]+),([\d.E-]+)$", line)
        key = dimension if dimension is not None else line[:1]
        if pair and pair[2].strip() and float(pair[2]) - float(pair[1]) > 1e-4 * float(pair[2]):
            count, length = found.get(int(key), (0, 0))
            found[int(key)] = (count + 1, length + float(pair[2]) - float(pair[1]))
    return found


def same(a, b):
    return a.keys() == b.keys() and all(
        abs(a[key][0] - b[key][0]) <= 2 + a[key][0] / 500 and math.isclose(a[key][1], b[key][1], rel_tol=1e-3)
        for key in a)


def case(name, points, dimension, threshold, folder, rounds):
    file = os.path.join(folder, "points.csv")
    with open(file, "w") as stream:
        stream.writelines(",".join(map(str, point)) + "\n" for point in points)
    commands = {"koopman": ours(LAUNCHER, file, dimension, threshold), "plain": ours(PLAIN, file, dimension, threshold),
                "ripser": ripser(file, dimension, threshold)}
    runs = {tool: [] for tool in commands}
    for _ in range(rounds):
        for tool, command in commands.items():
            if not any(one[3] is None for one in runs[tool]):
                runs[tool].append(run(command, RIPSER_SECONDS))
    medians = {tool: [statistics.median(one[i] for one in all_) for i in range(3)] for tool, all_ in runs.items()}
    outputs = {tool: all_[-1][3] for tool, all_ in runs.items()}
    if outputs["koopman"] is None or outputs["koopman"] != outputs["plain"]:
        sys.exit(f"koopman homology failed on {name}, or by the launcher found something else")
    if outputs["ripser"] is None:
        print(f"{name:46} {line(medians['koopman'])}   Ripser fails or takes over {RIPSER_SECONDS} s", flush=True)
        return
    if not same(intervals(outputs["koopman"]), intervals(outputs["ripser"])):
        sys.exit(f"koopman and Ripser differ on {name}")
    print(row(name, medians["koopman"], medians["ripser"]), flush=True)
    if medians["ripser"][0] < START_MATTERS:
        print(row("  by java -jar", medians["plain"], medians["ripser"]))
        seconds = running(file, dimension, threshold)
        print(f"{'  in a running Java machine, without reading':46} {seconds:7.2f} s {'':55}"
              f"{seconds / medians['ripser'][0]:7.2f}", flush=True)


def row(name, ours_, theirs):
    return f"{name:46} {line(ours_)}   {line(theirs)}   " + " ".join(f"{a / b:6.2f}" for a, b in zip(ours_, theirs))


def line(median):
    return f"{median[0]:7.2f} s {median[1]:7.2f} s {median[2]:6.0f} MB"


def main():
    heading = f"{'wall':>9} {'processor':>9} {'memory':>9}"
    print(f"{'':46}{'koopman':>30}   {'Ripser':>29}   {'koopman / Ripser':>20}")
    print(f"{'medians of ' + str(ROUNDS) + ' rounds':46} {heading}   {heading}     wall  proc. memory")
    with tempfile.TemporaryDirectory() as folder:
        case("ring, 2,000 points in 10 d, H0+H1, to 0.6", ring(), 1, 0.6, folder, ROUNDS)
        case("thin ring, noise 0.1, to 0.6", ring(noise=0.1), 1, 0.6, folder, ROUNDS)
        case("ring, 20,000 points in 3 d, to 0.05", ring(20_000, 3, 0.1), 1, 0.05, folder, ROUNDS)
        case("the same, to 0.1", ring(20_000, 3, 0.1), 1, 0.1, folder, ROUNDS)
        case("ring, 20,000 points in 10 d, to 0.4", ring(20_000), 1, 0.4, folder, ROUNDS)
        case("ring, 2,000 points in 10 d, no threshold", ring(), 1, None, folder, 1)
        case("uniform, 2,000 points in 10 d, no threshold", uniform(), 1, None, folder, 1)
        name, points = images()
        case(f"{name}, 10,000 points in 784 d, H0", points, 0, None, folder, 1)


if __name__ == "__main__":
    main()
