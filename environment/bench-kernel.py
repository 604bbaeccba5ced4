"""Compares Java kernels: start, a small cell, much output, an interrupt, the end.

    environment/bench.sh kernel [--runs N] [KERNEL ...]

takes the kernels named, else all that Jupyter finds for the language java (jupyter kernelspec list), in turn, so
that a busy moment hits them all, and prints the median of N runs (10). Times are in seconds, a cell in milliseconds.
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
MEASURES = ("launch to first reply", "on the processor", "small cell, ms", "lines lost, %", "interrupt of a loop", "exit")


def run(client, code, interrupt=None):
    """Runs a cell; returns its seconds and the text that it printed."""
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


def measure(name):
    """Returns one value for each of MEASURES, of a new session; nothing of it stays behind."""
    start = time.perf_counter()
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        return session(manager, start)
    finally:
        if manager.is_alive():
            manager.shutdown_kernel(now=True)


def session(manager, start):
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
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


def kernels(names):
    found = {name: spec["spec"] for name, spec in KernelSpecManager().get_all_specs().items()}
    unknown = [name for name in names if name not in found]
    if unknown:
        sys.exit(f"kernel ({unknown[0]}) must be one of: {', '.join(sorted(found))}")
    return names or sorted(name for name, spec in found.items() if spec["language"].lower() == "java")


def main():
    parser = argparse.ArgumentParser(usage="environment/bench.sh kernel [--runs N] [KERNEL ...]")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("kernel", nargs="*")
    arguments = parser.parse_args()
    names = kernels(arguments.kernel)
    if not names or arguments.runs < 1:
        sys.exit("a Java kernel must be installed, and --runs at least 1: "
                 "java -jar target/koopman.jar kernel install --dir target/jupyter")
    results = {name: [] for name in names}
    for _ in range(arguments.runs):
        for name in names:
            with contextlib.suppress(RuntimeError, Empty):  # it died, or an answer never came
                results[name].append(measure(name))
    print(f"{'median of ' + str(arguments.runs):24}" + "".join(f"{name:>16}" for name in names))
    print(f"{'runs not finished':24}" + "".join(f"{arguments.runs - len(results[name]):16}" for name in names))
    for i, what in enumerate(MEASURES):
        values = (statistics.median(one[i] for one in results[name] or [[float("nan")] * len(MEASURES)])
                  for name in names)
        print(f"{what:24}" + "".join(f"{value:16.2f}" for value in values))


if __name__ == "__main__":
    main()
