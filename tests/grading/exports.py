"""Exports as each system makes them, with made-up students: names and layouts are the systems' own.

Canvas: ``ContentZipper`` (canvas-lms, lib/content_zipper.rb). Moodle: ``mod_assign`` (moodle,
mod/assign/classes/downloader.php). Gradescope: "Export Submissions". otter: ``Notebook.export``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

Entries = Mapping[str, bytes]


def zipped(entries: Entries) -> bytes:
    """Return a zip as most programs make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def write(place: Path, entries: Entries) -> Path:
    place.write_bytes(zipped(entries))
    return place


def unpacked(folder: Path, entries: Entries) -> Path:
    for name, content in entries.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def canvas_name(
    sortable: str, user: int, attachment: int, file: str, *, late: bool = False, anon: str = ""
) -> str:
    """Name a file as ``get_filename`` and ``add_upload_submission`` do."""
    head = [] if anon else [re.sub(r"_(\d+)_", r"\1", sortable).lower()]
    parts = [*head, *(["LATE"] if late else []), f"anon_{anon}" if anon else str(user)]
    squeezed = re.sub(r"[^\w]", "", "_".join(parts))
    return f"{squeezed}_{attachment}_{file}"


def otter_export(
    notebook: bytes,
    name: str = "lab01",
    when: str = "2027_01_29T10_00_00_000001",
    more: Entries | None = None,
) -> bytes:
    """Return the zip that ``grader.export()`` makes in a student's notebook."""
    entries = {f"{name}.ipynb": notebook, f"{name}.pdf": b"%PDF-1.7 made-up", ".OTTER_LOG": b"\x80"}
    return zipped({**entries, "__zip_filename__": f"{name}_{when}.zip".encode(), **(more or {})})


def moodle_folder(name: str, number: int, *, old: bool = False) -> str:
    """Name a student's folder; versions before 4.1 put an underscore at its end."""
    return f"{name.replace('_', ' ')}_{number}_assignsubmission_file{'_' if old else ''}"


def gradescope(
    people: Mapping[str, list[tuple[str, str, str]]],
    files: Entries,
    created: Mapping[str, str] | None = None,
    top: str = "assignment_4711_export/",
) -> dict[str, bytes]:
    """Return an export: ``people`` has names, ids and addresses by folder."""
    lines = []
    for folder, several in people.items():
        lines += [f"{folder}:", "  :submitters:"]
        for name, sid, email in several:
            lines += [f"  - :name: {name}", f"    :sid: '{sid}'", f"    :email: {email}"]
        when = (created or {}).get(folder, "2027-01-28 20:00:00.500000000 Z")
        lines += [
            f"  :created_at: {when}",
            "  :score: 1.0",
            "  :status: processed",
            "  :results:",
            "    tests:",
            "    - name: q1 - 1",
            "      output: |-",
            "        NameError: name 'x' is not defined",
            "",
            "        in a cell",
            "  :history:",
            f"  - :id: {folder.rpartition('_')[2]}",
            "    :created_at: 2027-01-01 00:00:00.000000000 Z",
            "    :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess",
            "      score: 0.0",
        ]
    inside = {f"{top}{name}": content for name, content in files.items()}
    return {f"{top}submission_metadata.yml": "\n".join(lines).encode() + b"\n", **inside}
