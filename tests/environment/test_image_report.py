"""Why a package is in an image, and whether it could go."""

from __future__ import annotations

from coursekit.environment.image_report import asked_for, explained_packages
from coursekit.environment.requirements import RequirementFile


def row(name: str, size: int, *requires: str) -> dict[str, object]:
    module = name.lower().replace("-", "_")
    found = {"name": name, "version": "1", "bytes": size, "requires": list(requires)}
    return {**found, "modules": [module]}


PACKAGES = [
    row("Otter-Grader", 1, "playwright"),
    row("playwright", 50),
    row("pandas", 40, "numpy"),
    row("numpy", 60),
    row("plotly", 70),
    row("used", 30),
]


def test_who_brings_a_package() -> None:
    found = explained_packages(PACKAGES, ("pandas", "plotly", "used"), ("used.part", "pandas"))
    assert [(one["name"], one["why"], one["could_go"]) for one in found] == [
        ("plotly", "no assignment imports it: it could go", True),
        ("numpy", "pandas needs it", False),
        ("playwright", "Otter-Grader needs it", False),
        ("pandas", "the course asks for it", False),
        ("used", "the course asks for it", False),
        ("Otter-Grader", "the notebook servers need it", False),
    ]


def test_what_another_package_needs_stays() -> None:
    found = explained_packages(PACKAGES, ("numpy", "pandas"), ("pandas",))
    assert not any(one["could_go"] for one in found)


def test_names_are_read_from_requirement_files() -> None:
    text = "Pandas>=2  # tables\n-r more.txt\n./local\nscikit_learn==1.8 --hash=sha256:0\n"
    assert asked_for([RequirementFile("requirements.txt", text)]) == ("pandas", "scikit-learn")
