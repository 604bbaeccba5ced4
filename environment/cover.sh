#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes book/cover.png, the README's picture: the figure tagged 'cover' of the first chapter, as last executed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

main() {
  [ $# -eq 0 ] || { say "environment/cover.sh: makes book/cover.png from the last run of chapter 01"; exit 0; }
  set -- target/notebooks/01_*.ipynb
  [ -f "$1" ] || fail "target/notebooks (without chapter 01) must hold its executed copy: run environment/book.sh 01"
  find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
  client_python -c '
import json, pathlib, sys
sys.path.insert(0, "environment")
import stage_book
picture = stage_book.cover(json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8")))
if not picture or picture.suffix != ".png":
    sys.exit(f"{sys.argv[1]} (without a PNG figure) must have one in a cell tagged cover")
pathlib.Path("book/cover.png").write_bytes(picture.content)' "$1"
  say "done: book/cover.png"
}

main "$@"
