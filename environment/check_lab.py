"""Opens chapter 01 as a reader would: by notebook.sh, in JupyterLab in headless Chromium, cell by cell until a picture shows.

    /usr/bin/python3 environment/check_lab.py [--in FOLDER] [FOLDER FOR PICTURES]

--in names another checkout, or an unpacked release. Then it looks that the page asked nothing of other machines, and that an
interrupt ends the server and the kernel. It needs Chromium. test.sh calls it where JupyterLab is there already; by hand it
fetches that first.
"""
import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import browser
from check_widgets import Page

HERE = Path(__file__).resolve().parent.parent
SHOWN = "document.querySelector('.jp-OutputArea-output :is(img, svg)')"
IDLE = "!!document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')"
MOST_CELLS = 20


def fail(text):
    sys.exit(f"check_lab.py: {text}")


def start(top):
    """Returns the script's process and the address that it says; first it may install and build. It can be interrupted even
    where this program, as one in the background, cannot."""
    process = subprocess.Popen(["bash", top / "environment/notebook.sh", "01"], stdout=subprocess.PIPE, text=True, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    for line in process.stdout:
        print("   " + line.strip())
        if line.startswith("open http"):
            return process, line.split()[1]
    fail(f"notebook.sh (status {process.wait()}) must say an address")


async def read(address, pictures):
    """Runs cells by Shift-Enter until an output is a picture; returns how many, and what the page asked for."""
    async with browser.Browser(browser.chromium()) as chromium:
        await chromium.open(address)
        page = Page(chromium, pictures)
        await page.until(IDLE, "the kernel's first sign")
        await chromium.run("document.querySelector('.jp-Notebook .jp-Cell').click()")
        for cell in range(1, MOST_CELLS + 1):
            await enter(chromium)
            await page.until(f"{IDLE} || {SHOWN}", "the end of a cell")
            if await chromium.run(f"!!{SHOWN}"):
                await page.picture("chapter")
                return cell, chromium.requests
        fail(f"pictures (none in {MOST_CELLS} cells) must be at least one")


async def enter(chromium):
    """Presses Shift-Enter, and gives the kernel time to begin."""
    for kind in ("rawKeyDown", "keyUp"):
        await chromium.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, modifiers=8)
    await asyncio.sleep(1)


def end(process, top):
    """Interrupts as Ctrl-C does, and waits for the server and its kernels to be gone."""
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[0]
    if process.returncode != 0 or "\nended" not in "\n" + said:  # what came before may have been read by then, or not
        fail(f"the script's end (status {process.returncode}, {said!r}) must be in order")
    left = subprocess.run(["pgrep", "-f", f"^[^ ]*java .*{re.escape(str(top))}/target/jupyter/"], capture_output=True, text=True)
    if left.stdout:
        fail(f"kernels (processes {left.stdout.split()}) must end with the server")
    print(f"   ended within {time.monotonic() - began:.1f} s, no kernel left")


def check_requests(requests):
    elsewhere = {urlsplit(each).netloc for each in requests if re.match("https?:|wss?:", each)} - {urlsplit(requests[0]).netloc}
    if elsewhere:
        fail(f"requests to other machines ({sorted(elsewhere)}) must be none")
    print(f"   {len(requests)} requests, none to another machine")


def main(top, pictures):
    process, address = start(top)
    try:
        cells, requests = asyncio.run(read(address, pictures))
        print(f"   a picture shows after {cells} cells")
        check_requests(requests)
        end(process, top)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--in", dest="top", type=lambda text: Path(text).resolve(), default=HERE)
    options.add_argument("pictures", type=Path, nargs="?", default=HERE / "target")
    main(**vars(options.parse_args()))
