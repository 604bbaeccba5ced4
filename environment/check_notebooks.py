# SPDX-License-Identifier: Apache-2.0
"""Checks the chapters: as kept in notebooks/, and as executed in target/notebooks/.

As kept: no outputs, no execution counts, cells of at most 20 lines under 80 columns, the house's end matter, no roles and
directives, which Jupyter shows raw, and references that are in the bibliography; tests of exercises with answers that they
find wrong; imports and magics that JJava's kernel can do with. The drawings: check_drawings.py.
As executed: every cell ran, in order, without errors or lines on stderr; no path, hash code, date or address in an
output; every figure has a caption and an alternative text; numbers in the prose stand in an output above; no sentence
is read twice, in the prose or in code that is shown and again in an output.

What may be marked:
  cell tag raises-exception     this cell is meant to fail
  cell tag writes-stderr        this cell is meant to write to stderr
  <!-- cited -->                the numbers since the sentence's beginning, or since the last such mark in it, come from
                                elsewhere; these words must name the source
  a web link                    the same for all numbers of the sentence
A number that is marked as cited must not be a measurement of ours: one that stands in the README's tables outside the
columns of the paper. A number counts as standing above if an output, or the code, of an earlier cell rounds to it (as a fraction too, where
the prose writes %). Under "Exercises" it may stand anywhere in the notebook. Whole numbers without % are not checked.
"""
import argparse
import html
import json
import re
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import check_drawings
from check_drawings import chapters

MOST_LINES, MOST_COLUMNS = 20, 79
END_MATTER = ["What we saw", "Exercises", "Limits", "Next"]
PICTURES = ("image/svg+xml", "image/png", "image/jpeg")
SHORTEST_ALT = 15

FORBIDDEN = {
    "path": re.compile(r"(?<![\w<.:/])(?:/(?:home|root|tmp|usr|opt|var|work|Users|private|mnt|etc)/[\w.]|[A-Z]:\\\w)"),
    "hash code": re.compile(r"(?<![\w.])[\w.$\[;]+@[0-9a-f]{6,8}\b"),
    "date": re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b"
                       r"|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d"),
    "address": re.compile(r"\b0x[0-9a-f]{6,}\b|\b(?:\d{1,3}\.){3}\d{1,3}\b|\blocalhost\b|\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b"),
}
NUMBER = re.compile(r"(?<![\w.,])[-−]?(\d+(?:\.\d+)?)(?![\w]|[.,]\d)(?:\s*(%))?")
ANY_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
COORDINATES = re.compile(r"[^\s:]+(?::[^\s:]+){2,4}")
MARK = re.compile(r"<!--\s*cited\b.*?-->", re.S)
RAW = re.compile(r"\{[\w:+-]+\}`\w|^(?:`{3,}|:{3,}|~{3,})\{[\w-]+\}|\$\$ *\([\w-]+\)$|^\([\w-]+\)=$", re.M)
REFERENCE = re.compile(r"https?://|\barXiv\b")
SOURCE = re.compile(REFERENCE.pattern + r"|\b(?:papers?|posters?|authors?|[Pp]ublished (?:experiments?|figures?|results?))\b")
PAPER_COLUMN = re.compile(r"\bpaper\b", re.I)
ROOT = Path(__file__).resolve().parent.parent
README, BOOK = ROOT / "README.md", ROOT / "book"
SHORTEST_SENTENCE = 5  # words
ONLY_HERE = {"12_a_network_from_the_shelf", "appendix_the_kernel_you_have_been_using"}  # these do not run under JJava's kernel


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", type=Path, help="folder of the notebooks as kept")
    parser.add_argument("--executed", type=Path, help="folder of the executed copies")
    options = parser.parse_args()
    findings, cells, names, sources = [], 0, sorted(options.notebooks.glob("*.ipynb")), {}
    entries = list(chapters.references((BOOK / "references.bib").read_text("utf-8")))
    measured = measurements(README.read_text(encoding="utf-8")) if README.exists() else ([], [])
    for path in names:
        stored = path.read_text(encoding="utf-8")
        notebook = json.loads(stored)
        cells += len(notebook["cells"])
        findings += [f"{path.name}, {finding}" for finding in
                     [*as_kept(notebook), *as_saved(stored), *wrongly_cited(notebook, *measured), *unlisted(notebook, entries),
                      *(() if path.stem in ONLY_HERE else not_portable(notebook))]]
        sources[path.name] = "\n\n".join(prose(cell) for cell in notebook["cells"])
        copy = options.executed and options.executed / path.name
        if copy and not copy.exists():
            findings.append(f"{path.name}, not executed")
        elif copy and "skipped" in json.loads(copy.read_text("utf-8"))["metadata"].get("koopman", {}):
            print(f"   {path.stem}: SKIPPED, what it needs is not here: nothing of it was checked but its code's form")
        elif copy:
            executed = json.loads(copy.read_text("utf-8"))
            findings += [f"{path.name}, {finding}" for finding in as_executed(executed)]
    findings += repeated([figure for path in names for figure in figure_names(json.loads(path.read_text("utf-8")))])
    findings += check_drawings.findings(options.notebooks / "drawings", (BOOK / "_static/book.css").read_text("utf-8"), sources)
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"   {len(names)} notebooks, {cells} cells: {len(findings) or 'no'} findings")
    sys.exit(1 if findings else 0)


def figure_names(notebook):
    names = [cell["metadata"].get("mystnb", {}).get("figure", {}).get("name") for cell in notebook["cells"]]
    return [name for name in names if name]


def repeated(names):
    """Yields the names of figures that stand more than once in the book."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"figure {name}: the name must stand once in the whole book"


def as_saved(stored):
    """Yields a finding if a file would change by being opened and saved in Jupyter."""
    import nbformat
    if nbformat.writes(nbformat.reads(stored, 4)).rstrip("\n") + "\n" != stored:
        yield "the file must be written as Jupyter writes it: open and save it there"


# ---- As kept -------------------------------------------------------------------------------------------------------

def as_kept(notebook):
    """Yields what is wrong with a notebook as the authors keep it."""
    kernel = notebook["metadata"].get("kernelspec", {}).get("name")
    if kernel not in ("koopman", "java"):
        yield f"kernel ({kernel}) must be koopman"
    seconds = notebook["metadata"].get("koopman", {}).get("seconds")
    if type(seconds) is not int or seconds < 1:
        yield (f"usual time ({seconds}) must be a whole number of seconds on two free cores, for the time left that book.sh says:"
               " metadata koopman.seconds")
    yield from artifacts(notebook)
    yield from untested(notebook)
    for number, cell in enumerate(notebook["cells"], 1):
        for found in RAW.findall(prose(cell)):
            yield f"cell {number}: {found} would stand raw in Jupyter: use what it shows too, such as links and <details>"
        if cell["cell_type"] != "code":
            continue
        if cell.get("outputs"):
            yield f"cell {number}: an output is stored: clear all outputs before saving"
        if cell.get("execution_count") is not None:
            yield f"cell {number}: an execution count is stored: clear all outputs before saving"
        lines = text(cell["source"]).splitlines()
        if not lines:
            yield f"cell {number}: empty"
        if len(lines) > MOST_LINES:
            yield f"cell {number}: {len(lines)} lines must be at most {MOST_LINES}"
        for line in lines:
            if len(line) > MOST_COLUMNS:
                yield f"cell {number}: {len(line)} columns must be at most {MOST_COLUMNS}: {line[:40]}..."
        if MARK.search(text(cell["source"])):
            yield f"cell {number}: a mark <!-- cited --> in code would be printed: cite in the prose"
    yield from end_matter(notebook)


def artifacts(notebook):
    """Yields what is wrong with the artifacts that are fetched before a run: they are those that the cells bring."""
    named = notebook["metadata"].get("koopman", {}).get("maven", [])
    if type(named) is not list or not all(type(each) is str and COORDINATES.fullmatch(each) for each in named):
        yield f"artifacts ({named}) must be a list of group:artifact:version: metadata koopman.maven"
        return
    code = " ".join(text(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    yield from (f"artifact ({each}) of the metadata koopman.maven must be one that a cell brings" for each in named
                if each not in code)


def untested(notebook):
    """Yields the tests of exercises that stand beside no solution, or that nothing shows to find a wrong answer."""
    solved = False
    for number, cell in enumerate(notebook["cells"], 1):
        solved = solved or "<summary>Solution to " in prose(cell)
        if "test" not in cell["metadata"].get("tags", []):
            continue
        if not solved or "solution" not in cell["metadata"]["tags"]:
            yield f"cell {number}: a test must stand behind a solution, and be tagged solution as well"
        if not cell["metadata"].get("koopman", {}).get("wrong"):
            yield f"cell {number}: a test must name answers that it finds wrong: metadata koopman.wrong"


def not_portable(notebook):
    """Yields what keeps a chapter from JJava: magics, and imports after a variable, which JJava then sets back to null."""
    begun = False
    for number, cell in enumerate(notebook["cells"], 1):
        for line in text(cell["source"]).splitlines() if cell["cell_type"] == "code" else ():
            if re.search(r"(?:^|=)\s*%%?\w", line):
                yield f"cell {number}: {line[:40]} is a magic to JJava, in a text too: begin the line otherwise, or name the chapter in ONLY_HERE"
            if begun and line.startswith("import "):
                yield f"cell {number}: {line} must stand before the first variable: in JJava all before it would be null"
            begun = begun or bool(line.strip()) and not line.startswith(("import ", "//"))


def end_matter(notebook):
    found = headings(notebook)
    tail = [heading for heading in found if heading in END_MATTER]
    if tail != END_MATTER:
        yield f"end matter ({', '.join(tail) or 'none'}) must be: {', '.join(END_MATTER)}"
    if len(re.findall(r"^# ", "\n".join(prose(cell) for cell in notebook["cells"]), re.M)) != 1:
        yield "titles (# ...) must be exactly one"


def headings(notebook):
    return [line.lstrip("#").strip() for cell in notebook["cells"] for line in prose(cell).splitlines()
            if re.match(r"#+ ", line)]


def prose(cell):
    """A Markdown cell's text without its fenced code; nothing for other cells."""
    if cell["cell_type"] != "markdown":
        return ""
    return re.sub(r"^(`{3,})(?!\{).*?^\1", "", text(cell["source"]), flags=re.M | re.S)


# ---- As executed ---------------------------------------------------------------------------------------------------

def as_executed(notebook):
    """Yields what is wrong with a notebook after its run."""
    expected = 0
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] != "code":
            continue
        expected += 1
        if cell.get("execution_count") != expected:
            yield f"cell {number}: execution count ({cell.get('execution_count')}) must be {expected}"
        tags = cell["metadata"].get("tags", [])
        for output in cell.get("outputs", []):
            yield from (f"cell {number}: {finding}" for finding in wrong_output(output, cell, tags))
        shown = sum(output["output_type"] in ("display_data", "execute_result") for output in cell.get("outputs", []))
        if shown > 1 and "name" in cell["metadata"].get("mystnb", {}).get("figure", {}):
            yield (f"cell {number}: {shown} outputs must be one, as its figure's name stands for one: train or fit in a cell before,"
                   " whose line of progress is an output too")
        if "raises-exception" in tags and not any(o["output_type"] == "error" for o in cell.get("outputs", [])):
            yield f"cell {number}: is tagged raises-exception and does not fail"
    yield from unsupported_numbers(notebook)
    yield from read_twice(notebook)


def wrong_output(output, cell, tags):
    kind = output["output_type"]
    if kind == "error" and "raises-exception" not in tags:
        yield f"error: {output['ename']}: {output['evalue']}"
    if kind == "stream" and output["name"] == "stderr" and "writes-stderr" not in tags:
        yield f"stderr: {text(output['text']).strip()[:80]}"
    for name, pattern in FORBIDDEN.items():
        found = pattern.search(visible(output))
        if found:
            yield f"{name} in an output: {found.group()}"
    if "<!-- cited" in raw(output):
        yield "a mark <!-- cited --> in an output: cite in the prose"
    for mime in PICTURES:
        if mime in output.get("data", {}):
            yield from undescribed(output, cell, mime)
            break
    yield from undescribed_markup(text(output.get("data", {}).get("text/html", "")))


def undescribed(output, cell, mime):
    shown = cell["metadata"].get("mystnb", {})
    alt = shown.get("image", {}).get("alt") or output.get("metadata", {}).get(mime, {}).get("alt") or ""
    if len(alt) < SHORTEST_ALT:
        yield f"alternative text ({alt or 'none'}) must describe the figure: metadata mystnb.image.alt"
    if not shown.get("figure", {}).get("caption"):
        yield "caption (none) must be there: metadata mystnb.figure.caption"


def undescribed_markup(markup):
    for tag in re.findall(r"<(?:img|svg|canvas)\b[^>]*>", markup):
        if not re.search(r"\b(?:alt|aria-label|aria-labelledby)\s*=\s*[\"'][^\"']{%d,}" % SHORTEST_ALT, tag) \
                and 'aria-hidden="true"' not in tag:
            yield f"alternative text (none) must describe {tag[:40]}"


def visible(output):
    """What a reader sees of an output as text: markup removed, pictures left out unless they are drawn with text."""
    data = output.get("data", {})
    parts = [text(output.get("text", ""))]
    parts += [text(data.get(mime, "")) for mime in ("text/plain", "text/markdown", "text/latex")]
    for mime in ("text/html", "image/svg+xml"):
        parts.append(strip(text(data.get(mime, ""))))
    if output["output_type"] == "error":
        parts.append(f"{output['ename']}: {output['evalue']}")
    return "\n".join(parts)


def raw(output):
    """An output's text as it was sent, markup and all."""
    data = output.get("data", {})
    return "\n".join([text(output.get("text", "")), *(text(data.get(mime, "")) for mime in
                                                     ("text/plain", "text/markdown", "text/html"))])


def strip(markup):
    markup = re.sub(r"<(script|style|defs)\b.*?</\1>", " ", markup, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


def text(source):
    return source if isinstance(source, str) else "".join(source)


# ---- Numbers in the prose ------------------------------------------------------------------------------------------

def unsupported_numbers(notebook):
    """Yields the numbers of the prose that no earlier cell shows."""
    everything = [value for cell in notebook["cells"] for value in shown_by(cell)]
    above, section, code_seen = [], "", False
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "code":
            above += shown_by(cell)
            code_seen = True
            continue
        for paragraph in paragraphs(cell):
            heading = re.match(r"#+ (.*)", paragraph.strip())
            section = heading.group(1) if heading else section
            if not code_seen:
                continue
            values = everything if section == "Exercises" else above
            for claim in (claim for part, cited in parts(paragraph) if not cited for claim in claims(part)):
                if not supported(claim, values):
                    yield f"cell {number}: {claim[0]}{' %' if claim[1] else ''} stands in no output above"


def paragraphs(cell):
    return re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.) )", prose(cell))


def sentences(paragraph):
    """A mark behind the full stop belongs to the sentence before it."""
    return re.split(r"(?<=[.!?])\s+(?!<!--)(?=[^a-z\s])|(?<=-->)\s+(?=[A-Z])", paragraph)


def parts(paragraph):
    """Yields the paragraph in parts, each with whether its numbers come from elsewhere."""
    for sentence in sentences(paragraph):
        if REFERENCE.search(sentence):
            yield sentence, True
            continue
        *marked, rest = MARK.split(sentence)
        for part in marked:
            yield part, True
        yield rest, False


def shown_by(cell):
    """All numbers that a code cell shows: of its outputs and, as settings, of its code."""
    if cell["cell_type"] != "code":
        return []
    parts = [visible(output) for output in cell.get("outputs", [])] + [text(cell["source"]).replace("_", "")]
    return [float(found) for part in parts for found in ANY_NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", part))]


def claims(paragraph):
    """The numbers of a paragraph that need support, as (digits, is a percentage)."""
    plain = re.sub(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)|<!--.*?-->|^\s*\d+\. |^#.*$", " ", paragraph,
                   flags=re.S | re.M)
    for found in NUMBER.finditer(re.sub(r"(?<=\d),(?=\d{3})", "", plain)):
        digits, percent = found.group(1), bool(found.group(2))
        if "." in digits or percent:
            yield digits, percent


def supported(claim, values):
    digits, percent = claim
    places = len(digits.partition(".")[2])
    claimed, half = float(digits), 0.5000001 * 10 ** -places
    return any(abs(abs(value) - claimed) <= half or percent and abs(100 * abs(value) - claimed) <= half
               for value in values)


# ---- Marks that cite ----------------------------------------------------------------------------------------------

def wrongly_cited(notebook, published=(), ours=()):
    """Yields the marks whose words name no source, and the numbers under a mark or a reference that are our own."""
    for number, cell in enumerate(notebook["cells"], 1):
        for paragraph in paragraphs(cell):
            for sentence in sentences(paragraph):
                for part in MARK.split(sentence)[:-1]:
                    if not SOURCE.search(part):
                        yield (f"cell {number}: a mark <!-- cited --> without a source: ...{' '.join(part.split())[-50:]}:"
                               " name the paper, or link to it")
            for claim in (claim for part, cited in parts(paragraph) if cited for claim in claims(part)):
                if near(claim, ours) and not supported(claim, published):
                    yield (f"cell {number}: {claim[0]}{' %' if claim[1] else ''} is marked as cited and stands in the README"
                           " as a measurement of ours: compute it above, or say where it stands")


def near(claim, values):
    """Whether a number is one of the values, rounded to its places or cut off there."""
    places = len(claim[0].partition(".")[2])
    return any(supported(claim, [value]) or int(abs(value) * 10 ** places + 1e-9) == round(float(claim[0]) * 10 ** places)
               for value in values)


def measurements(readme):
    """The numbers with a decimal point in the README's tables of what was measured: the paper's columns', and all others'."""
    published, ours, headers = [], [], None
    section = re.search(r"^## [^\n]*measured[^\n]*$(.*?)(?=^## |\Z)", readme, re.M | re.S)
    for line in section.group(1).splitlines() if section else ():
        if not line.startswith("|"):
            headers = None
            continue
        columns = [column.strip() for column in line.strip().strip("|").split("|")]
        if headers is None:
            headers = columns
            continue
        for place, column in enumerate(columns):
            paper = place < len(headers) and PAPER_COLUMN.search(headers[place])
            (published if paper else ours).extend(float(found) for found in re.findall(r"(?<![\w.])\d+\.\d+", column))
    return published, ours


def unlisted(notebook, entries):
    """Yields the references that are not in the bibliography, or are there by another name or year."""
    known = {entry.address: entry for entry in entries}
    for number, cell in enumerate(notebook["cells"], 1):
        for name, year, address in chapters.REFERENCE.findall(prose(cell)):
            entry = known.get(unquote(address))
            if not entry:
                yield f"cell {number}: reference {name}, {year} ({address}) must be in book/references.bib, by its url, doi or eprint"
            elif year != entry.year or not plain(name).startswith(plain(entry.surname)):
                yield f"cell {number}: reference {name}, {year} must be {entry.key} of book/references.bib"


def plain(name):
    """The letters of a name, without accents, whether written in Unicode or in TeX."""
    return "".join(re.findall("[A-Za-z]", unicodedata.normalize("NFD", re.sub(r"\\.", "", name))))


# ---- Sentences that are read twice ---------------------------------------------------------------------------------

FORMAT = re.compile(r"%(?:\d+\$)?[-#+ 0,(]*\d*(?:\.\d+)?[a-zA-Z]|%%|\$[^$]*\$|`[^`]*`|\(?\[[^\]]*\]\([^)]*\)\)?")
LITERAL = re.compile(r'"""(.*?)"""|"((?:[^"\\\n]|\\.)*)"', re.S)


def read_twice(notebook):
    """Yields the sentences of prose, and of text in code that is shown, that an output of this or an earlier cell has."""
    outputs = []
    for number, cell in enumerate(notebook["cells"], 1):
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code" and not {"hide-output", "hide-cell"} & set(tags):
            outputs += [words(visible(output)) for output in cell.get("outputs", [])]
        if cell["cell_type"] == "markdown":
            said = prose(cell)
        else:
            said = "" if {"hide-input", "hide-cell"} & set(tags) else literals(text(cell["source"]))
        for sentence in whole_sentences(said):
            pattern = in_words(sentence)
            if pattern and any(pattern.search(output) for output in outputs):
                yield f"cell {number}: a sentence is read twice, here and in an output: {' '.join(sentence.split())[:60]}"


def literals(source):
    """The texts in a cell's code, one below the other; those joined by + are one."""
    joined = re.sub(r'"\s*\+\s*"', "", source)
    texts = [block or line for block, line in LITERAL.findall(joined)]
    return "\n\n".join(re.sub(r"\\\n\s*", "", each).replace('\\"', '"') for each in texts)


def whole_sentences(said):
    """What begins like a sentence and ends like one."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.) )", said):
        plain = re.sub(r"^\s*(?:[-*+]|\d+\.|>) ", "", paragraph)
        for sentence in re.split(r"(?<=[.!?:])\s+(?=[^a-z])", plain):
            if re.match(r"[\s*\"(]*(?:[A-Z]|%[.\d]*[a-z])", sentence) and re.search(r"[.!?:][\s*)\"]*$", sentence):
                yield sentence


def in_words(sentence):
    """A pattern that finds a sentence among an output's words, whatever its numbers and formats became, or None."""
    fragments = [words(fragment) for fragment in re.split(FORMAT, sentence)]
    if sum(len(fragment.split()) for fragment in fragments) < SHORTEST_SENTENCE:
        return None
    return re.compile(r"\b" + r" (?:\S+ ){0,6}?".join(re.escape(fragment) for fragment in fragments if fragment) + r"\b")


def words(said):
    """The words of a text, in small letters, without numbers, signs and markup."""
    return " ".join(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", said.lower()))


if __name__ == "__main__":
    main()
