#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Asks Ripser or GUDHI (Debian packages ripser, python3-gudhi) for the barcodes of small clouds.

  oracle-homology.py ripser < CLOUDS     the clouds again, each followed by its intervals
  oracle-homology.py gudhi < CLOUDS
  oracle-homology.py table > src/test/resources/koopman/topology/oracle.txt
                                         makes the table that the tests use where neither is installed

A cloud is a line `cloud NAME points|distance THRESHOLD` and a line `row NUMBER ...` for each point; an interval
is a line `interval DIMENSION BIRTH DEATH`. A distance matrix is full.
"""
import math
import random
import re
import subprocess
import sys


def read(lines):
    clouds = []
    for line in lines:
        words = line.split()
        if words and words[0] == "cloud":
            clouds.append((words[1], words[2], float(words[3]), []))
        elif words and words[0] == "row":
            clouds[-1][3].append([float(word) for word in words[1:]])
    return clouds


def ripser(kind, threshold, rows):
    command = ["ripser", "--dim", "1", "--format", "point-cloud" if kind == "points" else "distance"]
    command += [] if math.isinf(threshold) else ["--threshold", repr(threshold)]
    text = "\n".join(",".join(map(repr, row)) for row in rows) + "\n"
    answer = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    dimension = None
    for line in answer.splitlines():
        heading = re.match(r"persistence intervals in dim (\d)", line)
        dimension = int(heading[1]) if heading else dimension
        interval = re.match(r" \[([^,]*),([^)]*)\)", line)
        if interval:
            yield dimension, float(interval[1]), float(interval[2].strip() or "inf")


def gudhi(kind, threshold, rows):
    import gudhi as library
    given = {"points": rows} if kind == "points" else {"distance_matrix": rows}
    complex_ = library.RipsComplex(max_edge_length=threshold, **given).create_simplex_tree(max_dimension=2)
    for dimension, (birth, death) in complex_.persistence(homology_coeff_field=2):
        if dimension < 2:
            yield dimension, birth, death


def write(clouds, oracle):
    for name, kind, threshold, rows in clouds:
        print("cloud", name, kind, threshold)
        for row in rows:
            print("row", *row)
        for interval in sorted(oracle(kind, threshold, rows)):
            print("interval", *interval)


def samples():
    """Thirty-two clouds of eight kinds, coordinates to three decimals."""
    for seed in range(4):
        draw = random.Random(seed)
        inf = math.inf
        yield "uniform", "points", inf, [[draw.random() for _ in range(2 + seed)] for _ in range(24)]
        yield "gaussian", "points", 1.2, [[draw.gauss(0, 1) for _ in range(3)] for _ in range(24)]
        yield "lattice", "points", inf, [[x, y] for x in range(4 + seed) for y in range(4)]
        yield "duplicates", "points", inf, [[draw.randrange(4), draw.randrange(4)] for _ in range(24)]
        angles = [draw.uniform(0, 2 * math.pi) for _ in range(24)]
        yield "circle", "points", inf, [[math.cos(a), math.sin(a)] for a in angles]
        yield "rings", "points", 0.9, [[math.cos(a) + 3 * (i % 2), math.sin(a)] for i, a in enumerate(angles)]
        yield "line", "points", inf, [[draw.random()] for _ in range(12)]
        matrix = [[0.0] * 16 for _ in range(16)]
        for i in range(16):
            for j in range(i):
                matrix[i][j] = matrix[j][i] = round(draw.random(), 3)
        yield "not-metric", "distance", inf if seed < 2 else 0.5, matrix


def table():
    return [(f"{name}-{i // 8}", kind, threshold, [[round(number, 3) for number in row] for row in rows])
            for i, (name, kind, threshold, rows) in enumerate(samples())]


if __name__ == "__main__":
    wish = sys.argv[1] if len(sys.argv) == 2 else "--help"
    if wish in ("ripser", "gudhi"):
        write(read(sys.stdin), ripser if wish == "ripser" else gudhi)
    elif wish == "table":
        write(table(), ripser)
    else:
        sys.exit(__doc__)
