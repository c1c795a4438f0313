"""Takes away from a venv what nobody imports: browsers' drivers, source maps, tests, sources in C.

Only what a package carries beside its modules goes; everything stays importable. What was taken
away is printed, biggest first.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path

FOLDERS = (
    "playwright/driver",  # a Node.js: otter brings it to print PDFs with a browser that isn't here
    "*/tests",
    "*/*/tests",
    "*/*/*/tests",
    "*/*/*/*/tests",
    "*/*/*/*/*/tests",
)
KEPT = ("numpy/testing", "pandas/testing", "otter/", "numpy/tests", "numpy/_core/tests")
ENDINGS = (".map", ".pyx", ".pxd", ".c", ".h", ".hpp", ".cpp", ".a")
SHARED_ENDINGS = (".map",)


def main() -> None:
    """Trim the venv named on the command line."""
    venv = Path(sys.argv[1])
    site = next(venv.glob("lib/python3*/site-packages"))
    gone: Counter[str] = Counter()
    for pattern in FOLDERS:
        for folder in sorted(site.glob(pattern)):
            name = folder.relative_to(site).as_posix()
            if folder.is_dir() and not name.startswith(KEPT):
                gone[name.split("/")[0]] += size(folder)
                shutil.rmtree(folder)
    for file in sorted(site.rglob("*")):
        if file.name.endswith(ENDINGS) and file.is_file():
            gone[file.relative_to(site).parts[0]] += file.lstat().st_size
            file.unlink()
    for file in sorted((venv / "share").rglob("*")):
        if file.name.endswith(SHARED_ENDINGS) and file.is_file():
            gone["share"] += file.lstat().st_size
            file.unlink()
    for name, taken in gone.most_common(8):
        print(f"taken away: {taken / 1e6:6.1f} MB of {name}")
    record = venv / "taken-away.json"
    before = json.loads(record.read_text("utf-8")) if record.is_file() else {}
    record.write_text(json.dumps({**before, **dict(gone.most_common(8))}, indent=1), "utf-8")


def size(folder: Path) -> int:
    """Return the bytes of all files below ``folder``."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
