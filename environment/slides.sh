#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Slides of the chapters' figures, target/koopman-slides.html, from their last run: one file, without any network.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

main() {
  [ $# -eq 0 ] || { say "environment/slides.sh: makes target/koopman-slides.html from the last run of the chapters"; exit 0; }
  lock_checkout
  set -- target/notebooks/*.ipynb
  [ -f "$1" ] || fail "target/notebooks (empty) must hold the executed chapters: run environment/book.sh"
  find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
  client_python environment/slides.py target/notebooks target/koopman-slides.html.part
  mv target/koopman-slides.html.part target/koopman-slides.html
  say "done: open $PWD/target/koopman-slides.html"
}

main "$@"
