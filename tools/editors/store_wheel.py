"""
Take the compression out of a wheel: `python tools/editors/store_wheel.py WHEEL`.

Inside another archive it gets smaller that way, because its files are compressed together.
"""

import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo


def store(wheel: Path) -> None:
    """Write a wheel anew with its files as they are."""
    with ZipFile(wheel) as archive:
        files = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with ZipFile(wheel, "w", ZIP_STORED) as archive:
        for entry, content in files:
            stored = ZipInfo(entry.filename, entry.date_time)
            stored.external_attr = entry.external_attr
            archive.writestr(stored, content)


if __name__ == "__main__":
    store(Path(sys.argv[1]))
