# SPDX-License-Identifier: Apache-2.0
import re
import unittest
from html.parser import HTMLParser

import slides
import test_checks
from test_checks import code, notebook, words


def picture():
    cell = test_checks.picture("Three clouds drift apart", "The film.")
    cell["outputs"][0]["data"]["image/png"] = "iVBORw0KGgo="
    return cell


class Slides(unittest.TestCase):

    def of(self, *cells):
        book = notebook(*cells)
        book["cells"][0] = words("# A film\n\nA plain sentence. **What happens?**")
        return list(slides.slides_of(book))

    def test_the_first_slide_asks_the_chapters_question(self):
        self.assertIn("<h1>A film</h1>\n<p class=question>What happens?</p>", self.of()[0])

    def test_a_question_has_a_slide_before_its_figure(self):
        asked, shown = self.of(words("Now.\n\n> **Guess before you look.** Will *one*\n> do, or $x_0$?"),
                               picture())[1:]
        self.assertIn("Will <i>one</i> do, or <i>x<sub>0</sub></i>?", asked)
        self.assertNotIn("<img", asked)
        self.assertIn('<img alt="Three clouds drift apart" src="data:image/png;base64,', shown)
        self.assertIn("<figcaption>The film.</figcaption>", shown)

    def test_solutions_are_not_given_away(self):
        solution = picture()
        solution["metadata"]["tags"] = ["solution"]
        self.assertEqual(1, len(self.of(solution)))

    def test_what_was_seen_ends_a_chapter(self):
        seen = code()
        seen["outputs"][0]["data"] = {"text/markdown": "- It is **98.6 %**\n  of <all>.\n- Two."}
        self.assertIn("<li><b>98.6 %</b>", self.of(words("## What we saw"), seen)[-1].replace("It is ", ""))
        self.assertIn("of &lt;all&gt;.", self.of(words("## What we saw"), seen)[-1])

    def test_the_page_is_well_formed_and_asks_for_nothing(self):
        self.assertIsNone(re.search(r"https?:|<link|@import|url\(", slides.PAGE))
        open_tags = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, _: open_tags.append(tag) if tag != "meta" else None
        parser.handle_endtag = lambda tag: self.assertEqual(tag, open_tags.pop())
        parser.feed(slides.PAGE)
        self.assertEqual([], open_tags)


if __name__ == "__main__":
    unittest.main()
