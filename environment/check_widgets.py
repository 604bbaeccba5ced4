# SPDX-License-Identifier: Apache-2.0
"""Uses the kernel's widgets in JupyterLab in headless Chromium as a reader would: drags and steps sliders, presses buttons,
chooses, types, plays, loads the page anew, saves. Not part of test.sh; run it by hand, with the kernel installed:

    JUPYTER_PATH=$PWD/target/jupyter LAB_PYTHON=python3 /usr/bin/python3 environment/check_widgets.py [FOLDER FOR PICTURES]

It needs Chromium, and LAB_PYTHON an interpreter that has JupyterLab 4 and ipywidgets 8 (Debian 13: jupyterlab,
python3-ipywidgets, python3-jupyterlab-widgets).
"""
import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import browser

PATIENCE = 120
TOKEN = "reader"
KERNEL = os.environ.get("KERNEL", "koopman")
PANEL = "(window.jupyterapp ? [...jupyterapp.shell.widgets('main')] : []).find(each => each.sessionContext)"
READY = f"(panel => !!(panel && panel.sessionContext.session && panel.sessionContext.session.kernel))({PANEL})"
CELLS = [
    'import koopman.widget.*;\nvar step = IntSlider.of("step", 0, 100).onChange(v -> System.out.println("step is " + v));\nstep',
    """var shade = IntSlider.of("shade", 0, 10).value(4);
Interact.of(shade, v -> {
    System.out.println("shade " + v);
    var image = new java.awt.image.BufferedImage(120, 40, java.awt.image.BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 4800; i++) image.setRGB(i % 120, i / 120, i % 12 < v ? 0xffaa00 : 0x0055aa);
    if (v == 9) throw new IllegalStateException("nine is odd");
    return image; })""",
    """int[] clicks = {0};
var go = Button.of("Go").buttonStyle("primary").icon("check").onClick(() -> System.out.println("click " + ++clicks[0]));
var fail = Button.of("Fail").onClick(() -> { throw new IllegalArgumentException("pressed"); });
HBox.of(go, fail)""",
    """var said = Label.of("nothing yet");
var fruit = Dropdown.of("fruit", "apple", "pear", "plum").onChange(v -> said.value("chose " + v));
var name = Text.of("name").onChange(v -> said.value("typed " + v));
var tick = Checkbox.of("tick", false).onChange(v -> said.value("tick " + v));
VBox.of(fruit, name, tick, said)""",
    """var player = Play.of(0, 20).interval(60);
var film = IntSlider.of("film", 0, 20);
player.drives(film);
HBox.of(player, film)""",
    """var picture = new java.awt.image.BufferedImage(60, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
Tab.of("numbers", VBox.of(FloatSlider.of("float", 0, 1), FloatLogSlider.of("log", -3, 3), IntRangeSlider.of("range", 0, 10),
        FloatRangeSlider.of("span", 0, 1), BoundedIntText.of("int", 0, 5), BoundedFloatText.of("real", 0, 5),
        IntText.of("any int"), FloatText.of("any"), IntProgress.of("done", 0, 10).value(6), FloatProgress.of("done", 0, 1)))
    .page("choices", VBox.of(SelectionSlider.of("size", "S", "M", "L"), SelectionRangeSlider.of("sizes", "S", "M", "L"),
        RadioButtons.of("radio", 1, 2, 3), Select.of("select", 1, 2, 3), SelectMultiple.of("many", 1, 2, 3).choose(1, 3),
        ToggleButtons.of("toggle", "on", "off"), ToggleButton.of("stay", true), Valid.of("valid", false)))
    .page("texts", VBox.of(Textarea.of("long"), Password.of("secret"), Combobox.of("combo", "a", "b"), HTML.of("<b>bold</b>"),
        HTMLMath.of("$x^2$"), Image.of(picture), ColorPicker.of("colour", "#aaccff"), DatePicker.of("date")))
    .page("boxes", GridBox.of(Label.of("1"), Label.of("2")).layout("grid_template_columns", "50px 50px"))
    .page("folds", Accordion.of("first", Label.of("inside")))""",
]


SETTINGS = {"@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True},
            "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False}}


def fail(text):
    sys.exit(f"check_widgets.py: {text}")


def notebook():
    cells = [{"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "execution_count": None, "outputs": [],
              "source": source} for i, source in enumerate(CELLS)]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5,
                       "metadata": {"kernelspec": {"name": KERNEL, "display_name": KERNEL, "language": "java"}}})


def write_settings(folder):
    """Has widgets saved in notebooks, which is a reader's choice, and no question asked for news."""
    for name, values in SETTINGS.items():
        file = folder / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))


def serve(python, folder, port):
    """Returns the server's process, with no settings but its own."""
    environment = dict(os.environ, JUPYTER_CONFIG_DIR=f"{folder}/config", JUPYTER_DATA_DIR=f"{folder}/data",
                       IPYTHONDIR=f"{folder}/ipython")
    command = [python, "-W", "ignore", "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
               f"--port={port}", f"--ServerApp.token={TOKEN}", f"--ServerApp.root_dir={folder}/work",
               "--LabApp.expose_app_in_browser=True", f"--LabApp.user_settings_dir={folder}/settings",
               f"--LabApp.workspaces_dir={folder}/workspaces"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


async def connect(port):
    """Waits until the server takes connections."""
    for _ in range(120):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            await asyncio.sleep(0.5)
    fail("JupyterLab (no answer) must start: set LAB_PYTHON to an interpreter that has it")


class Page:
    """The notebook as a reader sees and touches it."""

    def __init__(self, page, pictures):
        self.page, self.pictures = page, pictures

    async def until(self, condition, what, patience=PATIENCE):
        """Waits for a condition in the page; its last value is returned."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            value = await self.page.run(condition)
            if value:
                return value
            await asyncio.sleep(0.2)
        await self.picture("failed")
        fail(f"{what} (not within {patience} s) must happen")

    async def picture(self, name):
        await self.page.picture(self.pictures / f"widgets-{name}.png", whole=False)

    def in_cell(self, cell, selector):
        return f"[...document.querySelectorAll('.jp-CodeCell')][{cell}].querySelector({json.dumps(selector)})"

    async def text_in(self, cell, text, what, patience=20):
        node = f"[...document.querySelectorAll('.jp-CodeCell')][{cell}].querySelector('.jp-Cell-outputArea')"
        return await self.until(f"{node} && {node}.innerText.includes({json.dumps(text)})", what, patience)

    async def place(self, cell, selector):
        """Scrolls to a part of a cell's output and returns its middle."""
        node = self.in_cell(cell, selector)
        await self.until(f"!!{node}", f"{selector} in cell {cell}", 30)
        await self.page.run(f"{node}.scrollIntoView({{block: 'center'}})")
        await asyncio.sleep(0.3)
        box = await self.page.run(f"(r => [r.x + r.width / 2, r.y + r.height / 2])({node}.getBoundingClientRect())")
        return box

    async def mouse(self, kind, x, y, pressed=True):
        await self.page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left" if pressed else "none",
                             buttons=1 if pressed else 0, clickCount=1)

    async def click(self, cell, selector):
        x, y = await self.place(cell, selector)
        await self.mouse("mousePressed", x, y)
        await self.mouse("mouseReleased", x, y)

    async def drag(self, cell, selector, by):
        x, y = await self.place(cell, selector)
        await self.mouse("mouseMoved", x, y, False)
        await self.mouse("mousePressed", x, y)
        for part in range(1, 11):
            await self.mouse("mouseMoved", x + by * part / 10, y)
            await asyncio.sleep(0.03)
        await self.mouse("mouseReleased", x + by, y)

    async def key(self, key, code):
        for kind in ("rawKeyDown", "keyUp"):
            await self.page.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)
        await asyncio.sleep(0.1)


async def run_all(page):
    await page.until(READY, "the kernel's connection")
    await page.page.run(f"jupyterapp.shell.activateById(({PANEL}).id)")
    await asyncio.sleep(2)
    await page.page.run("jupyterapp.commands.execute('notebook:run-all-cells').then(() => 0)")
    await page.until("[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every(p => /\\d/.test(p.innerText))",
                     "the end of all cells")
    await page.until("document.querySelectorAll('.widget-slider, .jupyter-widget-slider').length > 3", "sliders on the page")
    print("   all cells run, widgets on the page")


async def slide(page):
    await page.drag(0, ".noUi-handle", 60)
    await page.text_in(0, "step is ", "a line printed by the slider's handler")
    shown = await page.page.run(page.in_cell(0, ".widget-readout") + ".innerText")
    await page.text_in(0, f"step is {shown}", "the line for the value where the slider was let go")
    await page.page.run(page.in_cell(0, ".noUi-handle") + ".focus()")
    await page.key("ArrowRight", 39)
    await page.text_in(0, f"step is {int(shown) + 1}", "the line for the value one step further")
    await page.picture("slider")
    print(f"   slider dragged to {shown}, and on by the arrow key")


async def interact(page):
    source = page.in_cell(1, ".jp-OutputArea img") + ".src"
    await page.text_in(1, "shade 4", "the first value's lines")
    first = await page.page.run(source)
    await page.place(1, ".noUi-handle")
    await page.page.run(page.in_cell(1, ".noUi-handle") + ".focus()")
    await page.key("ArrowRight", 39)
    await page.text_in(1, "shade 5", "the next value's lines")
    await page.until(f"{source} !== {json.dumps(first)}", "another picture", 20)
    await page.picture("interact")
    for _ in range(4):
        await page.key("ArrowRight", 39)
    await page.text_in(1, "nine is odd", "the failure under its widget")
    await page.text_in(1, "cell 2, line 6", "the line of the failure")
    await page.picture("failure")
    await page.key("ArrowLeft", 37)
    await page.text_in(1, "shade 8", "life after the failure")
    print("   a function's picture follows its slider, its failure is shown under it")


async def press(page):
    await page.click(2, "button.mod-primary")
    await page.text_in(2, "click 1", "what the button's handler prints")
    await page.click(2, "button.mod-primary")
    await page.text_in(2, "click 2", "what it prints the second time")
    await page.click(2, "button.jupyter-button:not(.mod-primary)")
    await page.text_in(2, "IllegalArgumentException: pressed", "the failure of the other button")
    await page.picture("button")
    print("   buttons pressed")


async def choose(page):
    await page.place(3, "select")
    await page.page.run(page.in_cell(3, "select") + ".focus()")
    await page.key("ArrowDown", 40)
    await page.text_in(3, "chose pear", "the choice in the list")
    await page.click(3, "input[type=text]")
    await page.page.call("Input.insertText", text="Ada")
    await page.text_in(3, "typed Ada", "the text that was typed")
    await page.click(3, "input[type=checkbox]")
    await page.text_in(3, "tick true", "the tick")
    await page.picture("choices")
    print("   chosen, typed, ticked")


async def play(page):
    await page.click(4, "button")
    readout = page.in_cell(4, ".widget-readout") + ".innerText"
    await page.until(f"{readout} === '20'", "the film's end", 30)
    asked = f"""new Promise(done => {{
        const run = ({PANEL}).sessionContext.session.kernel.requestExecute({{code: 'film.value()'}});
        run.onIOPub = m => m.header.msg_type === 'execute_result' && done(m.content.data['text/plain'] === '20'); }})"""
    await page.until(asked, "the linked slider's last value in the kernel", 20)
    await page.picture("play")
    print("   played to the end, the linked slider followed")


async def look(page):
    await page.place(5, ".jupyter-widget-tab, .widget-tab")
    tabs = await page.page.run("document.querySelectorAll('.jp-CodeCell')[5].querySelectorAll('.lm-TabBar-tab').length")
    if tabs != 5:
        fail(f"tabs ({tabs}) must be 5")
    for tab in range(tabs):
        await page.click(5, f".lm-TabBar-tab:nth-child({tab + 1})")
        await asyncio.sleep(0.5)
        await page.picture(f"tab{tab + 1}")
    print("   all pages of the tabs seen")


async def come_again(page, address, file):
    """Saves, loads the page anew with the kernel running, and moves a widget that is still there."""
    await page.page.run(f"({PANEL}).context.save().then(() => 0)")
    stored = json.loads(file.read_text())
    widgets = stored["metadata"].get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    if len(widgets) < 50:
        fail(f"models in the saved notebook ({len(widgets)}) must be all that are shown: at least 50")
    await page.page.open(address)
    await page.until(READY, "the kernel's connection after loading anew")
    await page.until("document.querySelectorAll('.noUi-handle').length > 3", "the sliders after loading anew", 60)
    await page.place(1, ".noUi-handle")
    await page.page.run(page.in_cell(1, ".noUi-handle") + ".focus()")
    await page.key("ArrowLeft", 37)
    await page.text_in(1, "shade 7", "the function's run after loading anew")
    await page.picture("again")
    print(f"   loaded anew, widgets live; {len(widgets)} models were in the saved notebook")


async def main(pictures):
    folder = Path(tempfile.mkdtemp(prefix="koopman-widgets-"))
    (folder / "work").mkdir()
    file = folder / "work" / "widgets.ipynb"
    file.write_text(notebook())
    write_settings(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve(os.environ.get("LAB_PYTHON", sys.executable), folder, port)
    try:
        await connect(port)
        address = f"http://127.0.0.1:{port}/lab/tree/widgets.ipynb?token={TOKEN}"
        async with browser.Browser(browser.chromium()) as chromium:
            await chromium.open(address)
            page = Page(chromium, pictures)
            await run_all(page)
            for part in (slide, interact, press, choose, play, look):
                await part(page)
            await come_again(page, address, file)
            complaints = [each for each in chromium.complaints if "widget" in each.lower()]
            if complaints:
                fail(f"complaints of the browser ({complaints}) must be none")
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "target")
    target.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(target))
