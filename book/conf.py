# SPDX-License-Identifier: Apache-2.0
"""Sphinx configuration. The source it renders is laid out by environment/stage_book.py in target/book-source."""

import html
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import chapters

project = "Koopman autoencoders in Java"
author = "The authors of Koopman autoencoders in Java"
copyright = "Apache License 2.0"
language = "en"

extensions = ["myst_nb", "sphinx_design", "sphinx_copybutton", "sphinxcontrib.bibtex"]
exclude_patterns = ["_chapters.md"]
nitpicky = True

# ---- Notebooks are executed before, by environment/execute.py, and never here.
nb_execution_mode = "off"
nb_execution_raise_on_error = True
nb_merge_streams = True
nb_render_error_lexer = "text"
nb_render_markdown_format = "myst"
# A page has no kernel: it shows what stands in for a widget, and loads no script for it from elsewhere.
nb_mime_priority_overrides = [("*", "application/vnd.jupyter.widget-view+json", None)]
nb_ipywidgets_js = {}

myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "smartquotes", "substitution",
]
myst_heading_anchors = 3
myst_dmath_double_inline = True
suppress_warnings = ["mystnb.unknown_mime_type"]  # the kernel may send types for other clients

numfig = True
numfig_format = {"figure": "Figure %s", "table": "Table %s"}
math_numfig = True
math_eqref_format = "equation {number}"

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "alpha"
bibtex_reference_style = "author_year"

# ---- MathJax comes with the book: no request leaves the reader's machine.
mathjax_path = "mathjax/tex-svg-full.js"
mathjax3_config = {
    "options": {"enableMenu": False},
    "svg": {"fontCache": "local"},
    "tex": {"macros": {"R": r"\mathbb{R}"}},
}

html_theme = "sphinx_book_theme"
html_title = project
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_js_files = ["book.js"]
html_last_updated_fmt = None
html_copy_source = True
html_sourcelink_suffix = ""
html_show_search_summary = False  # it would have to fetch pages, which file:// forbids
html_show_sphinx = False
html_theme_options = {
    "home_page_in_toc": True,
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "use_download_button": True,
    "use_fullscreen_button": False,
    "use_issues_button": False,
    "use_repository_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "footer_content_items": ["extra-footer"],
    "extra_footer": "<p>Apache License 2.0. Rendered from a run of its notebooks.</p>",
}
LONGEST_DESCRIPTION = 200  # characters, about what a list of search results shows
copybutton_selector = "div.cell_input div.highlight pre, div.highlight-sh pre"
copybutton_exclude = ".linenos, .gp"


def name_roles(app, page, template, context, doctree):
    """Gives the entries of the bibliography the role that a list's entries have; docutils' own is deprecated."""
    if "body" in context:
        context["body"] = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')


def describe(app, page, template, context, doctree):
    """Gives a page its first sentences as a description, and another title where it would be the book's twice."""
    first = re.search(r"<p>(.*?)</p>", context.get("body", ""), re.DOTALL)
    if first:
        text = " ".join(html.unescape(re.sub("<[^>]+>", "", first[1])).split())
        short = text if len(text) <= LONGEST_DESCRIPTION else text[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " ..."
        context["metatags"] = context.get("metatags", "") + f'<meta name="description" content="{html.escape(short)}">'
    if context.get("title") == project:
        context["title"] = "A tutorial book"


def adapt(app, page, source):
    """Gives a chapter, which is written for Jupyter too, what only the book can show; its source is copied as it is."""
    if page.startswith("notebooks/"):
        source[0] = chapters.adapt(source[0], Path(app.srcdir))


def setup(app):
    app.connect("source-read", adapt)
    app.connect("html-page-context", name_roles)
    app.connect("html-page-context", describe)
