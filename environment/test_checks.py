# SPDX-License-Identifier: Apache-2.0
"""Tests of the checkers: what they find, and what they let pass."""
import argparse
import copy
import io
import json
import os
import re
import subprocess
import tempfile
import unittest
import unittest.mock
from contextlib import redirect_stdout
from pathlib import Path

import check_book
import check_drawings
import check_notebooks
import copies
import editions
import execute
import forecast
import nbformat
import stage_book
from check_drawings import chapters


def code(source="f.accuracy()", shown="0.9864", count=1, tags=(), **metadata):
    outputs = [{"output_type": "execute_result", "execution_count": count, "metadata": {},
                "data": {"text/plain": shown}}]
    return {"cell_type": "code", "source": source, "execution_count": count, "outputs": outputs,
            "metadata": {"tags": list(tags), **metadata}}


def words(source):
    return {"cell_type": "markdown", "source": source, "metadata": {}}


END = words("## What we saw\n\n## Exercises\n\n1. Try 0.77.\n\n## Limits\n\n## Next")


def notebook(*cells):
    return {"metadata": {"kernelspec": {"name": "koopman"}, "koopman": {"seconds": 30}}, "cells": [words("# Title"), *cells, END]}


def picture(alt, caption):
    cell = code()
    cell["outputs"][0]["data"] = {"image/png": "iVBOR", "text/plain": "figure"}
    cell["metadata"]["mystnb"] = {"image": {"alt": alt}, "figure": {"caption": caption}}
    return cell


def kept(cell):
    cell = copy.deepcopy(cell)
    cell.update(outputs=[], execution_count=None)
    return cell


class AsKept(unittest.TestCase):

    def findings(self, *cells):
        return list(check_notebooks.as_kept(notebook(*cells)))

    def test_a_clean_notebook_passes(self):
        self.assertEqual([], self.findings(kept(code())))

    def test_stored_outputs_are_found(self):
        self.assertIn("cell 2: an output is stored: clear all outputs before saving", self.findings(code()))

    def test_long_cells_and_lines_are_found(self):
        found = self.findings(kept(code("x\n" * 21)), kept(code("y" * 80)))
        self.assertIn("cell 2: 21 lines must be at most 20", found)
        self.assertIn("cell 3: 80 columns", found[1])

    def test_a_missing_time_is_found(self):
        for wrong in ({}, {"seconds": 0}, {"seconds": "30"}, {"seconds": True}):
            book = notebook()
            book["metadata"]["koopman"] = wrong
            with self.subTest(wrong):
                self.assertTrue(list(check_notebooks.as_kept(book))[0].startswith("usual time ("))

    def test_artifacts_are_named_whole_and_are_those_of_the_cells(self):
        for named, found in ((["g:a:1"], []), ([], []),
                             (["g:a:1", "g:b:2"], ["artifact (g:b:2) of the metadata koopman.maven must be one that a cell brings"]),
                             *((wrong, [f"artifacts ({wrong}) must be a list of group:artifact:version: metadata koopman.maven"])
                               for wrong in ("g:a:1", ["g:a"], ["g a:b:1"], [1]))):
            book = notebook(kept(code("%%maven --alone\ng:a:1")))
            book["metadata"]["koopman"]["maven"] = named
            with self.subTest(named):
                self.assertEqual(found, list(check_notebooks.as_kept(book)))

    def test_missing_end_matter_is_found(self):
        book = notebook()
        book["cells"][-1] = words("## Limits\n\n## Next")
        self.assertEqual(["end matter (Limits, Next) must be: What we saw, Exercises, Limits, Next"],
                         list(check_notebooks.as_kept(book)))


    def test_what_jupyter_shows_raw_is_found(self):
        for raw in ("A claim {cite:p}`paper`.", "```{dropdown} Solution\nIt is 3.\n```", ":::{note}\nLook.\n:::", "$$ x $$ (name)",
                    "(place)=\n## There"):
            with self.subTest(raw):
                self.assertIn("would stand raw in Jupyter", self.findings(words(raw))[0])
        self.assertEqual([], self.findings(words("A set $\\{a\\}$, `{a}`, and ```{b}``` in code.\n\n```\n{cite}`x`\n```")))


class References(unittest.TestCase):
    ENTRIES = list(chapters.references("""
@article{szoke2023,
  author = {Sz{\\H{o}}ke, M{\\'a}t{\\'e} and Ayton, Lorna J.},
  year = {2023},
  doi = {10.1016/0047-259X(75)90042-1},
}
@misc{aswani2025,
  author = {Aswani, Nishant Suresh},
  year = {2025},
  eprint = {2505.12809},
}
"""))

    def findings(self, prose):
        return list(check_notebooks.unlisted(notebook(words(prose)), self.ENTRIES))

    def test_an_entry_is_known_by_its_address(self):
        self.assertEqual([], self.findings("Two ([Szőke and Ayton, 2023](https://doi.org/10.1016/0047-259X%2875%2990042-1);"
                                           " [Aswani, 2025](https://arxiv.org/abs/2505.12809)), and [a page](https://example.org)."))

    def test_what_the_bibliography_does_not_have_is_found(self):
        self.assertIn("must be in book/references.bib", self.findings("[Nobody, 2025](https://arxiv.org/abs/1)")[0])

    def test_another_name_or_year_is_found(self):
        for wrong in ("Jabari, 2025", "Aswani, 2024"):
            with self.subTest(wrong):
                self.assertIn("must be aswani2025", self.findings(f"[{wrong}](https://arxiv.org/abs/2505.12809)")[0])


class Drawings(unittest.TestCase):
    STYLE = "<style>\n.line { stroke: currentColor; }\n.blue { color: #0072b2; }\n</style>\n"
    SHEET = ".drawing .line { stroke: currentColor; }\n.drawing .blue { color: var(--blue); }\n"
    SHOWN = {"01": "Look.\n\n![A line that leads nowhere](drawings/a.svg)\n\nSo."}

    def findings(self, body='<path class="line blue" d="M0 0"/>', sheet=SHEET, shown=SHOWN, style=STYLE, **others):
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {"a": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n{style}{body}\n</svg>', **others}.items():
                (Path(folder) / f"{name}.svg").write_text(content, encoding="utf-8")
            return list(check_drawings.findings(Path(folder), sheet, shown))

    def test_a_drawing_that_follows_the_page_passes(self):
        self.assertEqual([], self.findings())

    def test_a_look_of_its_own_is_found(self):
        for body in ('<path class="line" stroke="#222" d=""/>', '<path class="line" style="fill: #222" d=""/>',
                     '<image class="line" href="x"/>'):
            with self.subTest(body):
                self.assertIn("have its look by classes alone", self.findings(body)[0])

    def test_a_shape_that_no_class_paints_is_found(self):
        for body in ('<path d="M0 0"/>', '<path class="blue" d="M0 0"/>', '<path class="line brown" d="M0 0"/>'):
            with self.subTest(body):
                self.assertIn("of known classes", self.findings(body)[0])

    def test_a_class_that_the_book_does_not_know_is_found(self):
        self.assertEqual(["drawing a: class blue must be in book.css"], self.findings(sheet=self.SHEET.splitlines()[0]))

    def test_an_empty_line_is_found(self):
        self.assertEqual(["drawing a: has an empty line, which would end it in Markdown"], self.findings("\n"))

    def test_each_is_shown_once_with_a_description(self):
        self.assertEqual(["drawing a: must be shown once, not 0 times"], self.findings(shown={}))
        self.assertIn("alternative text (A line)", self.findings(shown={"01": "![A line](drawings/a.svg)"})[0])
        self.assertIn("on a line of its own", self.findings(shown={"01": "See ![A line that leads nowhere](drawings/a.svg)"})[0])
        self.assertIn("is missing", self.findings(shown={**self.SHOWN, "02": "![A line that leads nowhere](drawings/b.svg)"})[0])

    def test_styles_that_differ_are_found(self):
        other = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n' + self.STYLE.replace("0072b2", "000000") + "</svg>"
        shown = {**self.SHOWN, "02": "![A line that leads nowhere](drawings/b.svg)"}
        self.assertEqual(["drawings: the style must be the same in all"], self.findings(shown=shown, b=other))


class ForTheBook(unittest.TestCase):

    def adapted(self, *cells):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "notebooks" / "drawings").mkdir(parents=True)
            (Path(folder) / "notebooks" / "drawings" / "a.svg").write_text('<svg viewBox="0 0 1 1">\n<style>\nx\n</style>\n</svg>\n')
            (Path(folder) / "references.bib").write_text("@misc{a25,\n  eprint = {2505.12809},\n}\n@misc{b24,\n  doi = {10.1/x(1)},\n}\n")
            text = json.dumps({"cells": [dict(cell, id=f"c{i}") for i, cell in enumerate(cells)]})
            return json.loads(chapters.adapt(text, Path(folder)))["cells"]

    def prose(self, source):
        return self.adapted(words(source))[0]["source"]

    def test_a_drawing_stands_in_the_page_with_its_description(self):
        self.assertEqual('<div class="drawing">\n<svg role="img" aria-label="A &quot;b&quot;" viewBox="0 0 1 1">\n</svg>\n</div>',
                         self.prose('![A "b"](drawings/a.svg)'))

    def test_references_of_the_bibliography_become_the_books_own(self):
        both = "([A, 2025](https://arxiv.org/abs/2505.12809); [B, 2024](https://doi.org/10.1/x%281%29))"
        self.assertEqual("So {cite:p}`a25,b24`.", self.prose(f"So {both}."))
        other = "([C, 2023](https://arxiv.org/abs/1))"
        self.assertEqual(other, self.prose(other))

    def test_pages_of_the_book_are_found_beside_the_chapters(self):
        self.assertEqual("[x](../kernel.md)", self.prose("[x](../book/kernel.md)"))

    def test_a_solution_is_folded_with_its_cells(self):
        fold = words("<details>\n<summary>Solution</summary>\n\nSo.\n\n</details>")
        code_of_it = code(tags=["hide-input", "solution"])
        found = self.adapted(fold, code_of_it, code_of_it, fold, words("On."), code(tags=["hide-input"]))
        self.assertEqual(["markdown", "code", "code", "markdown", "markdown", "markdown", "markdown", "code"],
                         [cell["cell_type"] for cell in found])
        self.assertNotIn("</details>", found[0]["source"])
        self.assertEqual(["</details>"] * 2, [found[3]["source"], found[5]["source"]])
        self.assertEqual([["solution"], ["hide-input"]], [found[1]["metadata"]["tags"], found[7]["metadata"]["tags"]])
        self.assertEqual("</details>", self.adapted(fold, code_of_it)[-1]["source"])


class Names(unittest.TestCase):

    def test_a_figure_name_that_stands_twice_is_found(self):
        named = code(mystnb={"figure": {"caption": "c", "name": "fig-a"}})
        names = check_notebooks.figure_names(notebook(named, code()))
        self.assertEqual([], list(check_notebooks.repeated(names)))
        self.assertEqual(["figure fig-a: the name must stand once in the whole book"],
                         list(check_notebooks.repeated(names + names)))


class AsExecuted(unittest.TestCase):

    def findings(self, *cells):
        book = notebook(*cells)
        book["cells"][-1] = words("## What we saw\n\n## Exercises\n\n## Limits\n\n## Next")
        return list(check_notebooks.as_executed(book))

    def test_a_clean_run_passes(self):
        self.assertEqual([], self.findings(code(), words("It is right in 98.6 % of cases, or 0.99.")))

    def test_cells_out_of_order_are_found(self):
        self.assertEqual(["cell 2: execution count (7) must be 1"], self.findings(code(count=7)))

    def test_what_is_different_on_every_machine_is_found(self):
        for shown, what in [("/home/ada/x.csv", "path"), ("koopman.Net@1b2c3d4", "hash code"), ("2025-03-01", "date"),
                            ("0x7f00aa11bb", "address"), ("127.0.0.1", "address")]:
            with self.subTest(shown):
                self.assertTrue(self.findings(code(shown=shown))[0].startswith(f"cell 2: {what} in an output"))

    def test_a_number_from_nowhere_is_found(self):
        self.assertEqual(["cell 3: 98.7 % stands in no output above"],
                         self.findings(code(), words("It is right in 98.7 % of cases.")))

    def test_a_number_that_comes_later_is_found(self):
        self.assertEqual(["cell 3: 0.43 stands in no output above"],
                         self.findings(code(), words("It was 0.43."), code(shown="0.43", count=2)))

    def test_cited_numbers_formulas_and_settings_pass(self):
        self.assertEqual([], self.findings(
            code("train(0.05)"), words("The paper has 98.75 % ([Paper, 2025](https://arxiv.org/abs/2505.12809))."), words("The paper has 12.5 %. <!-- cited -->"),
            words("With $\\rho = 0.1$, the rate 0.05 and `0.2`."), words("[99.31 %](https://arxiv.org/abs/2505.12809)")))

    def test_a_reference_covers_its_own_sentence_alone(self):
        self.assertEqual(["cell 3: 97.1 % stands in no output above"],
                         self.findings(code(), words("The paper has 98.75 % ([Paper, 2025](https://arxiv.org/abs/2505.12809)). We have 97.1 %.")))
        self.assertEqual(["cell 3: 97.1 % stands in no output above"],
                         self.findings(code(), words("The paper has 98.75 %, <!-- cited --> and we have 97.1 %.")))
        self.assertEqual([], self.findings(code(), words("The paper has 98.75 %. <!-- cited --> We have 98.6 %.")))

    def test_a_mark_in_an_output_is_found(self):
        self.assertEqual(["cell 2: a mark <!-- cited --> in an output: cite in the prose"],
                         self.findings(code(shown="The paper has 99.31 %. <!-- cited -->")))

    def test_figures_need_a_caption_and_a_description(self):
        self.assertEqual([], self.findings(picture("Three clouds drift apart, layer by layer", "The film.")))
        found = self.findings(picture("", ""))
        self.assertIn("alternative text (none)", found[0])
        self.assertIn("caption (none)", found[1])

    def test_errors_are_found_unless_expected(self):
        cell = code()
        cell["outputs"] = [{"output_type": "error", "ename": "Oops", "evalue": "no", "traceback": []}]
        self.assertEqual(["cell 2: error: Oops: no"], self.findings(cell))
        cell["metadata"]["tags"] = ["raises-exception"]
        self.assertEqual([], self.findings(cell))

    def test_an_expected_error_must_come(self):
        self.assertEqual(["cell 2: is tagged raises-exception and does not fail"],
                         self.findings(code(tags=["raises-exception"])))


class Cited(unittest.TestCase):
    README = """
| Figure, % | Paper | Here |
|---|---|---|
| ignored: no table of measurements | | 12.5 |

## What was measured

| Figure, % | Paper | Here |
|---|---|---|
| accuracy | 99.31 | 98.69 (0.07) |
| surrogate, of accuracy 98.81 | 98.75 (0.15) | 98.76 (0.10) |

## What gets installed

| Package | Version |
|---|---|
| Sphinx | 8.1 |
"""

    def findings(self, prose):
        measured = check_notebooks.measurements(self.README)
        return list(check_notebooks.wrongly_cited(notebook(words(prose)), *measured))

    def test_the_papers_column_and_ours_are_told_apart(self):
        self.assertEqual(([99.31, 98.75, 0.15], [98.69, 0.07, 98.81, 98.76, 0.1]),
                         check_notebooks.measurements(self.README))

    def test_what_the_paper_says_passes(self):
        for prose in ("The paper reports 99.31 % <!-- cited --> after more epochs.", "It has 98.75 % ([Paper, 2025](https://arxiv.org/abs/2505.12809)).",
                      "The authors found 8.1 %. <!-- cited -->", "published experiments, which report 98.75 %\n<!-- cited -->",
                      "It is tempting. In the paper it falls. <!-- cited --> Ours is 98.69 %."):
            with self.subTest(prose):
                self.assertEqual([], self.findings(prose))

    def test_a_mark_without_a_source_is_found(self):
        found = self.findings("It was 12.5 %. <!-- cited -->")
        self.assertEqual(1, len(found))
        self.assertTrue(found[0].startswith("cell 2: a mark <!-- cited --> without a source: ...It was 12.5 %."), found)

    def test_one_source_does_not_serve_two_marks(self):
        found = self.findings("The paper reports 99.31 %, <!-- cited --> and run again the published settings reach 97.4 %."
                              " <!-- cited -->")
        self.assertEqual(1, len(found))
        self.assertIn("without a source", found[0])

    def test_a_measurement_of_ours_is_not_cited(self):
        for prose in ("The paper reaches 98.6 %. <!-- cited -->", "It reaches 98.76 % ([Paper, 2025](https://arxiv.org/abs/2505.12809)).",
                      "The paper reaches 98.69 %. <!-- cited -->"):
            with self.subTest(prose):
                found = self.findings(prose)
                self.assertEqual(1, len(found))
                self.assertIn("stands in the README as a measurement of ours", found[0])

    def test_a_mark_in_code_is_found(self):
        cell = kept(code('display("The paper has 8,633. <!-- cited -->")'))
        self.assertEqual(["cell 2: a mark <!-- cited --> in code would be printed: cite in the prose"],
                         list(check_notebooks.as_kept(notebook(cell))))


class ReadTwice(unittest.TestCase):

    def findings(self, *cells):
        return list(check_notebooks.read_twice(notebook(*cells)))

    def twice(self, source, shown, **more):
        return self.findings(code(source, shown, **more))

    def test_a_sentence_in_shown_code_and_in_its_output_is_found(self):
        found = self.twice('display("""\nOf %d fours, %d become nines, and\n%d are still called fours.\n""".formatted(a))',
                           "Of 982 fours, 401 become nines, and\n12 are still called fours.")
        self.assertEqual(["cell 2: a sentence is read twice, here and in an output: Of %d fours, %d become nines, and %d are"
                          " still called fours."], found)

    def test_what_a_format_puts_in_may_be_words(self):
        self.assertEqual(1, len(self.twice('"The %s forgets the dots within %d rounds.".formatted(name, n)',
                                           "The operator of chapter 3 forgets the dots within 4 rounds.")))

    def test_texts_joined_by_plus_are_one(self):
        self.assertEqual(1, len(self.twice('"The network names " + share\n+ " of all points. "\n + "Each of them is "\n'
                                           '    + "named by the head."', "Each of them is named by the head.")))

    def test_a_label_is_no_sentence(self):
        self.assertEqual([], self.twice('"%.1f %% of the test points named rightly".formatted(x)',
                                        "98.1 % of the test points named rightly"))

    def test_a_short_sentence_passes(self):
        self.assertEqual([], self.twice('"Found %d of them."', "Found 4 of them."))

    def test_hidden_code_is_not_read(self):
        self.assertEqual([], self.twice('display("Of all fours many become nines.")', "Of all fours many become nines.",
                                        tags=["hide-input"]))

    def test_prose_that_an_output_above_has_said_is_found(self):
        above = code('x', "The pieces fall from 1203 to 31 along the steps.")
        below = words("Look. The pieces fall from **1,203** to 31 along the steps.")
        self.assertEqual(1, len(self.findings(above, below)))
        self.assertEqual([], self.findings(below, above))
        self.assertEqual([], self.findings(above, words("The pieces become fewer along the steps.")))


class Exercises(unittest.TestCase):

    def test_a_value_to_expect_may_be_computed_below(self):
        book = notebook(code())
        self.assertEqual(["cell 3: 0.77 stands in no output above"], list(check_notebooks.as_executed(book)))
        book["cells"].append(code(shown="0.7712", count=2))
        self.assertEqual([], list(check_notebooks.as_executed(book)))


class MissingData(unittest.TestCase):

    def notebook(self, **metadata):
        cells = [nbformat.v4.new_markdown_cell("# Digits"), nbformat.v4.new_code_cell("f.accuracy()")]
        return nbformat.v4.new_notebook(cells=cells, metadata=metadata)

    def missing(self, command, **named):
        chapter = argparse.Namespace(name="09", notebook=self.notebook(koopman=named) if named else self.notebook())
        return execute.missing_data(chapter, argparse.Namespace(data=command))

    def test_only_what_is_named_can_be_missing(self):
        absent = "sh -c 'echo downloading: 9 MB >&2; echo no files for $0 $@ >&2; exit 1'"
        self.assertEqual("", self.missing(absent))
        self.assertEqual("", self.missing(absent, seconds=30))
        self.assertEqual("no files for mnist", self.missing(absent, data="mnist"))
        self.assertEqual("no files for mnist g:a:1 g:b:2", self.missing(absent, data="mnist", maven=["g:a:1", "g:b:2"]))
        self.assertEqual("g:a:1 (not found) must be here", self.missing("false", maven=["g:a:1"]))
        self.assertEqual("", self.missing("true", data="mnist", maven=["g:a:1"]))

    def test_a_long_wait_is_told(self):
        with unittest.mock.patch.object(execute, "PATIENCE", 0.05), redirect_stdout(io.StringIO()) as said:
            self.assertEqual("", self.missing("sh -c 'sleep 0.5'", maven=["g:a:1"]))
            self.assertEqual("", self.missing("true", maven=["g:b:2"]))
        self.assertEqual("   09: fetching g:a:1\n", said.getvalue())

    def test_a_chapter_that_is_left_out_says_so_under_its_title(self):
        left = self.notebook(koopman={"data": "mnist"})
        execute.leave_out(left, "no files")
        nbformat.validate(left)
        self.assertEqual("no files", left.metadata.koopman.skipped)
        self.assertIn("was not run", left.cells[1].source)
        self.assertEqual(3, len(left.cells))


class TimeLeft(unittest.TestCase):
    USUAL = {"01": 30, "02": 20, "03": 550}

    def test_a_first_run_goes_by_the_usual_times(self):
        first = forecast.Forecast(self.USUAL, {}, afterwards=40)
        self.assertEqual(640, first.left())
        self.assertEqual(630, first.left("01", 10))
        self.assertEqual("about 20 s left, in all about 10 minutes", first.words("01", 10))

    def test_the_pace_of_finished_chapters_holds_for_the_rest(self):
        run = forecast.Forecast(self.USUAL, {}, afterwards=40)
        run.finish("01", 60)
        self.assertEqual(1220, run.left())
        self.assertEqual(30, run.left_of("02", 10))
        run.finish("02", 20)
        self.assertAlmostEqual((550 + 40) * 80 / 50, run.left())

    def test_the_last_run_here_is_better_than_the_usual_times(self):
        again = forecast.Forecast(self.USUAL, {"01": 45.0, "02": 30.0, "gone": 7.0})
        self.assertEqual((45, 30, 825), tuple(map(again.seconds, self.USUAL)))
        again.finish("01", 90)
        self.assertEqual(2 * (30 + 825), again.left())

    def test_a_late_chapter_makes_the_rest_later_and_no_time_negative(self):
        run = forecast.Forecast(self.USUAL, {})
        self.assertEqual(580, run.left("01", 20))
        self.assertEqual(570, run.left("01", 30))
        self.assertEqual(570 * 2, run.left("01", 60))
        self.assertEqual("longer than foreseen, then about 19 minutes", run.words("01", 60))
        self.assertEqual("longer than foreseen", forecast.Forecast({"01": 30}, {}).words("01", 60))

    def test_what_is_not_run_is_not_waited_for(self):
        run = forecast.Forecast(self.USUAL, {})
        run.drop("03")
        self.assertEqual(50, run.left())

    def test_nothing_is_said_of_what_nothing_is_known_of(self):
        paper = forecast.Forecast({"01": None, "02": None}, {"01": 3600.0})
        self.assertIsNone(paper.left("01", 60))
        self.assertEqual("about 59 minutes left", paper.words("01", 60))
        self.assertEqual("", paper.words("02", 60))
        paper.finish("01", 7200)
        paper.finish("02", 60)
        self.assertEqual(0, paper.left())

    def test_times_read_like_speech(self):
        self.assertEqual(["about 10 s", "about 50 s", "about 90 s", "about 2 minutes", "about 60 minutes"],
                         list(map(forecast.about, (0, 54, 94, 95, 3600))))


class Watched(unittest.TestCase):

    def watch(self, name="07_digits"):
        cells = [nbformat.v4.new_markdown_cell("# Digits"), *(nbformat.v4.new_code_cell("f()") for _ in range(3))]
        watch = execute.Watch(name, nbformat.v4.new_notebook(cells=cells), forecast.Forecast({name: 547}, {}, 40))
        watch.begin(cells[2], 2)
        return watch

    def test_the_cell_and_the_time_left_are_told(self):
        self.assertEqual("   07_digits: cell 2 of 3, 2:27 so far, about 7 minutes left, in all about 7 minutes",
                         self.watch().line(147))

    def test_a_narrow_terminal_has_the_number_for_the_name(self):
        line = self.watch("07_digits_and_a_long_name").line(147, 79)
        self.assertEqual("   07: cell 2 of 3, 2:27 so far, about 7 minutes left, in all about 7 minutes", line)
        self.assertEqual(40, len(self.watch().line(147, 40)))


class Remembered(unittest.TestCase):

    def test_each_chapter_and_size_is_remembered_and_a_broken_file_is_none(self):
        with tempfile.TemporaryDirectory() as name:
            options = argparse.Namespace(out=Path(name), size="quick")
            self.assertEqual({}, execute.last_run(options.out, "quick"))
            execute.remember("01", 28.04, options)
            execute.remember("02", 18.0, options)
            options.size = "paper"
            execute.remember("01", 3600, options)
            self.assertEqual({"01": 28.0, "02": 18.0}, execute.last_run(options.out, "quick"))
            self.assertEqual({"01": 3600.0}, execute.last_run(options.out, "paper"))
            self.assertEqual(["seconds.json"], [file.name for file in options.out.iterdir()])
            for broken in ("", "[]", "{}", '{"quick": {"01": "soon"}}', '{"quick": 3}'):
                (options.out / "seconds.json").write_text(broken, encoding="utf-8")
                self.assertEqual({}, execute.last_run(options.out, "quick"), broken)


class Copies(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.chapters, self.open = Path(folder.name) / "notebooks", Path(folder.name) / "target" / "open"
        self.chapters.mkdir()
        self.write(self.chapters, "01_film", "first")

    def write(self, folder, name, text):
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")

    def copy(self, name="01_film"):
        return (self.open / f"{name}.ipynb").read_text(encoding="utf-8")

    def test_a_chapter_is_copied(self):
        self.assertEqual([], copies.lay_out(self.chapters, self.open))
        self.assertEqual("first", self.copy())
        self.assertEqual([".kept", "01_film.ipynb"], sorted(file.name for file in self.open.iterdir()))

    def test_the_drawings_follow(self):
        (self.chapters / "drawings").mkdir()
        for content in ("<svg/>", "<svg></svg>"):
            (self.chapters / "drawings" / "fold.svg").write_text(content)
            copies.lay_out(self.chapters, self.open)
            self.assertEqual(content, (self.open / "drawings" / "fold.svg").read_text())

    def test_a_copy_that_is_as_it_was_follows_its_chapter(self):
        copies.lay_out(self.chapters, self.open)
        self.write(self.chapters, "01_film", "second")
        self.assertEqual([], copies.lay_out(self.chapters, self.open))
        self.assertEqual("second", self.copy())

    def test_a_changed_copy_stays_until_it_is_deleted(self):
        copies.lay_out(self.chapters, self.open)
        self.write(self.open, "01_film", "mine")
        self.write(self.chapters, "01_film", "second")
        for _ in range(2):
            self.assertEqual(["01_film.ipynb"], copies.lay_out(self.chapters, self.open))
            self.assertEqual("mine", self.copy())
        (self.open / "01_film.ipynb").unlink()
        self.assertEqual([], copies.lay_out(self.chapters, self.open))
        self.assertEqual("second", self.copy())

    def test_a_readers_own_notebook_and_one_of_a_lost_record_stay(self):
        self.open.mkdir(parents=True)
        self.write(self.open, "own", "mine")
        self.write(self.open, "01_film", "mine too")
        self.assertEqual(["01_film.ipynb"], copies.lay_out(self.chapters, self.open))
        self.assertEqual(("mine", "mine too"), (self.copy("own"), self.copy()))


class Containers(unittest.TestCase):
    """What Binder, development containers and Docker read calls the scripts that everybody calls."""
    TOP = Path(__file__).parent.parent
    READ = [".binder/postBuild", ".devcontainer/devcontainer.json", "environment/Dockerfile"]

    def text(self, file):
        return (self.TOP / file).read_text()

    def test_each_is_made_by_the_one_script(self):
        for file in self.READ:
            self.assertIn("environment/prepare.sh", self.text(file), file)

    def test_scripts_that_are_named_can_be_run(self):
        named = {each for file in self.READ for each in re.findall(r"environment/\w+\.sh", self.text(file))}
        for script in [*named, ".binder/postBuild", ".binder/start"]:
            self.assertTrue(os.access(self.TOP / script, os.X_OK), script)

    def test_binder_installs_what_the_scripts_ask_for(self):
        for line in self.text(".binder/requirements.txt").splitlines():
            self.assertTrue((self.TOP / ".binder" / line.removeprefix("-r ")).is_file(), line)

    def test_binder_finds_the_kernel(self):
        said = subprocess.run([self.TOP / ".binder/start", "sh", "-c", "echo $JUPYTER_PATH"], env={"REPO_DIR": "/home/jovyan"},
                              capture_output=True, text=True)
        self.assertEqual("/home/jovyan/target/jupyter\n", said.stdout)

    def test_every_stage_begins_with_another_or_with_a_dated_release(self):
        stages = set()
        for base, name in re.findall(r"^FROM (\S+)(?: AS (\S+))?$", self.text("environment/Dockerfile"), re.MULTILINE):
            self.assertTrue(base in stages or re.search(r"-\d{8}-slim$", base), base)
            stages.add(name)
        self.assertIn(json.loads(self.text(".devcontainer/devcontainer.json"))["build"]["target"], stages)


class Refusals(unittest.TestCase):
    """What notebook.sh refuses before it installs or builds anything."""

    def refusal(self, *arguments):
        script = Path(__file__).with_name("notebook.sh")
        result = subprocess.run(["bash", script, *arguments], capture_output=True, text=True, timeout=60)
        self.assertEqual((1, ""), (result.returncode, result.stdout))
        return result.stderr

    def test_an_unknown_chapter_is_refused_with_those_there_are(self):
        self.assertRegex(self.refusal("77"),
                         r"^notebook.sh: chapter \(77\) must begin the name of a file in notebooks/: 01 02 ")

    def test_ports_and_chapters_that_cannot_be_are_refused(self):
        for arguments, said in [(["--port"], "--port (missing) must be a number"),
                                (["--port", "x"], "--port (x) must be a number"),
                                (["--port=70000"], "--port (70000) must be 1 to 65535"),
                                (["--prot", "1"], "--prot (unknown) must be --port, --everywhere or --help"),
                                (["01", "02"], "chapters (01, 02) must be one")]:
            with self.subTest(arguments):
                self.assertIn(said, self.refusal(*arguments))


class Book(unittest.TestCase):

    HEAD = "<title>T</title><meta name='description' content='Of rings'><link rel='icon' href='data:,'>"

    def findings(self, body, others=(), head=HEAD):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for other in others:
                (folder / other).write_text("x", encoding="utf-8")
            (folder / "index.html").write_text(
                f"<html lang='en'><head>{head}</head><body><article><h1 id='top'>T</h1>{body}</article></body>"
                "</html>", encoding="utf-8")
            page = check_book.Page(folder / "index.html")
            return list(check_book.check("index.html", page, {"index.html": page}, folder, {"alpha", "frac"}))

    def test_a_clean_page_passes(self):
        self.assertEqual([], self.findings("<a href='#top'>up</a> <a href='https://arxiv.org/abs/1'>paper</a>"
                                           "<img src='a.png' alt='Two rings in a plane'>", ["a.png"]))

    def test_dead_links_and_anchors_are_found(self):
        self.assertEqual(["link gone.html is dead", "link #gone has a dead anchor"],
                         self.findings("<a href='gone.html'>x</a><a href='#gone'>y</a>"))

    def test_what_comes_from_elsewhere_is_found(self):
        self.assertEqual(["loads https://cdn.example.org/a.js from elsewhere"],
                         self.findings("<script src='https://cdn.example.org/a.js'></script>"))

    def test_drawings_without_description_are_found(self):
        self.assertEqual(["picture drawn here has no alternative text"],
                         self.findings("<svg></svg><svg role='img' aria-label='Two rings'></svg><svg aria-hidden='true'></svg>"))

    def test_pictures_without_description_are_found(self):
        self.assertEqual(["picture film.png has no alternative text"],
                         self.findings("<img src='film.png' alt='film.png'>", ["film.png"]))

    def test_tex_that_does_not_close_or_is_unknown_is_found(self):
        found = self.findings("<span class='math'>\\(\\frac{1}{2 + \\alfa\\)</span>")
        self.assertIn("braces do not match", found[0])
        self.assertIn("\\alfa is unknown to MathJax", found[1])

    def test_a_title_twice_and_a_head_without_more_are_found(self):
        self.assertEqual(["title 'A book — A book' says the same twice", "the page has no icon", "the page has no description"],
                         self.findings("", head="<title>A book &#8212; A book</title>"))

    def test_headings_must_not_jump(self):
        self.assertEqual(["heading of level 4 follows one of level 1"], self.findings("<h4>Deep</h4>"))


class NamedFigures(unittest.TestCase):
    def test_a_named_figure_is_the_only_output_of_its_cell(self):
        cell = code(mystnb={"figure": {"name": "fig-a", "caption": "A."}})
        self.assertFalse([each for each in check_notebooks.as_executed(notebook(cell)) if "outputs must be one" in each])
        cell["outputs"] = 2 * cell["outputs"]
        self.assertTrue([each for each in check_notebooks.as_executed(notebook(cell)) if "2 outputs must be one" in each])


class BooksOfAFewChapters(unittest.TestCase):
    def test_links_to_chapters_that_are_not_there_become_text(self):
        notebook = {"cells": [words("See [chapter 1](01_film.ipynb), [chapter 2](02_line.ipynb#b) and [why](../book/why.md)."),
                              words("Then [chapter 2](02_line.ipynb)."), code(source="[a](02_line.ipynb)")]}
        stage_book.unlink(notebook, {"01_film.ipynb"})
        self.assertEqual("See [chapter 1](01_film.ipynb), chapter 2 and [why](../book/why.md).", notebook["cells"][0]["source"])
        self.assertEqual("Then chapter 2.", notebook["cells"][1]["source"])
        self.assertEqual("[a](02_line.ipynb)", notebook["cells"][2]["source"])

    def test_lists_of_no_chapter_are_left_out(self):
        lists = "".join("```{toctree}\n:hidden:\n:glob:\n\nnotebooks/%s*\n```\n\n" % each for each in ("[0-9]", "appendix"))
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "notebooks").mkdir()
            (Path(folder) / "notebooks" / "01_film.ipynb").touch()
            left = stage_book.without_empty_lists("# Title\n\n" + lists + "end", Path(folder))
        self.assertEqual("# Title\n\n```{toctree}\n:hidden:\n:glob:\n\nnotebooks/[0-9]*\n```\n\nend", left)


class Tested(unittest.TestCase):
    FOLD = words("<details>\n<summary>Solution to 3</summary>\n\nSo.\n\n</details>")

    def findings(self, *cells):
        return list(check_notebooks.untested(notebook(*cells)))

    def test_a_test_behind_a_solution_that_finds_a_wrong_answer_passes(self):
        self.assertEqual([], self.findings(self.FOLD, code(tags=["solution", "test"], koopman={"wrong": ["x = 0;"]})))

    def test_a_test_elsewhere_or_without_a_wrong_answer_is_found(self):
        self.assertIn("solution", self.findings(code(tags=["solution", "test"], koopman={"wrong": ["x = 0;"]}))[0])
        self.assertIn("solution", self.findings(self.FOLD, code(tags=["test"], koopman={"wrong": ["x = 0;"]}))[0])
        self.assertIn("koopman.wrong", self.findings(self.FOLD, code(tags=["solution", "test"]))[0])

    def test_each_wrong_answer_is_tried_behind_the_chapter_and_must_fail(self):
        tested = nbformat.v4.new_code_cell("check(x)", metadata={"tags": ["test"], "koopman": {"wrong": ["x = 0;", "x = 1;"]}})
        tried = execute.tried_answers(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("int x = 2;"), tested]))
        self.assertEqual(["x = 0;", "check(x)", "x = 1;", "check(x)"], [cell.source for cell in tried])
        tried[1].outputs = [nbformat.v4.new_output("error", ename="java.lang.AssertionError", evalue="x (0) must be 2", traceback=[])]
        tried[3].outputs = copy.deepcopy(tried[1].outputs)
        self.assertIsNone(execute.accepted(tried))
        tried[3].outputs[0].update(ename="RuntimeException", evalue="java.lang.AssertionError, x (1) must be 2")
        self.assertIsNone(execute.accepted(tried))
        tried[3].outputs[0].update(ename="CompilationError", evalue="cannot find symbol")
        self.assertIn("x = 1;", execute.accepted(tried))
        tried[3].outputs = []
        self.assertIn("no error", execute.accepted(tried))


class UnderAnotherKernel(unittest.TestCase):

    def findings(self, *sources):
        return list(check_notebooks.not_portable(notebook(*(code(source) for source in sources))))

    def test_imports_first_pass(self):
        self.assertEqual([], self.findings("import a.*;", "// more\nimport b.*;\nint x = 1;", 'f("""\n- %d of %s\n%.1f\n""")'))

    def test_a_late_import_and_a_magic_are_found(self):
        self.assertIn("import b.*;", self.findings("import a.*;\nint x = 1;", "import b.*;")[0])
        self.assertIn("%%maven", self.findings("%%maven --alone\norg.a:b:1")[0])
        self.assertIn("%s", self.findings('f("""\n%s of it\n""")')[0])


class Editions(unittest.TestCase):
    CHAPTERS = Path(__file__).parent.parent / "notebooks"
    TEXT = ("## Exercises\n\n1. *Build.* One.\n2. *Open.* Two.\n\n<details>\n<summary>Solution to 1</summary>\n\nSo.\n\n</details>\n\n"
            "<details>\n<summary>A question</summary>\n\nAn answer.\n\n</details>")
    NOTES = ("| Session | Chapter | At home |\n|---|---|---|\n| 1.1 | 3, a line | read |\n| 1.2 | 13, more | write |\n\n"
             "| Exercise | Minutes |\n|---|---|\n| 3.1 one | 10 |\n| 4.1 two | 5 |\n")

    def chapter(self):
        cells = [words("# A line"), code(), {**words(self.TEXT), "id": "a"}, code("solve()", tags=["hide-input", "solution"]),
                 {**code("check(x);", tags=["hide-input", "solution", "test"]), "id": "t"},
                 words("<details>\n<summary>Solution to 2</summary>\n\nNo.\n\n</details>")]
        return {"metadata": {}, "cells": cells}

    def sources(self, notebook):
        return ["".join(cell["source"]) for cell in notebook["cells"]]

    def test_solutions_are_gone_and_the_rest_stays_with_the_tests(self):
        sources = self.sources(editions.for_students(self.chapter(), None))
        self.assertEqual(["# A line", code()["source"]], sources[:2])
        self.assertEqual(self.TEXT.replace("\n\n<details>\n<summary>Solution to 1</summary>\n\nSo.\n\n</details>", ""), sources[2])
        self.assertEqual(["// Tests exercise 1: it must end without an error.\ncheck(x);"], sources[3:])

    def test_a_tested_exercise_is_marked_by_its_test_and_any_other_by_the_teacher(self):
        marks = [cell["metadata"]["nbgrader"] for cell in editions.for_students(self.chapter(), "03")["cells"][3:]]
        self.assertEqual([("exercise-03-1", False, True, False), ("test-03-1", True, False, True), ("exercise-03-2", True, True, False)],
                         [(each["grade_id"], each["grade"], each["solution"], each["locked"]) for each in marks])
        self.assertEqual([False, True, True], ["points" in each for each in marks])

    def test_a_hidden_test_stands_between_the_words_that_nbgrader_looks_for(self):
        lines = self.sources(editions.for_students(self.chapter(), "03", True))[4].splitlines()
        self.assertEqual(["// BEGIN HIDDEN TESTS", "check(x);", "// END HIDDEN TESTS"], lines[1:])

    def test_a_teacher_has_all_open_and_the_notes_of_the_chapter_alone(self):
        cells = editions.for_teachers(self.chapter(), editions.told("03_line", self.NOTES))["cells"]
        sources = self.sources({"cells": cells})
        self.assertEqual("## For the teacher\n\n- 3, a line. *Session*: 1.1. *At home*: read.\n- 3.1 one. *Minutes*: 10.", sources[1])
        self.assertIn("**A question.** An answer.", "".join(sources))
        self.assertNotIn("<details>", "".join(sources))
        self.assertIn("solve()", sources)
        self.assertFalse(any("hide-input" in cell["metadata"].get("tags", []) for cell in cells))

    def laid_out(self, folder, *options):
        with unittest.mock.patch("sys.argv", ["editions.py", *map(str, options)]):
            editions.main()
        return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.ipynb"))}

    def test_every_chapter_is_one_that_jupyter_reads_without_any_solution(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, stored in self.laid_out(Path(folder), "marks", self.CHAPTERS, folder).items():
                notebook = nbformat.reads(stored, 4)
                nbformat.validate(notebook)
                self.assertNotIn("Solution to", stored)
                names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
                self.assertGreaterEqual(len(set(names)), 4, name)
                self.assertEqual(len(set(names)), len(names), name)

    def test_every_chapter_has_notes_for_its_teacher(self):
        with tempfile.TemporaryDirectory() as folder:
            notes = self.CHAPTERS.parent / "book" / "teaching.md"
            for name, stored in self.laid_out(Path(folder), "teacher", self.CHAPTERS, folder, "--notes", notes).items():
                notebook = nbformat.reads(stored, 4)
                nbformat.validate(notebook)
                self.assertGreaterEqual(notebook.cells[1].source.count("\n- "), 2, name)

    def test_of_what_has_run_the_rest_is_left_out(self):
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as said:
            kept, runs, out = (Path(folder) / each for each in ("kept", "runs", "out"))
            (kept / "drawings").mkdir(parents=True)
            runs.mkdir()
            for name in ("01_a.ipynb", "02_b.ipynb"):
                (kept / name).write_text(json.dumps(self.chapter()), encoding="utf-8")
            options = ("bare", kept, out, "--runs", runs, "--executed")
            with self.assertRaisesRegex(SystemExit, "book.sh"):
                self.laid_out(out, *options)
            (runs / "02_b.ipynb").write_text(json.dumps(self.chapter()), encoding="utf-8")
            self.assertEqual(["02_b.ipynb"], list(self.laid_out(out, *options)))
        self.assertIn("01_a: left out", said.getvalue())


if __name__ == "__main__":
    unittest.main()
