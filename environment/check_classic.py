# SPDX-License-Identifier: Apache-2.0
"""Opens a chapter in the classic notebook in headless Chromium as a reader would: runs all cells, looks for the chart,
interrupts a loop, completes a name by the Tab key. Not part of test.sh; run it by hand, after environment/book.sh:

    JUPYTER_PATH=$PWD/target/jupyter /usr/bin/python3 environment/check_classic.py [CHAPTER.ipynb [PICTURE.png]]

It needs the classic notebook 6 (Debian 12: jupyter-notebook) and Chromium.
"""
import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import browser

PATIENCE = 900
TOKEN = "reader"
CELLS = "Jupyter.notebook.get_cells().filter(cell => cell.cell_type === 'code')"
OUTPUTS = f"{CELLS}.flatMap(cell => cell.output_area.outputs)"
DRAWN = ("[...document.querySelectorAll('.output_area img, .output_area svg')]"
         ".filter(picture => picture.getBoundingClientRect().width > 100)")
READY = """!!(window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel
           && Jupyter.notebook.kernel.is_connected())"""
NEW = """Jupyter.notebook.select(Jupyter.notebook.ncells() - 1); Jupyter.notebook.insert_cell_below('code');
Jupyter.notebook.select_next(); var added = Jupyter.notebook.get_selected_cell();
added.set_text(%r); added.element[0].scrollIntoView(); 0"""


def serve(folder, port):
    """Returns the server's process, with no settings but its own."""
    environment = dict(os.environ, JUPYTER_CONFIG_DIR=f"{folder}/config", JUPYTER_DATA_DIR=f"{folder}/data",
                       IPYTHONDIR=f"{folder}/ipython")
    command = [sys.executable, "-W", "ignore", "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1",
               f"--port={port}", "--port-retries=0", f"--NotebookApp.token={TOKEN}", f"--notebook-dir={folder}"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


async def until(page, condition, what, patience=PATIENCE):
    """Waits for a condition in the page; its last value is returned."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = await page.run(condition)
        if value:
            return value
        await asyncio.sleep(0.5)
    sys.exit(f"check_classic.py: {what} (not within {patience} s) must happen")


async def connect(port):
    """Waits until the server takes connections."""
    for _ in range(120):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            await asyncio.sleep(0.5)
    sys.exit(f"check_classic.py: the notebook server (no answer) must start: {sys.executable} -m notebook --version")


async def check(page, address, picture):
    await page.open(address)
    await until(page, READY, "the kernel's connection")
    start = time.monotonic()
    await page.run("Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells()")
    await until(page, f"{CELLS}.every(cell => Number.isInteger(cell.input_prompt_number))", "the end of all cells")
    errors = await page.run(f"{OUTPUTS}.filter(o => o.output_type === 'error').map(o => o.evalue)")
    if errors:
        sys.exit(f"check_classic.py: errors ({errors}) must be none")
    charts = await until(page, DRAWN + ".length", "a chart on the page", 10)
    print(f"   all cells run in {time.monotonic() - start:.0f} s, {charts} charts drawn")
    await page.run(DRAWN + "[1].scrollIntoView({block: 'center'})" if charts > 1 else DRAWN + "[0].scrollIntoView()")
    await asyncio.sleep(1)
    await page.picture(picture, whole=False)
    await interrupt(page)
    await complete(page)


async def interrupt(page):
    await page.run(NEW % 'System.out.println("runs"); while (true) { }')
    await page.run("added.execute()")
    await until(page, "added.output_area.outputs.some(o => (o.text || '').includes('runs'))", "the loop's start", 60)
    start = time.monotonic()
    await page.run("Jupyter.notebook.kernel.interrupt()")
    await until(page, "added.output_area.outputs.some(o => o.ename === 'Interrupted')", "the loop's end", 30)
    print(f"   a loop interrupted, at most {time.monotonic() - start:.1f} s")


async def complete(page):
    await page.run(NEW % "Math.sqr")
    await page.run("added.focus_editor(); Jupyter.notebook.edit_mode(); added.code_mirror.setCursor(0, 8)")
    for kind in ("rawKeyDown", "keyUp"):
        await page.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    text = await until(page, "added.get_text() !== 'Math.sqr' && added.get_text()", "the completion", 30)
    if text != "Math.sqrt(":
        sys.exit(f"check_classic.py: the completion ({text}) must be Math.sqrt(")
    print("   a name completed by Tab")


async def main(chapter, picture):
    folder = tempfile.mkdtemp(prefix="koopman-classic-")
    shutil.copy(chapter, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve(folder, port)
    try:
        await connect(port)
        async with browser.Browser(browser.chromium()) as page:
            await check(page, f"http://127.0.0.1:{port}/notebooks/{chapter.name}?token={TOKEN}", picture)
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    notebook = Path(sys.argv[1] if len(sys.argv) > 1 else sorted(Path("notebooks").glob("01_*.ipynb"))[0])
    asyncio.run(main(notebook, sys.argv[2] if len(sys.argv) > 2 else "target/classic.png"))
