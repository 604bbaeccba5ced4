# SPDX-License-Identifier: Apache-2.0
"""Checks the drawings of notebooks/drawings: each is shown by a chapter, with an alternative text, and can be read in light and dark.

A drawing has no colour, font or size of its own but by the classes of its style, which is the same in all; the book leaves the style
out and gives the classes its own, by book.css, for light and for dark.
"""
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "book"))
import chapters

SHORTEST_ALT = 15
SPACE = "{http://www.w3.org/2000/svg}"
SHAPES = {"path", "circle", "rect", "text"}
ALLOWED = {"class", "d", "cx", "cy", "r", "x", "y", "dy", "width", "height", "rx"}


def findings(folder, sheet, sources):
    """Yields what is wrong with the drawings in a folder, given the book's style sheet and the chapters' texts by name."""
    drawings = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.svg"))}
    shown = {}
    for name, source in sources.items():
        for alt, drawing in chapters.DRAWING.findall(source):
            shown.setdefault(drawing, []).append(name)
            if len(alt) < SHORTEST_ALT:
                yield f"{name}, drawing {drawing}: alternative text ({alt}) must describe it"
        yield from stray(name, source)
    for name in sorted(shown.keys() - drawings.keys()):
        yield f"{shown[name][0]}, drawing {name}: is missing in drawings/"
    for name, content in drawings.items():
        wrong = [] if len(shown.get(name, [])) == 1 else [f"must be shown once, not {len(shown.get(name, []))} times"]
        yield from (f"drawing {name}: {finding}" for finding in [*wrong, *wrong_form(content, sheet)])
    if len({style(content) for content in drawings.values()}) > 1:
        yield "drawings: the style must be the same in all"


def stray(name, source):
    """Pictures by other means, which the book would not set into its page: a paragraph must be the picture alone."""
    for line in source.splitlines():
        if "](drawings/" in line and not chapters.DRAWING.match(line):
            yield f"{name}: a drawing must stand on a line of its own as ![description](drawings/name.svg): {line[:60]}"


def wrong_form(content, sheet):
    """Yields where a drawing has a look of its own, or a class that the style or the book's sheet does not know."""
    if "\n\n" in content:
        yield "has an empty line, which would end it in Markdown"
    known = set(re.findall(r"^\.([a-z]+) ", style(content), re.M))
    for name in sorted(known - set(re.findall(r"^\.drawing \.([a-z]+) ", sheet, re.M))):
        yield f"class {name} must be in book.css"
    root = ElementTree.fromstring(content)
    if not root.get("viewBox"):
        yield "svg must have a viewBox"
    for element in root.iter():
        tag = element.tag.replace(SPACE, "")
        used = set(element.get("class", "").split())
        if tag in ("svg", "style"):
            continue
        if tag not in SHAPES | {"tspan"} or set(element.keys()) - ALLOWED:
            yield f"{tag} ({' '.join(element.keys())}) must be {', '.join(sorted(SHAPES))} or tspan and have its look by classes alone"
        if used - known or tag in SHAPES - {"text"} and not used & {"line", "dot", "area"}:
            yield f"{tag} (class {' '.join(sorted(used)) or 'none'}) must be a line, a dot or an area, of known classes"


def style(content):
    found = chapters.STYLE.search(content)
    return found.group() if found else ""
