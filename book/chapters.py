# SPDX-License-Identifier: Apache-2.0
"""What a chapter's text, written for Jupyter and the book alike, becomes in the book.

A drawing is set into the page, so that it takes the page's font and its colours, light or dark; a reference in parentheses,
a link for Jupyter, becomes one of the book's own; a solution is folded together with its cells.
"""
import json
import re
from html import escape
from pathlib import Path
from urllib.parse import unquote

DRAWING = re.compile(r"^!\[([^\]]+)\]\(drawings/([\w-]+)\.svg\)$", re.M)
REFERENCES = re.compile(r"\((\[[^\]]+, \d{4}\]\(https?://[^)\s]+\)(?:; \[[^\]]+, \d{4}\]\(https?://[^)\s]+\))*)\)")
REFERENCE = re.compile(r"\[([^\]]+), (\d{4})\]\((https?://[^)\s]+)\)")
STYLE = re.compile(r"<style>.*?</style>\n", re.S)
FOLD_END = "</details>"


def adapt(text, folder):
    """Returns a notebook's text as the book renders it; folder holds references.bib and notebooks/drawings."""
    notebook = json.loads(text)
    keys = {reference.address: reference.key for reference in references((folder / "references.bib").read_text("utf-8"))}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"]).replace("](../book/", "](../")
            source = REFERENCES.sub(lambda found: cited(found, keys), source)
            cell["source"] = DRAWING.sub(lambda found: drawn(found, folder / "notebooks" / "drawings"), source)
    notebook["cells"] = list(folded(notebook["cells"]))
    return json.dumps(notebook, ensure_ascii=False)


def cited(found, keys):
    """One role for all references of a pair of parentheses, or what was found if one of them is not the book's."""
    addresses = [unquote(address) for _, _, address in REFERENCE.findall(found[0])]
    return "{cite:p}`%s`" % ",".join(map(keys.get, addresses)) if all(a in keys for a in addresses) else found[0]


def drawn(found, folder):
    """The drawing itself, without its own style and with its alternative text as a label."""
    alt, name = found.groups()
    drawing = STYLE.sub("", (folder / f"{name}.svg").read_text("utf-8")).strip()
    return f'<div class="drawing">\n{drawing.replace("<svg ", f"""<svg role="img" aria-label="{escape(alt)}" """, 1)}\n</div>'


def folded(cells):
    """Yields the cells; the fold of a solution ends behind the code that belongs to it, which need not be folded again."""
    inside = False
    for cell in cells:
        tags = cell["metadata"].get("tags", [])
        if inside and "solution" not in tags:
            yield end_of_fold(cell)
            inside = False
        source = "".join(cell["source"]).rstrip()
        if cell["cell_type"] == "markdown" and source.endswith(FOLD_END):
            inside = True
            cell["source"] = source.removesuffix(FOLD_END)
        if inside and "hide-input" in tags:
            cell["metadata"]["tags"] = [tag for tag in tags if tag != "hide-input"]
        yield cell
    if inside:
        yield end_of_fold(cell)


def end_of_fold(cell):
    return {"cell_type": "markdown", "id": "fold-before-" + cell["id"][:50], "metadata": {}, "source": FOLD_END}


class Reference:
    """An entry of references.bib: its key, its authors' first surname, its year and where it can be read."""

    def __init__(self, key, fields):
        self.key, self.year = key, fields.get("year", "")
        self.surname = re.split(r",| and ", fields.get("author", ""))[0]
        self.address = fields.get("url") or ("https://doi.org/" + fields["doi"] if "doi" in fields else
                                             "https://arxiv.org/abs/" + fields.get("eprint", ""))


def references(bibliography):
    """Yields the entries of a bibliography."""
    for key, body in re.findall(r"^@\w+\{(\w+),(.*?)^\}", bibliography, re.M | re.S):
        yield Reference(key, dict(re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", body, re.M)))
