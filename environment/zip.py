"""Packs a folder into a zip that is the same to the byte whenever the folder's files are: in order, of one date, with their rights.

  zip.py FOLDER FILE
"""
import sys
import zipfile
from pathlib import Path

DATE = (2025, 1, 1, 0, 0, 0)  # as the jars' entries


def main(folder, file):
    part = file.with_name(file.name + ".part")
    with zipfile.ZipFile(part, "w") as packed:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            packed.writestr(entry(path, folder), path.read_bytes())
    part.replace(file)


def entry(path, folder):
    info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", DATE)
    info.compress_type = zipfile.ZIP_STORED if path.suffix in (".jar", ".png", ".pdf") else zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, whose rights follow
    info.external_attr = (0o100755 if path.stat().st_mode & 0o100 else 0o100644) << 16
    return info


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
