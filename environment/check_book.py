# SPDX-License-Identifier: Apache-2.0
"""Checks the rendered book, beyond what Sphinx warns of.

Every link, anchor, picture, script and style sheet leads to something in the book; nothing is loaded from elsewhere;
every picture, in a file or drawn in the page, has an alternative text that is not its name; every formula is TeX that MathJax knows; no error of
a tool stands on a page; every page has one title that says nothing twice, a description, an icon, a language and headings
without jumps. The licences of what others wrote go along.
"""
import re
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
          "embed": "src", "object": "data"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "manifest", "shortcut icon"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
THEME_PAGES = {"genindex.html", "search.html"}
NEEDED = ("index.html", "_static/licences.txt", "_static/mathjax/LICENSE")
SHORTEST_ALT = 5


class Page(HTMLParser):
    """What one page links to, loads, shows and says."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path, self.ids, self.links, self.loads = path, Counter(), [], []
        self.pictures, self.formulas, self.headings, self.problems = [], [], [], []
        self.language = self.title = self.description = self.icon = None
        self._open, self._formula, self._title = [], None, False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        classes = (attributes.get("class") or "").split()
        if tag not in VOID:
            self._open.append(tag)
        if attributes.get("id"):
            self.ids[attributes["id"]] += 1
        if tag == "a" and attributes.get("name"):
            self.ids[attributes["name"]] += 0
        if tag == "a" and attributes.get("href") is not None:
            self.links.append(attributes["href"])
        if attributes.get(LOADED.get(tag, "")):
            self.loads.append(attributes[LOADED[tag]])
        if tag == "link" and attributes.get("rel") in LOADED_LINKS:
            self.loads.append(attributes.get("href", ""))
        if tag == "link" and "icon" in (attributes.get("rel") or ""):
            self.icon = attributes.get("href")
        if tag == "meta" and attributes.get("name") == "description":
            self.description = attributes.get("content")
        if tag == "img":
            self.pictures.append((attributes.get("src", ""), attributes.get("alt")))
        if tag == "svg" and attributes.get("aria-hidden") != "true":
            self.pictures.append(("drawn here", attributes.get("aria-label")))
        if tag == "html":
            self.language = attributes.get("lang")
        if re.fullmatch("h[1-6]", tag) and "article" in self._open:
            self.headings.append(int(tag[1]))
        if "math" in classes and tag in ("span", "div"):
            self._formula = ([], len(self._open))
        if "system-message" in classes:
            self.problems.append("a message of the renderer stands on the page")
        self._title = tag == "title"

    def handle_endtag(self, tag):
        if self._formula and len(self._open) == self._formula[1]:
            self.formulas.append("".join(self._formula[0]))
            self._formula = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        self._title = False

    def handle_data(self, text):
        if self._formula:
            self._formula[0].append(text)
        if self._title:
            self.title = text.strip()


def main(folder):
    pages = {path.relative_to(folder).as_posix(): Page(path) for path in sorted(folder.rglob("*.html"))
             if "_static" not in path.parts and path.relative_to(folder).parts[0] != "api"}  # Javadoc checks its own
    names = known_macros(folder)
    findings = [f"{name}: {finding}" for name, page in pages.items()
                for finding in check(name, page, pages, folder, names)]
    findings += list(check_styles(folder))
    findings += [f"{name}: missing" for name in NEEDED if not (folder / name).exists()]
    for finding in findings:
        print(finding, file=sys.stderr)
    total = sum(len(page.links) for page in pages.values())
    formulas = sum(len(page.formulas) for page in pages.values())
    print(f"   {len(pages)} pages, {total} links, {formulas} formulas: {len(findings) or 'no'} findings")
    return 1 if findings else 0


def check(name, page, pages, folder, macros):
    """Yields what is wrong with a page."""
    yield from page.problems
    if not page.language:
        yield "html has no lang"
    if not page.title:
        yield "the page has no title"
    elif len(set(re.split(" [—-] ", page.title))) < len(re.split(" [—-] ", page.title)):
        yield f"title {page.title!r} says the same twice"
    if not page.icon:
        yield "the page has no icon"
    if not page.description and name not in THEME_PAGES:
        yield "the page has no description"
    for link in page.links:
        yield from dead(link, name, pages, folder)
    for address in page.loads:
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//"):
            yield f"loads {address} from elsewhere"
        elif not address.startswith("data:"):
            yield from dead(address, name, pages, folder)
    for source, alt in page.pictures:
        if alt is None or len(alt) < SHORTEST_ALT or alt in source:
            yield f"picture {source} has no alternative text"
    for identity, count in page.ids.items():
        if count > 1:
            yield f"id {identity} stands {count} times"
    if name not in THEME_PAGES:
        yield from wrong_headings(page.headings)
    for formula in page.formulas:
        for problem in wrong_tex(formula, macros):
            yield f"formula {formula[:60]!r}: {problem}"


def dead(link, name, pages, folder):
    """Yields what is wrong with a link of a page."""
    parts = urlsplit(link)
    if parts.scheme in ("http", "https"):
        if not re.fullmatch(r"[\w.-]+\.[a-z]{2,}(:\d+)?", parts.netloc):
            yield f"link {link} has no valid host"
        return
    if parts.scheme in ("mailto", "data", "javascript"):
        return
    if parts.scheme:
        yield f"link {link} has an unknown scheme"
        return
    target = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
    target = target.resolve()
    if folder.resolve() not in (target, *target.parents) or not target.is_file():
        yield f"link {link} is dead"
    elif parts.fragment and target.suffix == ".html":
        key = target.relative_to(folder.resolve()).as_posix()
        if key in pages and unquote(parts.fragment) not in pages[key].ids:
            yield f"link {link} has a dead anchor"


def wrong_headings(levels):
    if levels.count(1) != 1:
        yield f"first-level headings ({levels.count(1)}) must be exactly one"
    for above, below in zip(levels, levels[1:]):
        if below > above + 1:
            yield f"heading of level {below} follows one of level {above}"


def check_styles(folder):
    """Yields what the style sheets load from elsewhere or in vain."""
    for path in sorted(folder.rglob("*.css")):
        if path.relative_to(folder).parts[0] == "api":
            continue
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", path.read_text(encoding="utf-8")):
            if address.startswith(("data:", "#")):
                continue
            if urlsplit(address).scheme or address.startswith("//"):
                yield f"{path.relative_to(folder)}: loads {address} from elsewhere"
            elif "vendor" not in path.parts and not (path.parent / unquote(urlsplit(address).path)).is_file():
                yield f"{path.relative_to(folder)}: {address} is missing"


# ---- TeX -----------------------------------------------------------------------------------------------------------

def known_macros(folder):
    """The words that MathJax's own program contains: a macro that is not among them is unknown to it."""
    program = folder / "_static" / "mathjax" / "tex-svg-full.js"
    configured = "".join(path.read_text("utf-8") for path in [folder / "index.html"] if path.exists())
    content = program.read_text(encoding="utf-8") if program.exists() else ""
    return set(re.findall(r"[A-Za-z]+", content + configured[:20000]))


def wrong_tex(formula, macros):
    """Yields what MathJax would stumble over: braces, fences, environments, unknown macros."""
    tex = re.sub(r"\\\\|\\[{}]", " ", formula.replace(r"\(", "").replace(r"\)", ""))
    depth = 0
    for character in re.findall(r"[{}]", tex):
        depth += 1 if character == "{" else -1
        if depth < 0:
            break
    if depth:
        yield "braces do not match"
    if len(re.findall(r"\\left(?![a-z])", formula)) != len(re.findall(r"\\right(?![a-z])", formula)):
        yield r"\left and \right do not match"
    opened, closed = (Counter(re.findall(r"\\%s\{(\w+\*?)\}" % word, formula)) for word in ("begin", "end"))
    if opened != closed:
        yield r"\begin and \end do not match"
    for macro in sorted(set(re.findall(r"\\([A-Za-z]+)", tex))):
        if macros and macro not in macros:
            yield f"\\{macro} is unknown to MathJax"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
