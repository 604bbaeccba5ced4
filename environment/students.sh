#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The chapters for students, without solutions.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage() {
  cat << END
environment/students.sh [--marks]
  writes the chapters without their solutions to target/students. With --marks each exercise has a cell that nbgrader
  (https://nbgrader.readthedocs.io) hands out, collects and lets a teacher mark.
END
}

main() {
  case "${1:-}" in
    "" | --marks) ;;
    -h | --help) usage; exit 0 ;;
    *) fail "$1 (unknown) must be --marks, --help or nothing" ;;
  esac
  lock_checkout
  need_target
  find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
  rm -rf target/students
  client_python environment/students.py notebooks target/students "$@"
  say "done: $(ls target/students/*.ipynb | wc -l) chapters without solutions in target/students"
}

main "$@"
