# SPDX-License-Identifier: Apache-2.0
"""Lays out the chapters for students: without the solutions, and with a cell for each exercise that nbgrader lets a teacher mark."""
import json
import re
import shutil
import sys
from pathlib import Path

SOLUTION = re.compile(r"\n*<details>\n<summary>Solution to [^<]*</summary>\n.*?\n</details>", re.S)
EXERCISE = re.compile(r"^(\d+)\. ", re.M)
POINTS = 10  # of an exercise; nbgrader lets the teacher change them


def main(chapters, folder, marks):
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in sorted(chapters.glob("*.ipynb")):
        notebook = for_students(json.loads(chapter.read_text("utf-8")), chapter.stem.split("_")[0] if marks else None)
        (folder / chapter.name).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copytree(chapters / "drawings", folder / "drawings", dirs_exist_ok=True)


def for_students(notebook, chapter):
    """The notebook without solutions; with the name of a chapter, the exercises have cells to be marked."""
    cells = []
    for cell in notebook["cells"]:
        if "solution" in cell["metadata"].get("tags", []):
            continue
        if cell["cell_type"] == "markdown":
            source = SOLUTION.sub("", "".join(cell["source"])).strip("\n")
            if not source:
                continue
            cell = {**cell, "source": source.splitlines(keepends=True)}
        cells.append(cell)
        if chapter and cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("## Exercises"):
            cells += [answer(chapter, number) for number in EXERCISE.findall("".join(cell["source"]))]
    return {**notebook, "cells": cells}


def answer(chapter, number):
    name = f"exercise-{chapter}-{number}"
    marks = {"cell_type": "code", "grade": True, "grade_id": name, "locked": False, "points": POINTS, "schema_version": 3,
             "solution": True, "task": False}
    return {"cell_type": "code", "execution_count": None, "id": name, "metadata": {"nbgrader": marks}, "outputs": [],
            "source": [f"// Exercise {number}"]}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] == ["--marks"])
