# SPDX-License-Identifier: Apache-2.0
"""Lays out editions of the chapters: for students, without solutions or with folded ones, and for teachers, with all open.

The cells say what is what: the prose of a solution is folded in <details>, its code is tagged `solution`, and what tests an
answer is tagged `test` as well.
"""
import argparse
import json
import re
import shutil
import sys
from pathlib import Path

FOLD = re.compile(r"<details>\n<summary>(.*?)</summary>\n+(.*?)\n+</details>", re.S)
SOLUTION = re.compile(r"\n*<details>\n<summary>Solution to (\d+)</summary>\n.*?\n</details>", re.S)
EXERCISE = re.compile(r"^(\d+)\. ", re.M)
POINTS = 10  # of an exercise; nbgrader lets the teacher change them
TESTED = "// Tests exercise %s: it must end without an error.\n"
HIDDEN = "// BEGIN HIDDEN TESTS\n%s\n// END HIDDEN TESTS"  # found by nbgrader with its own settings
NOTED = {"appendix_how_a_network_is_trained": "appendix on training",
         "appendix_the_kernel_you_have_been_using": "appendix on the kernel"}  # as book/teaching.md names them


def main():
    options = arguments()
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    notes = options.notes.read_text("utf-8") if options.notes else ""
    for path in sorted(options.chapters.glob("*.ipynb")):
        run = last_run(options.runs / path.name) if options.runs else None
        if options.executed and not run:
            print(f"   {path.stem}: left out, it has not run")
            continue
        notebook = edition(run or json.loads(path.read_text("utf-8")), path.stem, notes, options)
        (options.out / path.name).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if not list(options.out.iterdir()):
        sys.exit(f"{options.runs} (no chapter) must hold the chapters of a run: environment/book.sh makes one")
    shutil.copytree(options.chapters / "drawings", options.out / "drawings")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("edition", choices=("bare", "folded", "marks", "teacher"))
    parser.add_argument("chapters", type=Path, help="folder of the chapters as kept")
    parser.add_argument("out", type=Path, help="folder of the edition, emptied first")
    parser.add_argument("--runs", type=Path, help="folder of executed copies, which are taken instead where they are")
    parser.add_argument("--executed", action="store_true", help="leave out the chapters without such a copy")
    parser.add_argument("--hide-tests", action="store_true", help="mark the tests as such that nbgrader hides from students")
    parser.add_argument("--notes", type=Path, help="the teacher's page, whose tables are told chapter by chapter")
    return parser.parse_args()


def last_run(path):
    """The executed copy of a chapter, or None where it has none, or was left out for want of data."""
    if not path.exists():
        return None
    run = json.loads(path.read_text("utf-8"))
    return None if "skipped" in run["metadata"].get("koopman", {}) else run


def edition(notebook, name, notes, options):
    if options.edition == "teacher":
        return for_teachers(notebook, told(name, notes))
    if options.edition == "folded":
        return {**notebook, "cells": [close(cell) if is_tagged(cell, "solution") else cell for cell in notebook["cells"]]}
    return for_students(notebook, name.partition("_")[0] if options.edition == "marks" else None, options.hide_tests)


def is_tagged(cell, tag):
    return tag in cell["metadata"].get("tags", [])


def close(cell):
    return {**cell, "metadata": {**cell["metadata"], "jupyter": {"source_hidden": True, "outputs_hidden": True}}}


# ---- For students --------------------------------------------------------------------------------------------------

def for_students(notebook, chapter, hides_tests=False):
    """The notebook without solutions, but with their tests; given the chapter's name, with cells that nbgrader knows."""
    tests, cells = dict(tests_of(notebook)), []
    for cell in notebook["cells"]:
        if is_tagged(cell, "solution"):
            continue
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            source = SOLUTION.sub("", source).strip("\n")
            cell = {**cell, "source": source.splitlines(keepends=True)}
        if source:
            cells.append(cell)
        if source.startswith("## Exercises"):
            for number in EXERCISE.findall(source):
                cells += asked(chapter, number, tests.get(number), hides_tests)
    return {**notebook, "cells": cells}


def tests_of(notebook):
    """Yields the exercises that have a test, by their numbers, and its cell."""
    number = None
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            number = next(iter(SOLUTION.findall("".join(cell["source"]))[-1:]), number)
        elif is_tagged(cell, "test"):
            yield number, cell


def asked(chapter, number, test, hides_tests):
    """The cells of one exercise: for the answer, if it is to be marked, and its test."""
    tested = TESTED % number + (HIDDEN if hides_tests else "%s") % "".join(test["source"]) if test else None
    if not chapter:
        return [code(test["id"], tested)] if test else []
    name = f"exercise-{chapter}-{number}"
    answer = code(name, f"// Exercise {number}", grade=not test, solution=True, locked=False)
    return [answer, code(f"test-{chapter}-{number}", tested, grade=True, solution=False, locked=True)] if test else [answer]


def code(name, source, **marks):
    """A cell, with nbgrader's metadata where there are marks: what is graded has points, by a test or by the teacher."""
    points = {"points": POINTS} if marks.get("grade") else {}
    nbgrader = {"nbgrader": {"cell_type": "code", "grade_id": name, "schema_version": 3, "task": False, **marks, **points}}
    return {"cell_type": "code", "execution_count": None, "id": name, "metadata": nbgrader if marks else {}, "outputs": [],
            "source": source.splitlines(keepends=True)}


# ---- For teachers --------------------------------------------------------------------------------------------------

def for_teachers(notebook, notes):
    """The notebook with all folds open, answers to questions too, and the notes below its title."""
    cells = [opened(cell) for cell in notebook["cells"]]
    return {**notebook, "cells": [cells[0], *notes, *cells[1:]]}


def opened(cell):
    source, metadata = "".join(cell["source"]), dict(cell["metadata"])
    if cell["cell_type"] == "markdown":
        source = FOLD.sub(r"**\1.** \2", source)
    elif is_tagged(cell, "solution"):
        metadata.pop("jupyter", None)
        metadata["tags"] = [tag for tag in metadata["tags"] if not tag.startswith("hide-")]
    return {**cell, "metadata": metadata, "source": source.splitlines(keepends=True)}


def told(name, notes):
    """A cell with the rows of the teacher's tables that are about a chapter, in which its number or name begins a field."""
    about = re.compile(re.escape(NOTED.get(name) or str(int(name.partition("_")[0]))) + r"(?![\d\w])")
    lines = []
    for columns, rows in tables(notes):
        place = next((columns.index(name) for name in ("Chapter", "Exercise") if name in columns), None)
        for row in rows if place is not None else ():
            if about.match(row[place]):
                lines.append(f"- {row[place]}. " + " ".join(f"*{column}*: {field.rstrip('.')}." for column, field in zip(columns, row)
                                                            if field and column != columns[place]))
    source = "\n".join(["## For the teacher", "", *lines])
    return [{"cell_type": "markdown", "id": "for-the-teacher", "metadata": {}, "source": source.splitlines(keepends=True)}]


def tables(page):
    """Yields the columns' names and the rows of each table."""
    for table in re.findall(r"(?:^\|.*\n)+", page, re.M):
        head, _, *rows = [[field.strip() for field in line.strip().strip("|").split("|")] for line in table.splitlines()]
        yield head, rows


if __name__ == "__main__":
    main()
