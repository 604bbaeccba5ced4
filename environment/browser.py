# SPDX-License-Identifier: Apache-2.0
"""Drives headless Chromium over its own protocol, with the websocket of the library that Jupyter's client brings."""
import asyncio
import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
         "--remote-debugging-port=0"]
TYPESET = """new Promise(done => {
  const wait = () => !window.MathJax || !MathJax.startup ? done() : MathJax.startup.promise.then(done, done);
  document.readyState === 'complete' ? wait() : addEventListener('load', wait);
})"""


class Browser:
    """One Chromium with one page: 'async with Browser(program) as browser'."""

    def __init__(self, program):
        self.program, self.requests, self.complaints = program, [], []
        self._number, self._answers, self._events = 0, {}, {}

    async def __aenter__(self):
        self._folder = tempfile.mkdtemp(prefix="koopman-browser-")
        self._process = subprocess.Popen([self.program, *FLAGS, f"--user-data-dir={self._folder}", "about:blank"],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = await self._port()
        targets = json.loads((await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/json")).body)
        address = next(target["webSocketDebuggerUrl"] for target in targets if target["type"] == "page")
        self._socket = await websocket_connect(address, max_message_size=1 << 30)
        self._reader = asyncio.ensure_future(self._read())
        for domain in ("Page", "Runtime", "Network", "Log"):
            await self.call(domain + ".enable")
        return self

    async def __aexit__(self, *_):
        self._reader.cancel()
        self._process.terminate()
        self._process.wait(timeout=20)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _port(self):
        file, deadline = Path(self._folder) / "DevToolsActivePort", time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            if file.exists() and file.read_text().strip():
                return int(file.read_text().split()[0])
            await asyncio.sleep(0.05)
        raise RuntimeError(f"{self.program} (no answer) must start headless: set CHROMIUM to one that does")

    async def _read(self):
        while True:
            message = await self._socket.read_message()
            if message is None:
                return
            self._take(json.loads(message))

    def _take(self, message):
        method, values = message.get("method"), message.get("params", {})
        if "id" in message:
            self._answers.pop(message["id"]).set_result(message)
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            details = values["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Log.entryAdded" and values["entry"]["level"] == "error":
            self.complaints.append(values["entry"]["text"] + " " + values["entry"].get("url", ""))
        elif method in self._events:
            self._events.pop(method).set_result(values)

    async def call(self, method, **values):
        """Returns the browser's answer to one command of its protocol."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.write_message(json.dumps({"id": self._number, "method": method, "params": values}))
        message = await asyncio.wait_for(answer, 120)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']['message']}")
        return message["result"]

    async def open(self, address, width=1280, height=900, dark=False):
        """Opens a page and waits until it is loaded and its formulas are typeset."""
        self.requests, self.complaints = [], []
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                        mobile=width < 600)
        await self.call("Emulation.setEmulatedMedia",
                        features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                                  {"name": "prefers-reduced-motion", "value": "reduce"}])
        loaded = self._events["Page.loadEventFired"] = asyncio.get_running_loop().create_future()
        await self.call("Page.navigate", url=address)
        await asyncio.wait_for(loaded, 60)
        await self.run(TYPESET)

    async def run(self, script):
        """Returns the value of a script, awaited where it is a promise."""
        answer = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "script failed"))
        return answer["result"].get("value")

    async def picture(self, file, whole=True):
        """Writes a PNG of the page, or of what the window shows of it."""
        answer = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(file).write_bytes(base64.b64decode(answer["data"]))

    async def pdf(self, file):
        """Writes the page as it prints, on A4, without the time at which it does."""
        answer = await self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True, paperWidth=8.27,
                                 paperHeight=11.69, displayHeaderFooter=True, headerTemplate="<span></span>",
                                 footerTemplate="<div style='width:100%;text-align:center;font-size:8px'>"
                                                "<span class='pageNumber'></span></div>")
        printed = base64.b64decode(answer["data"])
        Path(file).write_bytes(re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>20250101000000", printed))


def chromium():
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), "chromium")
