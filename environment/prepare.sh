#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All that notebook.sh does before it starts JupyterLab, for a container while it is built: fetches, builds and installs, and
# trains nothing.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

usage() {
  say "environment/prepare.sh"
  say "  installs JupyterLab, builds the jar, installs the kernel in target/jupyter."
}

main() {
  no_options "$@"
  lock_checkout
  prepare_lab
}

main "$@"
