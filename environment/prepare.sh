#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All that notebook.sh does before it starts JupyterLab, for a container while it is built: fetches, builds and installs, and
# trains nothing.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

main() {
  case "${1:-}" in
    "") ;;
    -h | --help) say "environment/prepare.sh: installs JupyterLab, builds the jar, installs the kernel in target/jupyter"; exit 0 ;;
    *) fail "$1 (unknown) must be --help or nothing" ;;
  esac
  lock_checkout
  prepare_lab
}

main "$@"
