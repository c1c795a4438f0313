"""The kinds of machines that images are made for, as Docker names them."""

from __future__ import annotations

import re

from coursekit.errors import CoursekitError, EngineMissingError

_KNOWN = re.compile(r"linux/(amd64(/v[234])?|arm64(/v8)?|arm/v[67]|386|ppc64le|s390x|riscv64)")


def check_platform(asked: str, runs: tuple[str, ...]) -> None:
    """Raise ``CoursekitError`` for a platform that is none, or that Docker can't build for here.

    ``runs`` are the platforms whose programs Docker can run, its own and emulated ones; empty if it
    does not tell.
    """
    if not _KNOWN.fullmatch(asked):
        raise CoursekitError(
            f"--platform: expected a platform such as linux/amd64 or linux/arm64, found {asked}"
        )
    bare = re.sub(r"^(linux/a[mr][dm]64)/v\d$", r"\1", asked)
    if runs and bare not in runs and asked not in runs:
        raise EngineMissingError(
            f"Docker on this machine can't run programs for {asked}, only {', '.join(runs)}",
            hint="install QEMU's emulation (on Debian and Ubuntu: apt install qemu-user-static"
            " binfmt-support), or leave out --platform",
        )
