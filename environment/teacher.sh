#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The chapters for their teacher, with everything open.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

usage() {
  cat << END
environment/teacher.sh
  writes the chapters with every solution, test and answer open to target/instructor, each with what book/teaching.md says
  of it under its title, and with the outputs of its last run (environment/book.sh), if it has run.
END
}

main() {
  no_options "$@"
  lock_checkout
  need_target
  find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
  client_python environment/editions.py teacher notebooks target/instructor --runs target/notebooks --notes book/teaching.md
  say "done: $(ls target/instructor | grep -c ipynb) chapters for the teacher in target/instructor"
}

main "$@"
