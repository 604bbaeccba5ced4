#!/usr/bin/python3
"""Holds `koopman homology` against Ripser (Debian package ripser): the same files, in turns, medians of each.

  bench-homology.py [ROUNDS]     three rounds by default; needs target/koopman.jar

Wall time counts the start of the Java machine and the reading of the file. Where that start is much of it, a second line
gives the computation alone, in a Java machine that is running already, as a notebook's is. The last case, dimension 0 of 10,000
points of 784 numbers, uses MNIST's test images where KOOPMAN_DATA names a folder with t10k-images-idx3-ubyte.gz,
else drawn points. Both must give the same intervals.
"""
import gzip
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


def ours(file, dimension, threshold):
    command = ["java", "-jar", JAR, "homology", file, "--max-dimension", str(dimension)]
    return command + (["--threshold", str(threshold)] if threshold else [])


def running(file, dimension, threshold):
    command = ["java", "-cp", JAR, os.path.join(HERE, "Homology.java"), file, str(dimension), str(threshold or "Infinity")]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


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
    times = {"koopman": [], "ripser": []}
    failed = False
    for _ in range(rounds):
        times["koopman"].append(run(ours(file, dimension, threshold), RIPSER_SECONDS))
        if not failed:
            times["ripser"].append(run(ripser(file, dimension, threshold), RIPSER_SECONDS))
            failed = times["ripser"][-1][3] is None
    if times["koopman"][0][3] is None:
        sys.exit(f"koopman homology failed on {name}")
    medians = {tool: [statistics.median(one[i] for one in all_) for i in range(3)] for tool, all_ in times.items()}
    if failed:
        print(f"{name:44} {line(medians['koopman'])}   Ripser fails or takes over {RIPSER_SECONDS} s")
        return
    if not same(intervals(times["koopman"][0][3]), intervals(times["ripser"][0][3])):
        sys.exit(f"koopman and Ripser differ on {name}")
    ratios = [a / b for a, b in zip(medians["koopman"], medians["ripser"])]
    print(f"{name:44} {line(medians['koopman'])}   {line(medians['ripser'])}   "
          + " ".join(f"{ratio:6.2f}" for ratio in ratios), flush=True)
    if medians["koopman"][0] < START_MATTERS:
        seconds = running(file, dimension, threshold)
        print(f"{'  in a running Java machine, without reading':44} {seconds:7.2f} s {'':52}{seconds / medians['ripser'][0]:6.2f}")


def line(median):
    return f"{median[0]:7.2f} s {median[1]:7.2f} s {median[2]:6.0f} MB"


def main():
    heading = "  wall      CPU      peak  "
    print(f"{'medians of ' + str(ROUNDS) + ' rounds':44} koopman {heading}Ripser {heading}ratios of the three")
    with tempfile.TemporaryDirectory() as folder:
        case("ring, 2,000 points in 10 d, H0+H1, to 0.6", ring(), 1, 0.6, folder, ROUNDS)
        case("the same, no threshold", ring(), 1, None, folder, ROUNDS)
        case("thin ring, noise 0.1, to 0.6", ring(noise=0.1), 1, 0.6, folder, ROUNDS)
        case("uniform, 2,000 points in 10 d, no threshold", uniform(), 1, None, folder, ROUNDS)
        name, points = images()
        case(f"{name}, 10,000 points in 784 d, H0", points, 0, None, folder, 1)


if __name__ == "__main__":
    main()
