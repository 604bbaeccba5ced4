# SPDX-License-Identifier: Apache-2.0
"""Opens the pages of live figures that Maven's tests leave in target/live in headless Chromium, and fails where a script's answer is
not Java's, a control or a drag changes nothing that is shown, a page asks for something outside itself, complains, is wider than a phone
or has a violation of WCAG 2.1 AA that axe-core sees."""
import asyncio
import json
import sys
from pathlib import Path

import browser
import check_pages

TOLERANCE = 1e-5  # of an answer, or of 1 where that is more
SHOWN = """[...document.querySelectorAll('.koopman-live canvas')].map(each => each.toDataURL()).join()
    + document.querySelector('.koopman-live .state[role=status]').textContent"""
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"
CONTROLS = "document.querySelectorAll('.koopman-live :is(input, select, button, [role=slider][tabindex=\"0\"])')"


async def main(folder, pictures):
    findings, pages = [], sorted(folder.glob("*.html"))
    if not pages:
        findings.append(f"{folder} (no pages) must hold those that Maven's tests leave: run mvn test")
    async with browser.Browser(browser.chromium()) as chromium:
        for page in pages:
            findings += [f"{page.name}: {finding}" for finding in await check(chromium, page, pictures)]
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"   {len(pages)} live figures: {len(findings) or 'no'} findings")
    return 1 if findings else 0


async def check(chromium, page, pictures):
    found = []
    for view, options in check_pages.VIEWS.items():
        found += [f"{finding} ({view})" for finding in await check_pages.check(chromium, page, view, options)]
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            await chromium.picture(pictures / f"{page.stem}-{view}.png")
    await chromium.open(page.resolve().as_uri())
    return (found + await compare(chromium, page.with_suffix(".json")) + await use(chromium) + await drag(chromium)
            + await double(chromium))


async def compare(chromium, file):
    """Asks the script what Java was asked."""
    asked = json.loads(file.read_text(encoding="utf-8"))
    given = await chromium.run(f"{json.dumps(asked['inputs'])}.map(document.querySelector('.koopman-live').answer)")
    worst = 0
    for one, other in zip(given, asked["answers"]):
        if len(one) != len(other):
            return [f"an answer of {len(one)} numbers must have {len(other)}, as Java's"]
        worst = max([worst] + [abs((a if a is not None else float("inf")) - b) / max(1, abs(b)) for a, b in zip(one, other)])
    print(f"   {file.stem}: {len(given)} answers, at most {worst:.1e} from Java's")
    return [f"an answer is {worst:.1e} from Java's, more than {TOLERANCE}"] if worst > TOLERANCE else []


async def use(chromium):
    """Presses a key at each control, and sees whether anything that is shown changes."""
    found = []
    for i in range(await chromium.run(CONTROLS + ".length")):
        name = await chromium.run(f"(each => {{ each.focus(); return each.getAttribute('aria-label') || each.parentElement.textContent; }})({CONTROLS}[{i}])")
        kind = await chromium.run("document.activeElement.tagName + document.activeElement.type")
        before = await chromium.run(PAINTED + f".then(() => {SHOWN})")
        for key in (" ",) if "checkbox" in kind or "BUTTON" in kind else ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
            await press(chromium, key)
            if await chromium.run(PAINTED + f".then(() => {SHOWN})") != before:
                break
        else:
            found.append(f"nothing that is shown changes with the keys at '{name}'")
    return found + [f"complains: {complaint}" for complaint in chromium.complaints]


async def press(chromium, key):
    code = {" ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}[key]
    values = dict(key=key, code="Space" if key == " " else key, windowsVirtualKeyCode=code)
    await chromium.call("Input.dispatchKeyEvent", type="keyDown", text=key if key == " " else "", **values)
    await chromium.call("Input.dispatchKeyEvent", type="keyUp", **values)


async def drag(chromium):
    """Drags a point, or a picture that can be, by mouse and by touch."""
    found, what = [], "document.querySelector('.koopman-live :is(.point, canvas[style*=grab])')"
    if await chromium.run(what + " === null"):
        return found
    for way, events in {"mouse": mouse, "touch": touch}.items():
        x, y = await chromium.run("""(each => { each.scrollIntoView({block: 'center'}); const box = each.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; })""" + f"({what})")
        before = await chromium.run(PAINTED + f".then(() => {SHOWN})")
        await events(chromium, [(x + 8 * i, y + i) for i in range(6)])
        if await chromium.run(PAINTED + f".then(() => {SHOWN})") == before:
            found.append(f"nothing that is shown changes when it is dragged by {way}")
    return found


async def mouse(chromium, places):
    for kind, (x, y) in zip(["mousePressed"] + ["mouseMoved"] * (len(places) - 2) + ["mouseReleased"], places):
        await chromium.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)


async def touch(chromium, places):
    for kind, (x, y) in zip(["touchStart"] + ["touchMove"] * (len(places) - 1), places):
        await chromium.call("Input.dispatchTouchEvent", type=kind, touchPoints=[dict(x=x, y=y)])
    await chromium.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


async def double(chromium):
    """Puts the figure on the page once more, as a notebook does that shows it twice."""
    await chromium.run("""(() => { const copy = document.createElement('div'), first = document.querySelector('.koopman-live');
        copy.innerHTML = first.outerHTML.replace('data-ready=""', '').replace(/<div class="stage">[^]*?<\\/div>\\s*<script/, '<div class="stage"></div><script');
        document.querySelector('main').append(copy);
        for (const script of copy.querySelectorAll('script')) {
          const again = document.createElement('script');
          again.type = script.type;
          again.textContent = script.textContent;
          script.replaceWith(again);
        } })()""")
    ready = await chromium.run("document.querySelectorAll('.koopman-live[data-ready] .stage canvas').length")
    each = await chromium.run("document.querySelectorAll('.koopman-live')[0].querySelectorAll('.stage canvas').length")
    return [] if ready == 2 * each else [f"shown twice, {ready} pictures must be {2 * each}"]


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
