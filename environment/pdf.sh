#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole book as one PDF, target/koopman-book.pdf, printed by headless Chromium from the last run of the chapters.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

print_book() {
  client_python -c '
import asyncio, sys
sys.path.insert(0, "environment")
import browser
async def main(page, pdf):
    async with browser.Browser(sys.argv[1]) as chromium:
        await chromium.open(page)
        await chromium.run("document.head.insertAdjacentHTML(\"beforeend\", \"<style>* {animation: none !important}</style>\")")
        await chromium.run("for (const fold of document.querySelectorAll(\"details\")) fold.open = true")
        blank = await chromium.run("[...document.querySelectorAll(\"details > *\")]"
                                   ".filter(each => getComputedStyle(each).opacity < 1).length")
        assert blank == 0, f"folds ({blank} see through) must be open and seen when the page is printed"
        await chromium.pdf(pdf)
asyncio.run(main(*sys.argv[2:]))' "$CHROMIUM" "file://$PWD/target/book-single/index.html" target/koopman-book.pdf.part
  mv target/koopman-book.pdf.part target/koopman-book.pdf
  rm -rf target/book-single
}

main() {
  [ $# -eq 0 ] || { say "environment/pdf.sh: prints the book to target/koopman-book.pdf; needs Chromium"; exit 0; }
  lock_checkout
  find_chromium || fail "Chromium (not found) must be there: install it, or set CHROMIUM to one"
  set -- target/notebooks/*.ipynb
  [ -f "$1" ] || fail "target/notebooks (empty) must hold the executed chapters: run environment/book.sh"
  find_tools
  step "rendering one page" render target/book-single singlehtml
  step "printing" print_book
  say "done: $PWD/target/koopman-book.pdf"
}

main "$@"
