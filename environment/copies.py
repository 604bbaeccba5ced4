# SPDX-License-Identifier: Apache-2.0
"""Lays out copies of the chapters, and of their drawings, for a reader to open: a chapter that the reader has changed stays as it is.

Beside the copies, in .kept, lies each chapter as it was copied: a copy that still is like it follows the chapter.
"""
import shutil
import sys
import uuid
from pathlib import Path

KEPT = ".kept"


def main(chapters, folder):
    changed = lay_out(chapters, folder)
    if changed:
        print(f"   as you changed them: {', '.join(changed)}; to start one over, delete it and run this again")


def lay_out(chapters, folder):
    """Copies what is missing or is as it was copied; returns the names of the copies that the reader has changed."""
    kept, changed = folder / KEPT, []
    kept.mkdir(parents=True, exist_ok=True)
    for chapter in sorted(chapters.glob("*.ipynb")):
        copy, before = folder / chapter.name, kept / chapter.name
        if copy.exists() and not same(copy, before):
            changed.append(chapter.name)
        elif not same(copy, chapter):
            put(chapter, before)
            put(chapter, copy)
    for drawing in sorted(chapters.glob("drawings/*.svg")):
        (folder / "drawings").mkdir(exist_ok=True)
        put(drawing, folder / "drawings" / drawing.name)
    return changed


def same(one, other):
    return one.exists() and other.exists() and one.read_bytes() == other.read_bytes()


def put(source, target):
    """Copies whole or not at all."""
    part = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        shutil.copyfile(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
