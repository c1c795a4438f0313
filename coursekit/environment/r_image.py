"""Decides when a course stands on the image with R: when it asks Debian for an R package."""

from __future__ import annotations

import re

_NAME = re.compile(r"^(r-base(-core|-dev)?|r-recommended|r-(cran|bioc|other)-[a-z0-9.+-]+)$")


def r_package(apt: str) -> str:
    """Return the first R package that the text of an ``apt.txt`` names, or nothing.

    The same repository gets R from plain repo2docker too, which installs what ``apt.txt`` names;
    here all R courses share the layer that holds it. Debian's names of R packages:
    https://wiki.debian.org/Teams/r-pkg-team
    """
    for line in apt.splitlines():
        for word in line.partition("#")[0].split():
            name = re.split(r"[=/:]", word.lower())[0]
            if _NAME.match(name):
                return name
    return ""
