# SPDX-License-Identifier: Apache-2.0
"""Makes slides of the executed chapters: one HTML file that needs no network, a question before each of its figures."""
import base64
import html
import json
import re
import sys
from pathlib import Path

import stage_book

QUESTION = re.compile(r"^> \*\*Guess[^*]*\*\*((?:.*\n?)(?:^>.*\n?)*)", re.M)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Koopman autoencoders in Java: slides</title>
<style>
:root { color-scheme: light dark; --paper: #fff; --ink: #222; --faint: #666; }
@media (prefers-color-scheme: dark) { :root { --paper: #181818; --ink: #eee; --faint: #aaa; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 3.2vmin/1.4 sans-serif; }
section { box-sizing: border-box; height: 100vh; padding: 4vmin 8vmin 8vmin; display: flex; flex-direction: column;
  justify-content: center; break-after: page; }
.turning section:not(.current) { display: none; }
h1 { font-size: 2.2em; line-height: 1.15; margin: 0 0 .4em; } h2 { font-size: 1em; color: var(--faint); margin: 0; }
.question { font-size: 1.5em; } figure { margin: 0; min-height: 0; display: flex; flex-direction: column; flex: 1; }
img { min-height: 0; flex: 1; object-fit: contain; background: #fff; border-radius: .3em; }
figcaption { padding-top: .5em; } li { margin-bottom: .6em; }
nav { position: fixed; right: 2vmin; bottom: 1.5vmin; color: var(--faint); }
nav button { font: inherit; color: inherit; background: none; border: 1px solid; border-radius: .3em; min-width: 2.2em; }
@page { size: 297mm 167mm; margin: 0; }
@media print { section, .turning section:not(.current) { display: flex; } nav { display: none; }
  :root { --paper: #fff; --ink: #222; --faint: #666; } }
</style>
</head>
<body>
<main>
SLIDES
</main>
<nav aria-label="Slides"><button aria-label="Previous slide">&larr;</button> <span aria-live="polite"></span>
<button aria-label="Next slide">&rarr;</button></nav>
<script>
const slides = [...document.querySelectorAll("section")], place = document.querySelector("nav span");
const now = () => Math.min(Math.max(parseInt(location.hash.slice(1)) || 1, 1), slides.length);
const show = () => { slides.forEach((slide, i) => slide.classList.toggle("current", i + 1 === now()));
  place.textContent = now() + " of " + slides.length; };
const go = number => { location.hash = Math.min(Math.max(number, 1), slides.length); };
const [back, forth] = document.querySelectorAll("nav button");
back.onclick = () => go(now() - 1);
forth.onclick = () => go(now() + 1);
addEventListener("hashchange", show);
addEventListener("keydown", event => {
  if (event.key === " " && event.target.tagName === "BUTTON") return;
  const to = { ArrowRight: now() + 1, PageDown: now() + 1, " ": now() + 1, ArrowLeft: now() - 1, PageUp: now() - 1,
    Home: 1, End: slides.length }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(to);
});
document.body.classList.add("turning");
show();
</script>
</body>
</html>
"""


def main(executed, target):
    chapters = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(executed.glob("*.ipynb"))]
    slides = [slide for chapter in chapters for slide in slides_of(chapter)]
    target.write_text(PAGE.replace("SLIDES", "\n".join(slides)), encoding="utf-8")
    print(f"   {len(chapters)} chapters, {len(slides)} slides")


def slides_of(notebook):
    """Yields a chapter's slides: its title with its question, its figures with theirs, and what was seen."""
    stage_book.describe_figures(notebook)
    prose = [text(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    title = next(line[2:] for line in prose[0].splitlines() if line.startswith("# "))
    yield slide(f"<h1>{inline(title)}</h1>\n<p class=question>{inline(stage_book.first_question(prose))}</p>")
    question, section = "", ""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            question = next((found.group(1) for found in QUESTION.finditer(text(cell["source"]))), "")
            section = ([section] + re.findall(r"^## (.*)", text(cell["source"]), re.M))[-1]
        elif "solution" not in cell["metadata"].get("tags", []):
            asked = inline(re.sub(r"\s*\n>\s*", " ", question))
            for picture in stage_book.pictures({"cells": [cell]}):
                if asked:
                    yield slide(f"<h2>{inline(title)}</h2>\n<p class=question>{asked}</p>")
                yield slide(f"<h2>{asked or inline(title)}</h2>\n{figure(picture, cell)}")
                question = asked = ""
            if section == "What we saw":
                yield from (slide(f"<h2>{inline(title)}: what we saw</h2>\n{listed(seen)}") for seen in markdown(cell))


def slide(content):
    return f"<section>\n{content}\n</section>"


def figure(picture, cell):
    kind = {".png": "png", ".svg": "svg+xml"}[picture.suffix]
    caption = cell["metadata"].get("mystnb", {}).get("figure", {}).get("caption", "")
    return (f'<figure><img alt="{html.escape(picture.alt or caption)}" src="data:image/{kind};base64,'
            f'{base64.b64encode(picture.content).decode()}">\n'
            f"<figcaption>{inline(caption)}</figcaption></figure>")


def markdown(cell):
    return [text(output["data"]["text/markdown"]) for output in cell.get("outputs", [])
            if "text/markdown" in output.get("data", {})]


def listed(points):
    return "<ul>" + "".join(f"<li>{inline(point)}</li>" for point in re.split(r"^- ", points, flags=re.M)[1:]) + "</ul>"


def inline(source):
    """The little Markdown that questions, captions and lists are written in, as HTML."""
    plain = html.escape(re.sub(r" ?\(\[[^)]*\)\)|<!--.*?-->", "", source.strip()), quote=False)
    plain = re.sub(r"\$([^$]*)\$", lambda found: "<i>" + re.sub(r"_(\w)", r"<sub>\1</sub>", found.group(1)
                                                                .replace("\\", "").replace("ell", "ℓ")) + "</i>", plain)
    for mark, tag in ((r"\*\*", "b"), (r"\*", "i"), ("`", "code")):
        plain = re.sub(f"{mark}(.+?){mark}", rf"<{tag}>\1</{tag}>", plain, flags=re.S)
    return plain


def text(source):
    return source if isinstance(source, str) else "".join(source)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
