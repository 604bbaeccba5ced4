#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The chapters for students.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage() {
  cat << END
environment/students.sh [--folded | --marks [--hide-tests]] [--executed]
  writes the chapters without their solutions to target/students; what an exercise asks to be built has a cell that tests it.
  --folded      with solutions and tests, each folded
  --marks       each exercise has a cell that nbgrader (https://nbgrader.readthedocs.io) hands out and collects; those with
                a test are marked by it, the others by the teacher
  --hide-tests  the tests are such that nbgrader takes them out before it hands a chapter out, and puts in again to mark it
  --executed    with the outputs of the last run (environment/book.sh), in target/koopman-executed and as a zip beside it
END
}

main() {
  local edition=bare out=target/students hidden='' executed='' options=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --folded | --marks) edition=${1#--} ;;
      --hide-tests) hidden=yes options+=("$1") ;;
      --executed) executed=yes out=target/koopman-executed options+=("$1" --runs target/notebooks) ;;
      -h | --help) usage; exit 0 ;;
      *) fail "$1 (unknown) must be --folded, --marks, --hide-tests, --executed or --help" ;;
    esac
    shift
  done
  [ -z "$hidden" ] || [ "$edition" = marks ] || fail "--hide-tests (alone) must come with --marks: nbgrader hides the tests"
  [ -z "$executed" ] || [ "$edition" != marks ] || fail "--marks (with --executed) must be alone: nbgrader runs the chapters itself"
  lock_checkout
  need_target
  find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
  client_python environment/editions.py "$edition" notebooks "$out" ${options[@]+"${options[@]}"}
  [ -z "$executed" ] || client_python environment/zip.py "$out" "$out.zip"
  say "done: $(ls "$out" | grep -c ipynb) chapters for students in $out${executed:+ and $out.zip}"
}

main "$@"
