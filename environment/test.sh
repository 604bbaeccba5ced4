#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Everything that must hold: Maven's tests, the kernel's conformance, every chapter through Jupyter, the book.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

SUMMARY=()
FAILED=0

usage() {
  cat << END
environment/test.sh
  runs 'mvn install', a Maven project that uses the library, the kernel's conformance suite and every chapter through Jupyter, renders the book, and fails on
  any failing test, error output, warning or dead link. With Chromium there, the pages are opened in it as well.
END
}

main() {
  no_options "$@"
  lock_checkout
  need_target
  need_free_book
  choose_notebooks
  local before=
  before=$(tree_state)
  KOOPMAN_QUIET=1 environment/setup.sh
  find_tools

  stage "checkers" check_checkers
  stage "Maven" verify
  stage "another Maven project" another_project
  stage "command line" environment/check_launcher.sh
  stage "kernel installed" install_kernel
  [ ! -f environment/kernel_conformance.py ] || stage "kernel conformance" conformance
  stage "light kernel" light_kernel
  stage "chapters executed" execute quick target/notebooks fresh 150
  stage "chapters checked" client_python environment/check_notebooks.py notebooks --executed target/notebooks
  stage "book rendered" render
  stage "book checked" "$CLIENT_PYTHON" environment/check_book.py target/book
  stage "book rendered again, the same" render_twice
  ! have node || stage "formulas typeset by MathJax" node environment/check_tex.js target/book
  ! find_chromium || stage "pages in Chromium" client_python environment/check_pages.py target/book
  ! find_chromium || stage "live figures in Chromium" client_python environment/check_live.py target/live
  ! find_chromium || stage "book printed" environment/pdf.sh
  stage "slides made" environment/slides.sh
  ! { find_chromium && find_lab; } || stage "chapter opened in JupyterLab" client_python environment/check_lab.py
  stage "working tree unchanged" same_tree "$before"
  conclude
}

# Runs one stage; later stages run after a failure too, where they can.
stage() {
  local title=$1 start=$SECONDS verdict=passed; shift
  say "== $title"
  ("$@") || { verdict=FAILED; FAILED=$((FAILED + 1)); }
  SUMMARY+=("$(printf '   %-32s %-6s %5d s' "$title" "$verdict" $((SECONDS - start)))")
}

verify() { MAVEN_LOG=target/verify.log maven install; }

# The project of README's lines, which has the library from Maven's local repository as anyone's would.
another_project() {
  rm -rf target/consumer
  cp -r src/test/consumer target/consumer
  (cd target/consumer && mkdir target && maven -q compile exec:java) | tee target/consumer/output
  grep -q '^surrogate right ' target/consumer/output && [ -f target/consumer/target/surrogate.safetensors ] \
    || fail "the project in src/test/consumer (see above) must explain its network"
}

check_checkers() {
  (cd environment && PYTHONDONTWRITEBYTECODE=1 "$CLIENT_PYTHON" -m unittest -q test_checks test_slides)
}

conformance() { client_python environment/kernel_conformance.py; }

light_kernel() { client_python environment/check_light_kernel.py "$(java_command java)"; }

render_twice() {
  rm -rf target/book-again
  render target/book-again && diff -r target/book target/book-again > /dev/null \
    || fail "two renderings (different) must be the same to the byte: diff -r target/book target/book-again"
  rm -rf target/book-again
}

# Git's view of the tree; nothing outside a clone.
tree_state() { git status --porcelain 2> /dev/null || true; }

same_tree() {
  [ "$(tree_state)" = "$1" ] || fail "the working tree (changed by the tests) must stay as it was: git status"
}

conclude() {
  say
  printf '%s\n' "${SUMMARY[@]}"
  grep -hE '^(\[[A-Z]+\] )?Tests run:.*[0-9]$' target/verify.log 2> /dev/null | tail -n 1 || true
  [ "$FAILED" -eq 0 ] || fail "$FAILED stages (see above) must pass"
  say "all stages passed in $SECONDS s"
}

main "$@"
