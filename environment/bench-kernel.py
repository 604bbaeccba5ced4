# SPDX-License-Identifier: Apache-2.0
"""Compares Java kernels: start, a small cell, much output, an interrupt, the end.

    environment/bench.sh kernel [--runs N] [--endurance] [KERNEL ...]

takes the kernels named, else all that Jupyter finds for the language java (jupyter kernelspec list), in turn, so
that a busy moment hits them all, and prints the median of N runs (10), with its ratio to the first kernel's. Times are
in seconds, a cell in milliseconds. With --endurance it runs, once each and instead, 10,000 cells, 100 MB of output and
a day of a display that is updated each second, and prints the heap that is in use after them.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import time
from queue import Empty

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

PATIENCE = 30
LINES = 20_000
DAY = 24 * 60 * 60
CELLS = ("# + 1", "System.out.println(#);", "int again = #;", '"#".repeat(3).length()', "new int[] {#}")
MEASURES = ("launch to first reply", "on the processor", "small cell, ms", "lines lost, %", "interrupt of a loop",
            "exit")


def run(client, code, interrupt=None, others=None):
    """Runs a cell; returns its seconds and the text that it printed, and appends its other messages to a list."""
    start = time.perf_counter()
    request = client.execute(code)
    printed = []
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != request:
            continue
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])
            if interrupt:
                start = time.perf_counter()
                interrupt()
                interrupt = None
        elif others is not None:
            others.append(message)
        if message["content"].get("execution_state") == "idle":
            break
    while client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != request:
        pass
    return time.perf_counter() - start, "".join(printed)


def interrupted(manager, client):
    """Returns how long a busy loop goes on after an interrupt, or infinity if the session is lost."""
    try:
        seconds, _ = run(client, 'System.out.println("runs"); while (true) { }', manager.interrupt_kernel)
        run(client, "int afterwards = 1;")
        return seconds
    except Empty:
        return float("inf")


def processor(manager):
    """Returns the processor time of the kernel so far, which tells more than the clock on a busy Linux machine."""
    try:
        with open(f"/proc/{manager.provisioner.pid}/stat") as stat:
            user, system = stat.read().rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        return float("nan")


@contextlib.contextmanager
def started(name):
    """A new session of a kernel; nothing of it stays behind."""
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield manager
    finally:
        if manager.is_alive():
            manager.shutdown_kernel(now=True)


def connected(manager):
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    return client


def measure(name):
    """Returns one value for each of MEASURES, of a new session."""
    start = time.perf_counter()
    with started(name) as manager:
        return session(manager, start)


def session(manager, start):
    client = connected(manager)
    run(client, "1 + 1")
    launch = time.perf_counter() - start
    busy = processor(manager)
    cells = [run(client, f"{i} + {i}")[0] for i in range(20)][5:]
    _, printed = run(client, f'for (int i = 0; i < {LINES}; i++) {{ System.out.println("line " + i); }}')
    lost = 100 * (1 - printed.count("line ") / LINES)
    stopped = interrupted(manager, client)
    start = time.perf_counter()
    client.stop_channels()
    manager.shutdown_kernel(now=stopped == float("inf"))
    return launch, busy, 1000 * statistics.median(cells), lost, stopped, time.perf_counter() - start


def used(client):
    """Returns the heap in use after a collection, in MB."""
    _, printed = run(client, "System.gc(); System.out.println(Runtime.getRuntime().totalMemory()"
                             " - Runtime.getRuntime().freeMemory());")
    return int(printed) / 1e6


def many_cells(client):
    for i in range(10_000):
        run(client, CELLS[i % len(CELLS)].replace("#", str(i)))
    return "10,000 cells"


def much_output(client):
    lines = 1_000_000
    _, printed = run(client, f'for (int i = 0; i < {lines}; i++) {{ System.out.println("%099d".formatted(i)); }}')
    whole = printed == "".join(f"{i:099d}\n" for i in range(lines))
    return f"100 MB of output, {'whole' if whole else 'damaged'}"


def many_updates(client):
    shown = []
    run(client, f'String line = display("first"); for (int i = 0; i < {DAY}; i++) {{ updateDisplay(line, i); }}',
        others=shown)
    arrived = sum(message["msg_type"] == "update_display_data" for message in shown)
    return f"{DAY:,} updates, {DAY - arrived:,} lost"


def endure(name):
    """Prints the heap before and after each of the long hauls."""
    with started(name) as manager:
        client = connected(manager)
        for i in range(100):
            run(client, CELLS[i % len(CELLS)].replace("#", str(i)))
        print(f"{name}: {used(client):.1f} MB of heap in use at first")
        for haul in (many_cells, much_output, many_updates):
            start = time.perf_counter()
            what = haul(client)
            print(f"   {what}: {time.perf_counter() - start:.0f} s, then {used(client):.1f} MB in use", flush=True)
        client.stop_channels()


def kernels(names):
    found = {name: spec["spec"] for name, spec in KernelSpecManager().get_all_specs().items()}
    unknown = [name for name in names if name not in found]
    if unknown:
        sys.exit(f"kernel ({unknown[0]}) must be one of: {', '.join(sorted(found))}")
    return names or sorted(name for name, spec in found.items() if spec["language"].lower() == "java")


def main():
    parser = argparse.ArgumentParser(usage="environment/bench.sh kernel [--runs N] [--endurance] [KERNEL ...]")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--endurance", action="store_true")
    parser.add_argument("kernel", nargs="*")
    arguments = parser.parse_args()
    names = kernels(arguments.kernel)
    if not names or arguments.runs < 1:
        sys.exit("a Java kernel must be installed, and --runs at least 1: "
                 "java -jar target/koopman.jar kernel install --dir target/jupyter")
    if arguments.endurance:
        for name in names:
            endure(name)
    else:
        compare(names, arguments.runs)


def compare(names, runs):
    results = {name: [] for name in names}
    for _ in range(runs):
        for name in names:
            with contextlib.suppress(RuntimeError, Empty):  # it died, or an answer never came
                results[name].append(measure(name))
    print(f"{'median of ' + str(runs):24}" + "".join(f"{name:>24}" for name in names))
    print(f"{'runs not finished':24}" + "".join(f"{runs - len(results[name]):16}{'':8}" for name in names))
    for i, what in enumerate(MEASURES):
        values = [statistics.median(one[i] for one in results[name] or [[float("nan")] * len(MEASURES)])
                  for name in names]
        print(f"{what:24}" + "".join(f"{value:16.2f}{ratio(value, values[0]):>8}" for value in values))


def ratio(value, first):
    return f"x {value / first:.2f}" if first and value is not first else ""


if __name__ == "__main__":
    main()
