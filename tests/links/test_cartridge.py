"""Cartridges: zip files whose XML is built as the published schemas of IMS Common Cartridge say.

The structure below is written down from the schemas' own element declarations: which children an
element may have, in which order, how often, and which attributes it needs. A reader goes
through every file of the zip with it.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as Xml
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.links import Link
from coursekit.links.cartridge import VERSIONS, Cartridge, as_imscc
from tests.conftest import CASES, coursekit
from tests.links.test_formats import TITLE

HUB = "https://hub.example.edu"
LINKS = (
    Link(
        college="north",
        course="data8",
        assignment="lab01",
        title='Lab 1: <Sums> & "more"',
        week=1,
        surface="jupyterhub",
        app="notebook",
        url=f"{HUB}/hub/user-redirect/data8/git-pull?repo=https%3A%2F%2Fa&urlpath=b+c&branch=main",
        due=datetime(2027, 1, 29, 23, 59),
        points=12.5,
    ),
    Link("north", "data8", "lab02", "Lab 2", 2, "jupyterhub", "notebook", f"{HUB}/x?a=1&b=2"),
    Link("north", "data8", "hw01", "Homework", 1, "jupyterhub", "notebook", f"{HUB}/y", points=3),
    Link("north", "data8", "end", "Project", None, "jupyterhub", "notebook", f"{HUB}/z"),
)
ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
BLTI = "http://www.imsglobal.org/xsd/imsbasiclti_v1p0"
LTICM = "http://www.imsglobal.org/xsd/imslticm_v1p0"
LTICP = "http://www.imsglobal.org/xsd/imslticp_v1p0"
EXT = "http://www.imsglobal.org/xsd/imscc_extensions/assignment"

Rule = tuple[str, dict[str, str]]
"""The children as a regular expression over their names, and the attributes: ! has to be there."""


def structure(version: str) -> dict[str, Rule]:
    """Return the rule of every element, by its name with namespace."""
    suffix = version.replace(".", "p")
    cp = f"http://www.imsglobal.org/xsd/imsccv{suffix}/imscp_v1p1"
    lom = f"http://ltsc.ieee.org/xsd/imsccv{suffix}/LOM/manifest"
    wl = f"http://www.imsglobal.org/xsd/imsccv{suffix}/imswl_v{suffix}"
    lti = f"http://www.imsglobal.org/xsd/imslticc_v1p{3 if version == '1.3' else 0}"
    found: dict[str, Rule] = {}

    def add(space: str, tag: str, children: str, **attributes: str) -> None:
        found[f"{{{space}}}{tag}"] = (children, attributes)

    add(cp, "manifest", "metadata organizations resources (authorizations )?", identifier="!")
    add(cp, "metadata", "schema schemaversion lom ")
    add(cp, "schema", "")
    add(cp, "schemaversion", "")
    add(cp, "organizations", "(organization )?")
    add(cp, "organization", "item ", identifier="!", structure="!")
    add(cp, "item", "(title )?(item )*(metadata )?", identifier="!", identifierref="")
    add(cp, "title", "")
    add(cp, "resources", "(resource )*")
    resource = {"identifier": "!", "type": "!", "href": "", "intendeduse": ""}
    add(cp, "resource", "(metadata )?(file )*(dependency )*", **resource)
    add(cp, "file", "(metadata )?", href="!")
    add(
        lom, "lom", "(general )?(lifeCycle )?(metaMetadata )?(technical )?(educational )?(rights )?"
    )
    add(lom, "general", "(identifier )*(title )?(language )*(description )*(keyword )*")
    add(lom, "title", "(string )+")
    add(lom, "string", "", language="")
    add(wl, "webLink", "title url ")
    add(wl, "title", "")
    add(wl, "url", "", href="!", target="", windowFeatures="")
    order = "title (description )?(custom )?(extensions )*(launch_url )?(secure_launch_url )?"
    order += "(icon )?(secure_icon )?vendor (cartridge_bundle )?(cartridge_icon )?"
    add(lti, "cartridge_basiclti_link", order)
    for name in ("title", "description", "launch_url", "secure_launch_url"):
        add(BLTI, name, "")
    add(BLTI, "extensions", "((property|options) )+", platform="!")
    add(BLTI, "vendor", "code name (description )?(url )?(contact )?")
    add(LTICM, "property", "", name="!")
    add(LTICP, "code", "")
    add(LTICP, "name", "")
    if version == "1.3":
        order = "title (text )?(instructor_text )?(attachments )?(gradable )?"
        order += "(submission_formats )?(extensions )*"
        add(EXT, "assignment", order, identifier="!")
        add(EXT, "title", "")
        add(EXT, "text", "", texttype="!")
        add(EXT, "gradable", "", points_possible="")
        add(EXT, "submission_formats", "(format )+")
        add(EXT, "format", "", type="!")
        add(EXT, "extensions", ".*")
    return found


def local(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def check(element: Xml.Element, rules: dict[str, Rule]) -> None:
    """Hold an element and all below it against the rules."""
    assert element.tag in rules, f"no schema has {element.tag}"
    children, attributes = rules[element.tag]
    names = "".join(f"{local(child)} " for child in element)
    assert re.fullmatch(children, names), f"{local(element)}: {names}"
    own = {name for name in element.attrib if not name.startswith("{")}
    assert own <= attributes.keys(), f"{local(element)}: {own}"
    assert {name for name, need in attributes.items() if need} <= own, local(element)
    if local(element) != "extensions" or element.tag.startswith(f"{{{BLTI}}}"):
        for child in element:
            check(child, rules)


def opened(data: bytes) -> dict[str, Xml.Element]:
    """Return the files of a cartridge, each read as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "imsmanifest.xml"
        return {name: Xml.fromstring(archive.read(name)) for name in archive.namelist()}


def texts(element: Xml.Element, name: str) -> list[str]:
    return [one.text or "" for one in element.iter() if local(one) == name]


@pytest.mark.parametrize("by_lti", [False, True])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_cartridge_is_built_as_its_schemas_say(version: str, by_lti: bool) -> None:
    files = opened(as_imscc(Cartridge("Data <8>", LINKS, version, by_lti)))
    rules = structure(version)
    for root in files.values():
        check(root, rules)
    manifest = files.pop("imsmanifest.xml")
    assert texts(manifest, "schema") == ["IMS Common Cartridge"]
    assert texts(manifest, "schemaversion") == [f"{version}.0"]
    assert texts(manifest, "string") == ["Data <8>"]
    identifiers = [
        one.attrib["identifier"] for one in manifest.iter() if "identifier" in one.attrib
    ]
    assert len(set(identifiers)) == len(identifiers)
    assert all(ID.fullmatch(one) for one in identifiers)
    resources = {
        one.attrib["identifier"]: one for one in manifest.iter() if local(one) == "resource"
    }
    referred = [
        one.attrib["identifierref"] for one in manifest.iter() if "identifierref" in one.attrib
    ]
    assert sorted(referred) == sorted(resources), "everything has its place in a module"
    listed = [one.attrib["href"] for one in manifest.iter() if local(one) == "file"]
    assert sorted(listed) == sorted(files), "what is listed is there, and nothing else"
    suffix = version.replace(".", "p")
    link = (
        f"imsbasiclti_xmlv{'1p3' if version == '1.3' else '1p0'}"
        if by_lti
        else f"imswl_xmlv{suffix}"
    )
    kinds = {one.attrib["type"] for one in resources.values()}
    assert kinds == ({link, "assignment_xmlv1p0"} if version == "1.3" else {link})


def modules(manifest: Xml.Element) -> dict[str, list[str]]:
    """Return the titles of the modules, and of what is in them."""
    space = manifest.tag.partition("}")[0] + "}"
    top = manifest.find(f"{space}organizations/{space}organization/{space}item")
    assert top is not None
    assert top.find(f"{space}title") is None, "the top has no title"
    return {
        module.findtext(f"{space}title", ""): [
            item.findtext(f"{space}title", "") for item in module.findall(f"{space}item")
        ]
        for module in top
    }


def test_a_week_is_a_module() -> None:
    files = opened(as_imscc(Cartridge("Data 8", LINKS, "1.1")))
    assert modules(files["imsmanifest.xml"]) == {
        "Week 1": [
            'Lab 1: <Sums> & "more" (12.5 points, due Fri 29 Jan 2027, 23:59)',
            "Homework (3 points)",
        ],
        "Week 2": ["Lab 2"],
        "Assignments": ["Project"],
    }
    urls = [
        one.attrib["href"] for root in files.values() for one in root.iter() if local(one) == "url"
    ]
    assert sorted(urls) == sorted(link.url for link in LINKS)


def test_assignments_have_points_and_due_dates() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    whole = Cartridge("Data 8", LINKS[:1], by_lti=True, zone=zone)
    files = opened(as_imscc(whole))
    assert modules(files["imsmanifest.xml"]) == {
        "Week 1": [LINKS[0].title, f"Open {LINKS[0].title}"]
    }
    (assignment,) = [root for root in files.values() if local(root) == "assignment"]
    (gradable,) = [one for one in assignment.iter() if local(one) == "gradable"]
    assert (gradable.text, gradable.attrib) == ("true", {"points_possible": "12.5"})
    assert texts(assignment, "due_at") == ["2027-01-30T07:59:00Z"]
    assert texts(assignment, "external_tool_url") == [LINKS[0].url]
    assert "Due Fri 29 Jan 2027, 23:59." in texts(assignment, "text")[0]
    (launch,) = [root for root in files.values() if local(root) == "cartridge_basiclti_link"]
    assert texts(launch, "secure_launch_url") == [LINKS[0].url]
    assert texts(launch, "launch_url") == [LINKS[0].url], "Moodle's importer reads no other"
    nowhere = opened(as_imscc(replace(whole, zone=None)))
    assert all(texts(root, "due_at") == [] for root in nowhere.values())


def test_canvas_grades_launches_of_older_cartridges_too() -> None:
    files = opened(as_imscc(Cartridge("Data 8", LINKS[:1], "1.1", by_lti=True)))
    (launch,) = [root for root in files.values() if local(root) == "cartridge_basiclti_link"]
    said = {one.attrib["name"]: one.text for one in launch.iter() if local(one) == "property"}
    assert said == {"privacy_level": "public", "domain": "hub.example.edu", "outcome": "12.5"}


def test_the_same_links_are_the_same_bytes_and_keep_their_identifiers() -> None:
    whole = Cartridge("Data 8", LINKS)
    assert as_imscc(whole) == as_imscc(whole)
    renamed = replace(whole, links=tuple(replace(one, title="New", week=9) for one in LINKS))
    assert opened(as_imscc(renamed)).keys() == opened(as_imscc(whole)).keys()


@given(TITLE | st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_is_readable(title: str) -> None:
    files = opened(as_imscc(Cartridge(title, [replace(LINKS[0], title=title)])))
    rules = structure("1.3")
    for root in files.values():
        check(root, rules)
    if title.isprintable():
        (module,) = modules(files["imsmanifest.xml"]).values()
        assert module == [title, f"Open {title}"]


def test_the_command_writes_a_cartridge_for_each_college(tmp_path: Path) -> None:
    tiny = CASES / "good" / "tiny"
    words = ("--format", "imscc", "--cartridge", "1.2", "--timezone", "America/Los_Angeles")
    ran = coursekit("links", tiny, *words, "--out", tmp_path)
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["north-tiny.imscc", "south-bay-tiny.imscc"]
    files = opened((tmp_path / names[0]).read_bytes())
    assert list(modules(files["imsmanifest.xml"])) == ["Week 1", "Week 2"]
    alone = coursekit("links", tiny, *words, "--college", "north", "--out", tmp_path / "a.imscc")
    assert alone.code == 0, alone.err
    assert (tmp_path / "a.imscc").read_bytes() == (tmp_path / names[0]).read_bytes()
