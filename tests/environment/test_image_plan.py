"""What is planned for an image, from every state that daemon, registry and record can be in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.environment.image import (
    BuildBase,
    BuildCourse,
    ImageFacts,
    ImageOptions,
    ProveImage,
    PullImage,
    PushImage,
    WriteCourseLock,
    base_name,
    image_names,
)
from coursekit.environment.image_plan import plan_image, wanted_record

LOCK = "# Written by a tool\notter-grader==7.0.0 --hash=sha256:0\nnumpy==2.4.6 --hash=sha256:1\n"
FACTS = ImageFacts(
    course="tiny",
    root=Path("/course"),
    home=".",
    other="",
    python="",
    lock=LOCK,
    package=False,
    indexes=(),
    files="f",
    base="b",
    options=ImageOptions(),
)
PUSHED = replace(FACTS, options=ImageOptions(tag="registry.example/team/tiny:spring", push=True))


def work(facts: ImageFacts) -> dict[str, type | None]:
    """Return what is to be done, by the subject of each action."""
    return {
        action.subject.removeprefix("tiny: "): type(action.work) if action.pending else None
        for action in plan_image(facts)
    }


def test_nothing_there() -> None:
    assert work(FACTS) == {
        "base image": BuildBase,
        "image": BuildCourse,
        "tests": ProveImage,
        "course.lock": WriteCourseLock,
    }


def test_all_there() -> None:
    facts = replace(FACTS, present={image_names(FACTS)[0]: "sha256:here"}, tested="sha256:here")
    facts = replace(facts, recorded=wanted_record(facts))
    assert set(work(facts).values()) == {None}


def test_an_image_that_was_not_tested_is_tested() -> None:
    facts = replace(FACTS, present={image_names(FACTS)[0]: "sha256:here"}, tested="sha256:other")
    assert work(facts)["tests"] is ProveImage
    assert work(facts)["image"] is None


def test_the_registry_has_all() -> None:
    facts = replace(PUSHED, remote=dict.fromkeys(image_names(PUSHED), "sha256:there"))
    assert work(facts) == {
        "base image": None,
        "image": None,
        "tests": None,
        "push": None,
        "course.lock": WriteCourseLock,
    }
    assert wanted_record(facts).image == "registry.example/team/tiny@sha256:there"


def test_what_the_registry_has_is_pulled_to_be_used_here() -> None:
    options = replace(PUSHED.options, push=False)
    facts = replace(PUSHED, options=options, remote={image_names(PUSHED)[0]: "sha256:there"})
    assert work(facts)["image"] is PullImage


def test_the_base_is_pulled_from_beside_the_image() -> None:
    assert base_name(PUSHED).startswith("registry.example/team/base:")
    assert work(replace(PUSHED, remote={base_name(PUSHED): "sha256:base"})) == {
        "base image": PullImage,
        "image": BuildCourse,
        "tests": ProveImage,
        "push": PushImage,
        "course.lock": WriteCourseLock,
    }


def test_a_base_that_was_built_is_pushed_first() -> None:
    facts = replace(PUSHED, present=dict.fromkeys((base_name(PUSHED), *image_names(PUSHED)), "x"))
    push = next(action.work for action in plan_image(facts) if isinstance(action.work, PushImage))
    assert push.names == (base_name(PUSHED), *image_names(PUSHED))


def test_a_name_that_means_an_older_image_is_moved() -> None:
    own, label = image_names(PUSHED)
    facts = replace(PUSHED, remote={own: "sha256:new", label: "sha256:old"})
    action = next(one for one in plan_image(facts) if isinstance(one.work, PushImage))
    assert action.reason == "registry.example/team/tiny:spring names another image"
    assert isinstance(action.work, PushImage)
    assert not action.work.here


def test_a_record_that_others_can_pull_stays() -> None:
    """Building on one's own machine does not take the registry's digest out of course.lock."""
    pushed = replace(PUSHED, remote=dict.fromkeys(image_names(PUSHED), "sha256:there"))
    recorded = replace(wanted_record(pushed), content=wanted_record(FACTS).content)
    here = replace(FACTS, recorded=recorded, present={image_names(FACTS)[0]: "sha256:here"})
    assert wanted_record(here).image == "registry.example/team/tiny@sha256:there"


def test_a_release_that_is_not_known_here_stays_recorded() -> None:
    facts = replace(FACTS, recorded=wanted_record(replace(FACTS, release="abc")))
    assert wanted_record(facts).release == "abc"


@pytest.mark.parametrize(
    "other",
    [
        replace(FACTS, lock=LOCK.replace("2.4.6", "2.4.7")),
        replace(FACTS, files="g"),
        replace(FACTS, added="a"),
        replace(FACTS, base="c"),
        replace(FACTS, python="3.12"),
        replace(FACTS, options=ImageOptions(base_image="debian:trixie-slim")),
        replace(FACTS, options=ImageOptions(platform="linux/arm64")),
    ],
)
def test_another_input_has_another_name(other: ImageFacts) -> None:
    assert image_names(other)[0] != image_names(FACTS)[0]


def test_a_comment_in_the_lock_does_not_change_the_image() -> None:
    assert image_names(replace(FACTS, lock=f"# input\n{LOCK}")) == image_names(FACTS)
