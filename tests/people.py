"""Runs a program as somebody who is not root, and who owns nothing but one folder."""

from __future__ import annotations

from pathlib import Path

PLAIN = 47_110
"""Number of an account that nobody has."""


def as_plain_user(folder: Path, needs: dict[Path, Path]) -> tuple[str, ...]:
    """Return the words to put before a program's, as root; ``needs`` says what is found where.

    What others than root can't pass on the way to what it needs is emptied, in its view only.
    """
    binds = dict(needs)
    closed = sorted({here for path in binds.values() if (here := _closed(path)) is not None})
    stage = folder / "stage"
    lines = [f"mkdir -p {stage}", f"mount -t tmpfs tmpfs {stage}"]
    for number, source in enumerate(binds):
        lines += [f"mkdir {stage}/{number}", f"mount --rbind {source} {stage}/{number}"]
    lines += [f"mount -t tmpfs -o mode=755 tmpfs {path}" for path in closed]
    for number, target in enumerate(binds.values()):
        lines += [f"mkdir -p {target}", f"mount --rbind {stage}/{number} {target}"]
    lines.append(f"umount -l {stage}")
    drop = f"exec setpriv --reuid {PLAIN} --regid {PLAIN} --clear-groups"
    script = " && ".join([*lines, f'{drop} "$@"'])
    return ("unshare", "--mount", "sh", "-c", script, "sh")


def _closed(path: Path) -> Path | None:
    """Return the first folder on the way that others can't pass."""
    for folder in reversed(path.parents):
        if folder.is_dir() and not folder.stat().st_mode & 0o001:
            return folder
    return None
