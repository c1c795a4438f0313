"""What all pages share: one file each, no request to anywhere, readable on paper and at night."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from coursekit.grading.outputs.words import html

_STATIC = Path(__file__).parent / "static"


def page(title: str, body: str, *, script: str = "", style: str = "") -> str:
    """Return a whole page; ``body`` is HTML.

    The browser is told to run nothing but ``script`` and to load nothing, so that even what would
    slip through in a student's text does nothing.
    """
    allowed = f"; script-src 'sha256-{_digest(script)}'" if script else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:{allowed}"
    end = f"<script>{script}</script>\n" if script else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>{html(title)}</title>
<style>
{static("page.css")}{style}</style>
</head>
<body>
{body}
{end}</body>
</html>
"""


@cache
def static(name: str) -> str:
    """Return a file that is put into pages."""
    return (_STATIC / name).read_text("utf-8")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
