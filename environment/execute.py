# SPDX-License-Identifier: Apache-2.0
"""Executes notebooks through Jupyter's own client, each in a fresh kernel, and reports the time of each.

The executed copy lands whole or not at all; a failing cell ends the run with its notebook, number and error. So does a test of
an exercise that finds nothing wrong with an answer which its metadata (koopman.wrong) call wrong.
A notebook whose metadata name a data set (koopman.data) or artifacts of Maven's repositories (koopman.maven) is left out,
with a notice in its copy, where their files are neither here nor to be downloaded.
"""
import argparse
import hashlib
import json
import os
import queue
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
import uuid
import warnings
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

warnings.filterwarnings("ignore", category=DeprecationWarning)

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat.v4 import new_code_cell
from jupyter_client.kernelspec import NoSuchKernel

from forecast import Forecast, about

ANSI = re.compile(r"\x1b\[[0-9;]*m")
SIZES = ("quick", "paper")
PATIENCE = 5  # seconds until a download is spoken of
SECONDS = "seconds.json"  # beside the executed copies: what each chapter took here


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    os.environ["KOOPMAN_SIZE"] = options.size
    chapters = [Chapter(Path(name), options) for name in options.notebooks]
    forecast = foresee(chapters, options)
    with shared_models():
        failures = sum(not executed(chapter, options, forecast) for chapter in chapters)
    sys.exit(1 if failures else 0)


@contextmanager
def shared_models():
    """What several chapters train is trained by the first of them, for this run or in the folder of the caller's choice."""
    if os.environ.get("KOOPMAN_MODELS"):
        yield
        return
    with TemporaryDirectory(prefix="koopman-") as folder:
        os.environ["KOOPMAN_MODELS"] = folder
        yield


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", metavar="NOTEBOOK")
    parser.add_argument("--out", type=Path, required=True, help="folder of the executed copies")
    parser.add_argument("--size", choices=SIZES, default="quick")
    parser.add_argument("--kernel", default="koopman", help="kernel's name (default: koopman)")
    parser.add_argument("--data", metavar="COMMAND", help="finds the data sets and artifacts that are added to it, or says why it cannot")
    parser.add_argument("--jar", type=Path, help="reuse copies of the same notebook, jar and size")
    parser.add_argument("--fresh", action="store_true", help="run all again, even so; later runs may reuse these copies")
    parser.add_argument("--afterwards", type=float, default=0, metavar="SECONDS",
                        help="what usually follows, counted in the time that is said to be left")
    return parser.parse_args()


class Chapter:
    """A notebook as it is to run, and where its copy lands."""

    def __init__(self, path, options):
        self.path, self.name = path, path.stem
        self.copy, self.key = options.out / path.name, options.out / (path.stem + ".key")
        self.notebook = nbformat.read(path, as_version=4)
        resize(self.notebook, options.size)
        self.fingerprint = digest(self.notebook, options)
        self.reusable = bool(options.jar and not options.fresh and self.copy.exists() and self.key.exists()
                             and self.key.read_text() == self.fingerprint)


def executed(chapter, options, forecast):
    """Returns whether the notebook now has an executed copy; prints one line about it, or what failed."""
    notebook, copy = chapter.notebook, chapter.copy
    if chapter.reusable:
        carry_over(nbformat.read(copy, as_version=4), notebook)
        write(notebook, copy)
        print(f"   {chapter.name}: code unchanged, outputs reused", flush=True)
        return True
    copy.unlink(missing_ok=True)
    chapter.key.unlink(missing_ok=True)
    reason = missing_data(chapter, options)
    if reason:
        forecast.drop(chapter.name)
        leave_out(notebook, reason)
        write(notebook, copy)
        print(f"   {chapter.name}: SKIPPED, {reason}", flush=True)
        return True
    start = time.monotonic()
    problem = run(chapter, options.kernel, forecast)
    seconds = time.monotonic() - start
    if problem:
        forecast.drop(chapter.name)
        print(f"{chapter.path.name}, {problem}", file=sys.stderr, flush=True)
        return False
    write(notebook, copy)
    chapter.key.write_text(chapter.fingerprint)
    forecast.finish(chapter.name, seconds)
    remember(chapter.name, seconds, options)
    print(f"   {chapter.name}: {len(code_cells(notebook))} code cells, {seconds:.1f} s", flush=True)
    return True


# ---- The time that is left -----------------------------------------------------------------------------------------

def foresee(chapters, options):
    """Returns what is known of the chapters to run, and says how long they take where that is long."""
    usual = {chapter.name: usual_seconds(chapter.notebook, options.size) for chapter in chapters if not chapter.reusable}
    forecast = Forecast(usual, last_run(options.out, options.size), options.afterwards)
    whole = forecast.left() if usual else 0
    if whole and whole > 60:
        print(f"   {len(usual)} to run, {about(whole)} {'by the last run here' if forecast.last else 'on two free cores'}",
              flush=True)
    return forecast


def usual_seconds(notebook, size):
    """What the notebook says of itself, which holds for the quick size."""
    return notebook.metadata.get("koopman", {}).get("seconds") if size == "quick" else None


def last_run(out, size):
    """The seconds that each chapter took here at this size when it last ran: none where the file cannot be read."""
    try:
        return {name: float(seconds) for name, seconds in
                json.loads((out / SECONDS).read_text(encoding="utf-8"))[size].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def remember(name, seconds, options):
    known = {size: last_run(options.out, size) for size in SIZES}
    known[options.size][name] = round(seconds, 1)
    whole_or_not(options.out / SECONDS, lambda part: part.write_text(json.dumps(known, indent=1), encoding="utf-8"))


# ---- What a chapter needs and is ----------------------------------------------------------------------------------

def missing_data(chapter, options):
    """Returns why the data set or the artifacts that a chapter needs cannot be had, or nothing; says what a long wait is for."""
    needed = needs(chapter.notebook)
    if not needed or not options.data:
        return ""
    finding = subprocess.Popen([*shlex.split(options.data), *needed], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        said = finding.communicate(timeout=PATIENCE)[1]
    except subprocess.TimeoutExpired:
        print(f"   {chapter.name}: fetching {', '.join(needed)}", flush=True)
        said = finding.communicate()[1]
    return "" if finding.returncode == 0 else (said.strip() or f"{', '.join(needed)} (not found) must be here").splitlines()[-1]


def needs(notebook):
    """The data set and the artifacts that a notebook's metadata name."""
    named = notebook["metadata"].get("koopman", {})
    return [*filter(None, [named.get("data")]), *named.get("maven", [])]


def leave_out(notebook, reason):
    """Puts a notice under the title; the cells stay, for the reader, without outputs."""
    notebook.metadata.setdefault("koopman", {})["skipped"] = reason
    notice = ("```{warning}\nThis chapter was not run when this book was rendered, because its data or libraries were "
              "not there; so it has no figures.\nTo see them, connect to the network, or put the files where `README.md` says, and "
              "render the book again.\n```")
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell(notice, id="left-out"))


def digest(notebook, options):
    """What the outputs depend on: the code in its order, the jar, the size, the kernel and this program."""
    content = hashlib.sha256(f"{options.size} {options.kernel}".encode())
    for cell in code_cells(notebook):
        content.update(json.dumps([cell.source, cell.metadata.get("tags", []), wrong_answers(cell)]).encode())
    for file in filter(None, (options.jar, Path(__file__))):
        content.update(file.read_bytes())
    return content.hexdigest()


def carry_over(executed, notebook):
    """Takes the outputs of an executed copy with the same code; the prose may have changed."""
    for before, now in zip(code_cells(executed), code_cells(notebook)):
        now.outputs, now.execution_count = before.outputs, before.execution_count


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def resize(notebook, size):
    """Puts the size into cells tagged 'parameters', in the case in which they name the quick one."""
    if size == "quick":
        return
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = re.sub(r"\bquick\b", size, cell.source)
            cell.source = re.sub(r"\bQUICK\b", size.upper(), cell.source)


# ---- A run --------------------------------------------------------------------------------------------------------

def run(chapter, kernel, forecast):
    """Executes in place; returns what went wrong, or None."""
    notebook = chapter.notebook
    watch = Watch(chapter.name, notebook, forecast)
    own = len(notebook.cells)
    notebook.cells += tried_answers(notebook)
    client = NotebookClient(
        notebook, timeout=None, kernel_name=kernel, record_timing=False, startup_timeout=120,
        on_cell_start=watch.begin, resources={"metadata": {"path": str(chapter.path.parent)}})
    try:
        with watch:
            client.execute()
    except CellExecutionError as error:
        return f"{place(notebook)}: {ANSI.sub('', f'{error.ename}: {error.evalue}').strip()}\n{failing(notebook)}"
    except DeadKernelError:
        return f"{place(notebook)}: the kernel died"
    except NoSuchKernel:
        return f"kernel {kernel} (not installed) must be in target/jupyter: run environment/book.sh"
    except (RuntimeError, TimeoutError, queue.Empty) as error:
        return f"{place(notebook)}: {error}"
    tried = notebook.cells[own:]
    del notebook.cells[own:]
    return accepted(tried)


def wrong_answers(cell):
    """Answers to its exercise that a cell of a test names as wrong: code that puts them in the place of the right one."""
    return cell.metadata.get("koopman", {}).get("wrong", [])


def tried_answers(notebook):
    """Cells to run at the end: each wrong answer, and behind it the test, which must fail."""
    return [new_code_cell(source, metadata={"tags": tags}) for cell in code_cells(notebook) for answer in wrong_answers(cell)
            for source, tags in ((answer, []), (cell.source, ["raises-exception"]))]


def accepted(tried):
    """Returns which wrong answer a test did not find, or None."""
    for answer, test in zip(tried[::2], tried[1::2]):
        said = next((f"{output.ename}: {output.evalue}" for output in test.outputs if output.output_type == "error"), "no error")
        if "AssertionError" not in said:  # which JJava wraps
            return f"a test (ended with {said}) must throw an AssertionError at a wrong answer: {answer.source}"
    return None


class Watch:
    """Says which cell of a chapter runs and how long it still takes: in a terminal on one line, in a log every half minute."""

    def __init__(self, name, notebook, forecast):
        self.name, self.cells, self.forecast = name, [id(cell) for cell in code_cells(notebook)], forecast
        self.live, self.number, self.start = sys.stdout.isatty(), 0, time.monotonic()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.tell, daemon=True)

    def begin(self, cell, cell_index):
        self.number = self.cells.index(id(cell)) + 1 if id(cell) in self.cells else self.number

    def tell(self):
        while not self.done.wait(1 if self.live else 30):
            elapsed = time.monotonic() - self.start
            if self.live:
                print(f"\r\x1b[K{self.line(elapsed, shutil.get_terminal_size().columns - 1)}", end="", flush=True)
            else:
                print(self.line(elapsed), flush=True)

    def line(self, elapsed, columns=200):
        """One line, in a narrow terminal with the chapter's number for its name."""
        said = ", ".join(filter(None, [f"cell {self.number} of {len(self.cells)}", f"{clock(elapsed)} so far",
                                       self.forecast.words(self.name, elapsed)]))
        whole = f"   {self.name}: {said}"
        return whole if len(whole) <= columns else f"   {self.name.partition('_')[0]}: {said}"[:columns]

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *failure):
        self.done.set()
        self.thread.join()
        if self.live:
            print("\r\x1b[K", end="", flush=True)


def clock(seconds):
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def place(notebook):
    index, _ = last_executed(notebook)
    return f"cell {index + 1}"


def failing(notebook):
    _, cell = last_executed(notebook)
    trace = [ANSI.sub("", line) for output in cell.get("outputs", []) if output.output_type == "error"
             for line in "\n".join(output.traceback).splitlines()]
    return "\n".join(["    | " + line for line in cell.source.splitlines() + ["--"] + trace[:30]])


def last_executed(notebook):
    """The failing cell: the last code cell with a count or an output, numbered among all cells from 0."""
    best = (0, notebook.cells[0])
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and (cell.execution_count or cell.outputs):
            best = (index, cell)
    return best


def write(notebook, copy):
    whole_or_not(copy, lambda part: nbformat.write(notebook, part))


def whole_or_not(file, writer):
    part = file.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        writer(part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
