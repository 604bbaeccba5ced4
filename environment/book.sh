#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From source to book: builds the jar, installs the kernel, executes the chapters and renders them.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

usage() {
  cat << END
environment/book.sh [--size quick|paper] [--fresh] [CHAPTER...]
  renders the book to target/book/index.html from a run of its chapters.
  CHAPTER   only these, by number or name, such as 01 (the book then has only these chapters)
  --size    quick (default, minutes) or paper (the published experiments' size, hours)
  --fresh   executes all again; else outputs are reused while neither the code of a chapter nor the jar has changed
END
}

main() {
  local size=quick fresh= chapters=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --size) size=${2:-}; [ $# -eq 1 ] || shift ;;
      --size=*) size=${1#*=} ;;
      --fresh) fresh=yes ;;
      -h | --help) usage; exit 0 ;;
      -*) fail "$1 (unknown) must be --size, --fresh or --help" ;;
      *) chapters+=("$1") ;;
    esac
    shift
  done
  case "$size" in quick | paper) ;; *) fail "--size (${size:-missing}) must be quick or paper" ;; esac

  lock_checkout
  need_target
  need_free_book
  choose_notebooks ${chapters[@]+"${chapters[@]}"}
  KOOPMAN_QUIET=1 environment/setup.sh
  find_tools
  step "building target/koopman.jar" build_jar
  step "installing the kernel in target/jupyter" install_kernel
  step "executing ${#NOTEBOOKS[@]} notebooks, $size size" execute "$size" target/notebooks "$fresh" 40
  step "rendering the book" render
  say "done: open $PWD/target/book/index.html"
}

main "$@"
