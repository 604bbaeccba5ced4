# SPDX-License-Identifier: Apache-2.0
"""Lays out what Sphinx renders: book/ with the executed notebooks, their cards, MathJax and the readers' downloads."""
import base64
import json
import re
import shutil
import sys
import zipfile
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MATHJAX = "es5/tex-svg-full.js"
ZIP_DATE = (2025, 1, 1, 0, 0, 0)
SUFFIXES = {"image/svg+xml": ".svg", "image/png": ".png"}

Picture = namedtuple("Picture", "suffix content alt tags")


def main(executed, source, names):
    shutil.copytree(ROOT / "book", source, ignore=shutil.ignore_patterns("__pycache__", "notebooks"))
    shutil.copytree(ROOT / "notebooks" / "drawings", source / "notebooks" / "drawings")
    cards, paths = [], [path for path in sorted(executed.glob("*.ipynb")) if not names or path.name in names]
    for path in paths:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        describe_figures(notebook)
        unlink(notebook, {each.name for each in paths})
        copy = source / "notebooks" / path.name
        copy.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")
        cards.append(card(notebook, path.stem, source / "_cards"))
    (source / "_chapters.md").write_text("\n".join(["::::{grid} 1 2 2 2", ":gutter: 3", "", *cards, "::::", ""]),
                                         encoding="utf-8")
    index = source / "index.md"
    index.write_text(without_empty_lists(index.read_text("utf-8"), source), encoding="utf-8")
    unpack_mathjax(source / "_static" / "mathjax")
    pack_notebooks([path.name for path in paths], source / "koopman-notebooks.zip")


def unlink(notebook, names):
    """Leaves of links to chapters that this book lacks, as one of a few chapters does, their text."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = re.sub(r"\[([^\]]+)\]\(([\w-]+\.ipynb)(?:#[^)]*)?\)",
                                    lambda found: found[0] if found[2] in names else found[1], "".join(cell["source"]))


def without_empty_lists(index, source):
    """The first page without lists of chapters of which there is none."""
    return re.sub(r"```\{toctree\}\n(?::.*\n)*\n(notebooks/.*)\n```\n\n?",
                  lambda found: found[0] if list(source.glob(found[1] + ".ipynb")) else "", index)


def describe_figures(notebook):
    """Hands a figure's own description, sent by the kernel with the picture, to what renders the book."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            for mime, facts in output.get("metadata", {}).items():
                if mime in SUFFIXES and isinstance(facts, dict) and "alt" in facts:
                    shown = cell["metadata"].setdefault("mystnb", {})
                    shown.setdefault("image", {}).setdefault("alt", facts["alt"])


def card(notebook, name, folder):
    """A chapter's card: its picture, its title and the first question that it asks."""
    prose = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    title = next((line[2:] for text in prose for line in text.splitlines() if line.startswith("# ")), name)
    picture, image = cover(notebook), []
    if picture:
        folder.mkdir(exist_ok=True)
        (folder / (name + picture.suffix)).write_bytes(picture.content)
        image = [f":img-top: _cards/{name}{picture.suffix}", f":img-alt: {picture.alt or title}"]
    return "\n".join([f":::{{grid-item-card}} {title}", f":link: notebooks/{name}", ":link-type: doc", *image, "",
                      first_question(prose), ":::"])


def first_question(prose):
    body = " ".join(" ".join(line for line in text.splitlines() if not line.startswith(("#", "!["))) for text in prose[:2])
    sentences = re.split(r"(?<=[.!?])\s+", body.replace("*", ""))
    return next((sentence for sentence in sentences if sentence.endswith("?")), "")


def cover(notebook):
    """The picture that stands for a chapter: that of the cell tagged 'cover', else its first; None without any."""
    found = list(pictures(notebook))
    return next((picture for picture in found if "cover" in picture.tags), found[0] if found else None)


def pictures(notebook):
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            for mime, suffix in SUFFIXES.items():
                if mime in output.get("data", {}):
                    content = "".join(output["data"][mime])
                    yield Picture(suffix, content.encode() if suffix == ".svg" else base64.b64decode(content),
                                  cell["metadata"].get("mystnb", {}).get("image", {}).get("alt"),
                                  cell["metadata"].get("tags", []))
                    break


def unpack_mathjax(folder):
    folder.mkdir(parents=True)
    with zipfile.ZipFile(ROOT / "target" / "web" / "mathjax.jar") as jar:
        for file in (MATHJAX, "LICENSE"):
            name = next(name for name in jar.namelist() if name.endswith("/" + file))
            (folder / Path(file).name).write_bytes(jar.read(name))


def pack_notebooks(names, target):
    """The notebooks as the authors keep them, without outputs, and their drawings; the same bytes for the same files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in names:
            pack_file(pack, name)
        for drawing in sorted((ROOT / "notebooks" / "drawings").glob("*.svg")):
            pack_file(pack, "drawings/" + drawing.name)


def pack_file(pack, name):
    entry = zipfile.ZipInfo("koopman-notebooks/" + name, ZIP_DATE)
    entry.external_attr = 0o644 << 16
    pack.writestr(entry, (ROOT / "notebooks" / name).read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
