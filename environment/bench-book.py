# SPDX-License-Identifier: Apache-2.0
"""Times the chapters and their cells, each chapter in a fresh kernel, and says what the time goes into.

    environment/bench.sh book [--slowest N] [NOTEBOOK ...]

runs the notebooks named, else all chapters and appendices, at their quick size; nothing is kept. For each it prints the
seconds until the kernel answers, the seconds of all cells, and of these: of what says how long it took (trainings and
studies, by their own progress bars) and of the other cells that show a figure. Then the slowest cells. Wrong answers to
exercises, which `environment/test.sh` tries as well, are not run. Run it on a machine that does nothing else.
"""

import argparse
import datetime
import re
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
FINISHED = re.compile(r": [^\n]*, (?:(\d+) min )?(\d+(?:\.\d+)?) s$", re.MULTILINE)  # a progress bar's last line


def main():
    parser = argparse.ArgumentParser(usage="environment/bench.sh book [--slowest N] [NOTEBOOK ...]")
    parser.add_argument("--slowest", type=int, default=20, help="how many cells are listed (default: 20)")
    parser.add_argument("notebook", nargs="*", type=Path)
    options = parser.parse_args()
    print(f"{'seconds':32}{'kernel':>8}{'cells':>8}{'trained':>9}{'figures':>9}")
    cells, totals = [], [0] * 4
    for path in options.notebook or sorted(NOTEBOOKS.glob("*.ipynb")):
        start, timed = measure(path)
        cells += [(seconds, path.stem, cell) for seconds, cell in timed]
        row = [start, sum(seconds for seconds, _ in timed), sum(min(seconds, trained(cell)) for seconds, cell in timed),
               sum(seconds for seconds, cell in timed if not trained(cell) and has_figure(cell))]
        totals = [total + one for total, one in zip(totals, row)]
        print(line(path.stem, row), flush=True)
    print(line("together", totals))
    print(f"\nthe {min(options.slowest, len(cells))} slowest cells")
    for seconds, name, cell in sorted(cells, key=lambda each: -each[0])[:options.slowest]:
        print(f"{seconds:8.1f}  {name.partition('_')[0]}  {cell.source.splitlines()[0]}")


def line(name, seconds):
    return f"{name:32}{seconds[0]:8.1f}{seconds[1]:8.1f}{seconds[2]:9.1f}{seconds[3]:9.1f}"


def measure(path):
    """Returns the seconds until the kernel answers, and each code cell with its seconds."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=None, kernel_name="koopman", record_timing=True, startup_timeout=120,
                            resources={"metadata": {"path": str(path.parent)}})
    begin = time.perf_counter()
    with client.setup_kernel():
        start = time.perf_counter() - begin
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    return start, [(taken(cell), cell) for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def taken(cell):
    """The seconds from the kernel's being busy with a cell to its answer."""
    times = cell.metadata["execution"]
    begin, end = (datetime.datetime.fromisoformat(times[key].replace("Z", "+00:00"))
                  for key in ("iopub.status.busy", "shell.execute_reply"))
    return (end - begin).total_seconds()


def trained(cell):
    """The seconds that progress bars in a cell's output say they took."""
    text = "\n".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
    return sum(60 * int(minutes or 0) + float(seconds) for minutes, seconds in FINISHED.findall(text))


def has_figure(cell):
    return any(kind in output.get("data", {}) for output in cell.outputs for kind in ("image/svg+xml", "image/png", "text/html"))


if __name__ == "__main__":
    main()
