"""A released file taken apart: cells, outputs, metadata, attachments, and what archives hold."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import json
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coursekit.release.secrets import joined

LARGEST = 200 * 2**20
"""Bytes that one released file may unpack to before the gate says that it can't look inside."""
_DEEPEST = 5
_PRINTABLE = re.compile(rb"[\t\n\r\x20-\x7e\xa0-\xff]*[\x20-\x7e]{6}[\t\n\r\x20-\x7e\xa0-\xff]*")
"""Text in a file that is none, such as what a camera writes into a picture."""
_DATA = re.compile(r";base64,([A-Za-z0-9+/=\s\\n]{40,})")


@dataclass(frozen=True)
class Part:
    """A piece of a file: where it is, and its text or, of a picture and the like, its bytes."""

    place: str
    """In words: ``source``, ``output``, ``metadata``, ``attachment x.txt``, or nothing."""
    text: str = ""
    data: bytes = b""
    cell: int = 0
    """Number of the notebook's cell, from 1; 0: not in a cell."""


@dataclass(frozen=True)
class Cell:
    """A cell as far as rules for whole notebooks ask for it."""

    number: int
    kind: str
    source: str
    tags: tuple[str, ...]
    outputs: str
    """The text of all it printed."""
    ran: bool
    """Whether it has an output or a number of execution."""


class TooLargeError(ValueError):
    """A file unpacks to more than anyone should look through."""


def notebook_of(data: bytes) -> dict[str, Any] | None:
    """Return the notebook that ``data`` is, whatever its file is called."""
    if b'"cells"' not in data or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    cells = found.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        return None
    return dict(found)


def cells(notebook: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the cells of a notebook."""
    for number, cell in enumerate(notebook["cells"], start=1):
        metadata = cell.get("metadata")
        tags = metadata.get("tags", ()) if isinstance(metadata, dict) else ()
        outputs = cell.get("outputs") or ()
        yield Cell(
            number,
            str(cell.get("cell_type")),
            joined(cell.get("source", "")),
            tuple(map(str, tags)) if isinstance(tags, list) else (),
            "\n".join(_strings(outputs)),
            bool(outputs) or cell.get("execution_count") is not None,
        )


def parts(data: bytes) -> Iterator[Part]:
    """Yield all that is in a file. Raises ``TooLargeError`` for what unpacks to too much."""
    yield from _parts(data, [LARGEST], _DEEPEST)


def _parts(data: bytes, budget: list[int], depth: int) -> Iterator[Part]:
    budget[0] -= len(data)
    if budget[0] < 0:
        raise TooLargeError
    yield Part("", data=data)
    notebook = notebook_of(data)
    if notebook is not None:
        yield from _of_notebook(notebook, budget, depth)
        return
    if depth:
        for name, member in _members(data, budget):
            for part in _parts(member, budget, depth - 1):
                place = f"{name}: {part.place}" if part.place else name
                yield replace(part, place=place)
    text = _text(data)
    yield Part("", text)
    if depth:
        yield from _embedded(text, "", 0, budget, depth)


def _of_notebook(notebook: Mapping[str, Any], budget: list[int], depth: int) -> Iterator[Part]:
    rest = {key: value for key, value in notebook.items() if key != "cells"}
    yield Part("metadata", "\n".join(_strings(rest)))
    for number, cell in enumerate(notebook["cells"], start=1):
        source = joined(cell.get("source", ""))
        yield Part("source", source, cell=number)
        yield from _embedded(source, "source", number, budget, depth)
        known = ("source", "outputs", "attachments")
        other = {key: value for key, value in cell.items() if key not in known}
        yield Part("metadata", "\n".join(_strings(other)), cell=number)
        for output in cell.get("outputs") or ():
            yield from _of_bundle(output, "output", number, budget, depth)
        attachments = cell.get("attachments")
        for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
            yield from _of_bundle(bundle, f"attachment {name}", number, budget, depth)


def _of_bundle(
    bundle: Any, place: str, number: int, budget: list[int], depth: int
) -> Iterator[Part]:
    """Yield what an output or an attachment shows; pictures are base64 in it."""
    texts = []
    for key, value in _leaves(bundle):
        content = _decoded(value) if "/" in key and depth else None
        if content is None:
            texts.append(value)
            continue
        for part in _parts(content, budget, depth - 1):
            yield replace(part, place=place, cell=number)
    text = "\n".join(texts)
    yield Part(place, text, cell=number)
    yield from _embedded(text, place, number, budget, depth)


def _embedded(text: str, place: str, number: int, budget: list[int], depth: int) -> Iterator[Part]:
    """Yield what ``data:`` addresses in a text hold."""
    for match in _DATA.finditer(text) if depth and ";base64," in text else ():
        content = _decoded(match[1].replace("\\n", ""))
        if content is not None:
            for part in _parts(content, budget, depth - 1):
                yield replace(part, place=f"{place} data: address".strip(), cell=number)


def _leaves(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts in an output, each with the key it is under; lists of lines as one."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _leaves(value, str(name))
    elif isinstance(node, list) and not all(isinstance(item, str) for item in node):
        for item in node:
            yield from _leaves(item, key)
    elif node is not None:
        yield key, _joined(node)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, dict | list | str):
                yield str(name)
                yield from _strings(value)
            else:
                yield f'"{name}": {value}'
    elif isinstance(node, list | tuple) and not all(isinstance(item, str) for item in node):
        for item in node:
            yield from _strings(item)
    elif node is not None:
        yield _joined(node)


def _joined(node: Any) -> str:
    """Return a text; a list is one of lines, with their ends or, as in a traceback, without."""
    if not isinstance(node, list | tuple):
        return str(node)
    ended = all(line.endswith("\n") for line in node[:-1])
    return ("" if ended else "\n").join(node)


def _decoded(text: str) -> bytes | None:
    compact = "".join(text.split())
    if len(compact) < 8 or len(compact) % 4:
        return None
    try:
        return base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        return None


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        if b"\0" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    return b"\n".join(_PRINTABLE.findall(data)).decode("latin-1")


def _members(data: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    """Yield the files in an archive, and what a compressed file holds."""
    file = io.BytesIO(data)
    try:
        if data[:2] == b"PK":
            yield from _zipped(data, budget)
        elif data[:2] == b"\x1f\x8b":
            yield from _unpacked(gzip.GzipFile(fileobj=file), budget)
        elif data[:3] == b"BZh":
            yield from _unpacked(bz2.BZ2File(file), budget)
        elif data[:6] == b"\xfd7zXZ\x00":
            with lzma.LZMAFile(file) as unpacked:
                yield from _unpacked(unpacked, budget)
        elif data[257:262] == b"ustar":
            yield from _tarred(data, budget)
        elif data[:5] == b"%PDF-":
            yield from _streams(data, budget)
    except (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError):
        return
    except (RuntimeError, NotImplementedError):  # a password, or a method Python does not know
        return


def _zipped(data: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.file_size > budget[0]:
                raise TooLargeError
            if not entry.is_dir():
                yield entry.filename, archive.read(entry)


def _tarred(data: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            if entry.size > budget[0]:
                raise TooLargeError
            content = archive.extractfile(entry) if entry.isfile() else None
            if content is not None:
                yield entry.name, content.read()


def _unpacked(file: Any, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    content = file.read(budget[0] + 1)
    if len(content) > budget[0]:
        raise TooLargeError
    yield "unpacked", content


def _streams(data: bytes, budget: list[int]) -> Iterator[tuple[str, bytes]]:
    for match in re.finditer(rb"stream\r?\n", data):
        unpack = zlib.decompressobj()
        try:
            content = unpack.decompress(data[match.end() :], budget[0] + 1)
        except zlib.error:
            continue
        if len(content) > budget[0]:
            raise TooLargeError
        yield "a page", content
