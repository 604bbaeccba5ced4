# SPDX-License-Identifier: Apache-2.0
"""Opens every page of the book in headless Chromium, in light, in dark and as wide as a phone, and fails where one asks
for something outside the book, complains, typesets a formula in red, is wider than the phone, draws a picture out of its own
proportions, or has a violation of WCAG 2.1 AA that axe-core sees."""
import asyncio
import sys
import zipfile
from pathlib import Path

import browser

VIEWS = {"light": dict(width=1280), "dark": dict(width=1280, dark=True), "phone": dict(width=390, height=844)}
AXE = zipfile.ZipFile("target/web/axe.jar").read("axe.min.js").decode()
RULES = '{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"], preload: false}'
DISTORTED = """[...document.querySelectorAll('.bd-article img')].filter(each => each.naturalWidth && each.clientHeight
    && getComputedStyle(each).objectFit === 'fill')
  .map(each => [each.alt, each.clientWidth / each.clientHeight / (each.naturalWidth / each.naturalHeight)])
  .filter(([alt, ratio]) => Math.abs(ratio - 1) > 0.02).map(([alt, ratio]) => alt.slice(0, 60) + ', ' + ratio.toFixed(2))"""
AXE_RUN = f"""axe.run(document, {RULES}).then(found => found.violations.map(v =>
  v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")))"""


async def main(folder, pictures):
    pages = sorted(path for path in folder.rglob("*.html")
                   if "_static" not in path.parts and path.relative_to(folder).parts[0] != "api")
    findings = []
    async with browser.Browser(browser.chromium()) as chromium:
        for page in pages:
            for view, options in VIEWS.items():
                name = f"{page.relative_to(folder)} ({view})"
                found = await check(chromium, page, view, options)
                if found:  # on a busy machine a load may be broken off by the page before: what is wrong is so twice
                    found = await check(chromium, page, view, options)
                findings += [f"{name}: {finding}" for finding in found]
                if pictures:
                    file = pictures / f"{page.relative_to(folder).with_suffix('')}-{view}.png"
                    file.parent.mkdir(parents=True, exist_ok=True)
                    await chromium.picture(file)
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"   {len(pages)} pages, {len(VIEWS)} views: {len(findings) or 'no'} findings")
    return 1 if findings else 0


async def check(chromium, page, view, options):
    """Opens a page and returns what is wrong with it."""
    await chromium.open(page.resolve().as_uri(), **options)
    found = [f"asks for {url}" for url in chromium.requests if not url.startswith(("file:", "data:", "blob:"))]
    found += [f"complains: {complaint}" for complaint in chromium.complaints]
    errors = await chromium.run("document.querySelectorAll('mjx-merror, [data-mjx-error]').length")
    if errors:
        found.append(f"{errors} formulas that MathJax cannot typeset")
    found += [f"a picture is distorted: {picture}" for picture in await chromium.run(DISTORTED)]
    if view == "phone":
        width = await chromium.run("document.documentElement.scrollWidth")
        if width > VIEWS["phone"]["width"]:
            found.append(f"is {width} wide, wider than the phone")
    await chromium.run(AXE + "; 0")
    return found + await chromium.run(AXE_RUN)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)))
