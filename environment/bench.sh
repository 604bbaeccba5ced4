#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a benchmark: environment/bench.sh NAME [ARGUMENT...] starts environment/bench-NAME.sh or bench-NAME.py.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# The names of all benchmarks there are.
names() {
  local file found=()
  for file in environment/bench-*; do
    file=$(basename "${file%.*}")
    [ "$file" = "bench-*" ] || found+=("${file#bench-}")
  done
  say "${found[*]:-none yet}"
}

main() {
  local name=${1:-} file
  case "$name" in "" | -h | --help) say "environment/bench.sh NAME, NAME one of: $(names)"; exit 0 ;; esac
  shift
  need_jdk
  for file in environment/bench-"$name".*; do
    case "$file" in
      *.sh) exec bash "$file" "$@" ;;
      *.py)
        find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
        JUPYTER_PATH=$PWD/target/jupyter${JUPYTER_PATH:+:$JUPYTER_PATH} PYTHONDONTWRITEBYTECODE=1 exec "$CLIENT_PYTHON" "$file" "$@" ;;
    esac
  done
  fail "benchmark ($name) must be one of: $(names)"
}

main "$@"
