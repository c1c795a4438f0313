"""The links of one course at one college as an IMS Common Cartridge, for a college's own system.

A week is a module. In it each assignment has a launch link: by LTI where the college signs in so, a
web link elsewhere. Version 1.3 has an assignment too, with points and due date; earlier ones lack
such a thing, and the link's title says both. The schemas are those of
https://www.imsglobal.org/cc/ and https://www.imsglobal.org/xsd/imscc_extensions/assignment; what
Canvas reads beyond them (due date, the tool of an assignment) is in its own namespace.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml
from zoneinfo import ZoneInfo

from coursekit.links.formats import day
from coursekit.links.model import Link
from coursekit.state import digest

VERSIONS = ("1.1", "1.2", "1.3")

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ASSIGNMENT = "http://www.imsglobal.org/xsd/imscc_extensions/assignment"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_BLTI = "http://www.imsglobal.org/xsd/imsbasiclti_v1p0"
_LTICM = "http://www.imsglobal.org/xsd/imslticm_v1p0"
_LTICP = "http://www.imsglobal.org/xsd/imslticp_v1p0"
_WHEN = (2020, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the same links are the same bytes."""

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True)
class Cartridge:
    """One course at one college, and how it is to be written."""

    title: str
    links: Sequence[Link]
    version: str = "1.3"
    by_lti: bool = False
    """Whether the college's people come in by LTI."""
    zone: ZoneInfo | None = None
    """Where due times are meant; left out, only the text says when something is due."""


@dataclass(frozen=True)
class _Resource:
    """One file of a cartridge, and how the manifest calls it."""

    identifier: str
    type: str
    path: str
    text: bytes


def as_imscc(cartridge: Cartridge) -> bytes:
    """Return the zip file; the same links are the same bytes, and keep their identifiers."""
    resources: list[_Resource] = []
    modules: dict[str, list[tuple[str, str]]] = {}
    for link in cartridge.links:
        module = modules.setdefault("Assignments" if link.week is None else f"Week {link.week}", [])
        for title, resource in _resources(cartridge, link):
            module.append((resource.identifier, title))
            resources.append(resource)
    manifest = _manifest(cartridge, modules, resources)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in [
            ("imsmanifest.xml", manifest),
            *((resource.path, resource.text) for resource in resources),
        ]:
            archive.writestr(zipfile.ZipInfo(path, _WHEN), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _resources(cartridge: Cartridge, link: Link) -> Iterator[tuple[str, _Resource]]:
    """Yield the title and the file of each thing that a module has for one assignment."""
    name = _identifier("i", link)
    new = cartridge.version == "1.3"
    if new:
        text = _assignment(cartridge, link, f"{name}-assignment")
        where = f"{name}-assignment/assignment.xml"
        kind = "assignment_xmlv1p0"
        yield link.title, _Resource(f"{name}-assignment", kind, where, text)
    title = f"Open {link.title}" if new else f"{link.title}{_facts(link)}"
    suffix = cartridge.version.replace(".", "p")
    if cartridge.by_lti:
        kind = "imsbasiclti_xmlv1p3" if new else "imsbasiclti_xmlv1p0"
        yield title, _Resource(name, kind, f"{name}.xml", _launch(cartridge, link, title))
    else:
        kind = f"imswl_xmlv{suffix}"
        yield title, _Resource(name, kind, f"{name}.xml", _web_link(link, title, suffix))


def _facts(link: Link) -> str:
    """Return points and due date for a title: `` (12 points, due Fri 29 Jan 2027, 23:59)``."""
    parts = [f"{link.points:g} points"] if link.points is not None else []
    parts += [f"due {day(link.due)}"] if link.due else []
    return f" ({', '.join(parts)})" if parts else ""


def _web_link(link: Link, title: str, suffix: str) -> bytes:
    root = Xml.Element(
        "webLink", {"xmlns": f"http://www.imsglobal.org/xsd/imsccv{suffix}/imswl_v{suffix}"}
    )
    _add(root, "title", title)
    _add(root, "url", "", href=link.url, target="_blank")
    return _text(root)


def _launch(cartridge: Cartridge, link: Link, title: str) -> bytes:
    """Return an LTI link; the order of its elements is the schema's."""
    schema = "imslticc_v1p3" if cartridge.version == "1.3" else "imslticc_v1p0"
    root = Xml.Element(
        "cartridge_basiclti_link",
        {
            "xmlns": f"http://www.imsglobal.org/xsd/{schema}",
            "xmlns:blti": _BLTI,
            "xmlns:lticm": _LTICM,
            "xmlns:lticp": _LTICP,
        },
    )
    _add(root, "blti:title", title)
    _add(root, "blti:description", f"Opens the notebook{_facts(link)}.")
    canvas = _add(root, "blti:extensions", "", platform="canvas.instructure.com")
    _add(canvas, "lticm:property", "public", name="privacy_level")
    _add(canvas, "lticm:property", urlsplit(link.url).hostname or "", name="domain")
    if cartridge.version != "1.3" and link.points is not None:
        _add(canvas, "lticm:property", f"{link.points:g}", name="outcome")
    _add(root, "blti:launch_url", link.url)  # all that Moodle reads
    if link.url.startswith("https:"):
        _add(root, "blti:secure_launch_url", link.url)
    vendor = _add(root, "blti:vendor", "")
    _add(vendor, "lticp:code", "coursekit")
    _add(vendor, "lticp:name", "coursekit")
    return _text(root)


def _assignment(cartridge: Cartridge, link: Link, identifier: str) -> bytes:
    root = Xml.Element("assignment", {"xmlns": _ASSIGNMENT, "identifier": identifier})
    _add(root, "title", link.title)
    opening = Xml.Element("p")
    due = f"Due {day(link.due)}. " if link.due else ""
    opening.text = due
    _add(opening, "a", f"Open {link.title}", href=link.url, target="_blank")
    html = Xml.tostring(opening, "unicode", method="html")
    _add(root, "text", html, texttype="text/html")
    worth = {} if link.points is None else {"points_possible": f"{link.points:g}"}
    _add(root, "gradable", "true" if worth else "false", **worth)
    formats = _add(root, "submission_formats", "")
    _add(formats, "format", "", type="url" if cartridge.by_lti else "file")
    own = _add(_add(root, "extensions", ""), "assignment", "", identifier=identifier)
    own.set("xmlns", _CANVAS)
    for name, value in _for_canvas(cartridge, link):
        _add(own, name, value)
    return _text(root)


def _for_canvas(cartridge: Cartridge, link: Link) -> Iterator[tuple[str, str]]:
    yield "title", link.title
    if link.due is not None and cartridge.zone is not None:
        moment = link.due.replace(tzinfo=cartridge.zone).astimezone(UTC)
        yield "due_at", _utc(moment)
    if link.points is not None:
        yield "points_possible", f"{link.points:g}"
    yield "grading_type", "points" if link.points is not None else "not_graded"
    if cartridge.by_lti:
        yield "submission_types", "external_tool"
        yield "external_tool_url", link.url
        yield "external_tool_new_tab", "true"
    else:
        yield "submission_types", "online_upload"
        yield "allowed_extensions", "ipynb,zip,pdf"


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _manifest(
    cartridge: Cartridge,
    modules: Mapping[str, Sequence[tuple[str, str]]],
    resources: Sequence[_Resource],
) -> bytes:
    suffix = cartridge.version.replace(".", "p")
    lom = f"http://ltsc.ieee.org/xsd/imsccv{suffix}/LOM/manifest"
    places = _schemas(suffix, lom)
    key = digest(cartridge.title, *(link.college for link in cartridge.links[:1]))[:16]
    root = Xml.Element(
        "manifest",
        {
            "identifier": f"m{key}",
            "xmlns": f"http://www.imsglobal.org/xsd/imsccv{suffix}/imscp_v1p1",
            "xmlns:lomimscc": lom,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": " ".join(f"{name} {place}" for name, place in places.items()),
        },
    )
    metadata = _add(root, "metadata", "")
    _add(metadata, "schema", "IMS Common Cartridge")
    _add(metadata, "schemaversion", f"{cartridge.version}.0")
    general = _add(_add(metadata, "lomimscc:lom", ""), "lomimscc:general", "")
    title = _add(general, "lomimscc:title", "")
    _add(title, "lomimscc:string", cartridge.title, language="en")
    organizations = _add(root, "organizations", "")
    whole = _add(organizations, "organization", "", identifier="o1", structure="rooted-hierarchy")
    top = _add(whole, "item", "", identifier="top")
    for number, (name, items) in enumerate(modules.items(), 1):
        module = _add(top, "item", "", identifier=f"module{number}")
        _add(module, "title", name)
        for identifier, shown in items:
            item = _add(
                module, "item", "", identifier=f"item-{identifier}", identifierref=identifier
            )
            _add(item, "title", shown)
    listed = _add(root, "resources", "")
    for resource in resources:
        entry = _add(listed, "resource", "", identifier=resource.identifier, type=resource.type)
        _add(entry, "file", "", href=resource.path)
    return _text(root)


def _schemas(suffix: str, lom: str) -> Mapping[str, str]:
    """Return where each namespace of a manifest has its schema."""
    place = f"http://www.imsglobal.org/profile/cc/ccv{suffix}"
    return {
        f"http://www.imsglobal.org/xsd/imsccv{suffix}/imscp_v1p1": (
            f"{place}/ccv{suffix}_imscp_v1p2_v1p0.xsd"
        ),
        lom: f"{place}/LOM/ccv{suffix}_lommanifest_v1p0.xsd",
    }


def _identifier(kind: str, link: Link) -> str:
    """Return what the college's system knows the link by when it is imported again."""
    return f"{kind}{digest(link.course, link.assignment)[:16]}"


def _add(parent: Any, tag: str, text: str, **attributes: str) -> Any:
    child = Xml.SubElement(parent, tag, attributes)
    if text:
        child.text = _NO_XML.sub("", text)
    return child


def _text(root: Any) -> bytes:
    Xml.indent(root, " ")
    return bytes(Xml.tostring(root, "utf-8", xml_declaration=True))
