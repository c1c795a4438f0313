"""The hub's image: its facts, and how Docker makes, proves and pushes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs

from coursekit import __version__
from coursekit.apply import Applied, Progress, Say, apply
from coursekit.engines.docker import Build, Docker, as_json
from coursekit.engines.process import Runner
from coursekit.environment import hub_image as room
from coursekit.environment.image import DEFAULT_BASE, STAGE, ImageOptions
from coursekit.environment.image_errors import explained
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Problem
from coursekit.pipeline.definitions import certificates, definition, lend_uv
from coursekit.pipeline.own_wheel import own_digest, write_wheel
from coursekit.pipeline.sbom import sbom
from coursekit.plan import Action, Plan
from coursekit.state import Receipt, State, digest, digest_files

_SCRIPTS = ("trim.py", "bytecode.py")
"""Scripts of ``images/base`` that serve the hub's image too."""
_IMAGE, _TESTS, _PUSH = "hub: image", "hub: tests", "hub: push"


class HubImageWorkshop:
    """Plans and applies the one image of the hub; its state is the account's, no folder's."""

    def __init__(self, engine: str, options: ImageOptions) -> None:
        self._state = State(platformdirs.user_cache_path("coursekit"))
        self._runner = Runner(self._state.path, self._state.logs)
        self.docker = Docker(self._runner, engine)
        self._options = options

    def plan(self) -> Plan:
        """Return what to do about the image."""
        return Plan(room.plan_hub_image(self.facts()))

    def apply(self, progress: Progress) -> Applied:
        """Carry the plan out, with the lock of the account's folder held."""
        self._state.path.parent.mkdir(parents=True, exist_ok=True)
        with self._state.locked():
            try:
                return apply(self.plan, self._perform, progress)
            except BaseException:
                self._runner.interrupt()
                raise

    def results(self, applied: Applied) -> Iterator[dict[str, Any]]:
        """Yield what ``build-image --hub`` reports."""
        facts = self.facts()
        found = self.docker.image(facts.names[0])
        pushed, proof = self._receipt(_PUSH), self._receipt(_TESTS)
        digests = pushed.results if pushed and self._options.push else {}
        yield {
            "image": facts.names[0],
            "digest": digests.get("digest") or (found.id if found else ""),
            "size_bytes": found.size if found else 0,
            "seconds": round(sum(receipt.seconds for receipt in applied.receipts), 1),
            "cached": all(receipt.subject != _IMAGE for receipt in applied.receipts),
            "biggest": proof.results.get("biggest", []) if proof else [],
            "sbom": proof.results.get("sbom", "") if proof else "",
        }

    def facts(self) -> room.HubImageFacts:
        """Read what the image is made of, and whether it is there."""
        hub, base = definition("hub"), definition("base")
        made_of = digest(digest_files(hub, ["."]), digest_files(base, _SCRIPTS))
        wanted = room.HubImageFacts(made_of, own_digest(), self._options)
        name = wanted.names[0]
        there = self.docker.image(name) is not None
        if self._options.push and not there:
            there = self.docker.pull(name)
        tested, pushed = self._receipt(_TESTS), self._receipt(_PUSH)
        return replace(
            wanted,
            present=there,
            tested=tested.key if tested else "",
            pushed=pushed.key if pushed else "",
        )

    def _receipt(self, subject: str) -> Receipt | None:
        return self._state.receipt(STAGE, subject)

    def _perform(self, action: Action, say: Say) -> tuple[State, Mapping[str, Any]]:
        match action.work:
            case room.BuildHub(facts):
                return self._state, self._build(facts, say)
            case room.ProveHub(facts):
                return self._state, self._prove(facts, say)
            case room.PushHub(facts):
                digests = [self.docker.push(name, say) for name in facts.names]
                return self._state, {"digest": digests[0], "names": list(facts.names)}
        raise AssertionError(f"nobody performs {action}")

    def _build(self, facts: room.HubImageFacts, say: Say) -> dict[str, Any]:
        options = facts.options
        base = options.base_image or DEFAULT_BASE
        with self._state.staging() as scratch:
            _lay_out(scratch)
            build = Build(
                scratch,
                facts.names,
                {"BASE_IMAGE": base},
                room.hub_labels(facts, __version__),
                certificates(),
                options.platform,
                options.cache_from,
            )
            try:
                self.docker.build(build, say, name="build image hub")
            except EngineFailedError as error:
                raise explained(error, {}, base) from error
        return {"image": facts.names[0]}

    def _prove(self, facts: room.HubImageFacts, say: Say) -> dict[str, Any]:
        say("running the image's tests")
        name = facts.names[0]
        said = self.docker.run(
            name,
            ["python", "/run/inside/hub.py"],
            name="test image hub",
            volumes={definition("inside"): "/run/inside"},
            deadline=300,
        )
        found = as_json(said)
        problems = list(findings(found, self.docker.history(name)))
        if problems:
            raise CoursekitError.of(problems, ExitCode.FOUND)
        place = self._state.path / "images" / f"{facts.key[:16]}.cdx.json"
        image = self.docker.image(name)
        self._state.write(place, sbom(name, image.id if image else "", found))
        return {
            "seconds_to_hub": round(found["seconds"], 2),
            "biggest": found["packages"][:10],
            "sbom": str(place),
        }


def _lay_out(context: Path) -> None:
    """Lay out what Docker needs to build the image."""
    packages, own = context / "packages", context / "coursekit"
    shutil.copytree(definition("hub"), packages)
    (packages / "Dockerfile").rename(context / "Dockerfile")
    for name in _SCRIPTS:
        shutil.copy(definition("base") / name, packages)
    lend_uv(packages)
    own.mkdir()
    write_wheel(own)


def findings(found: Mapping[str, Any], history: str) -> Iterator[Problem]:
    """Yield what the tests of the hub's image found wrong."""
    for line in found["missing"]:
        yield Problem(f"the hub's image lacks what its configuration imports: {line}")
    if found["health"] != 200 and not found["missing"]:
        message = "JupyterHub does not answer in the hub's image"
        yield Problem(message, details=found["log"])
    if found["user"] == 0:
        yield Problem("the hub's image runs as root", hint="end its Dockerfile with USER jovyan")
    for name in found["caches"]:
        yield Problem(f"the hub's image keeps a cache in {name}", hint="remove it in the same step")
    for name in found["secrets"]:
        yield Problem(f"the hub's image holds a secret: {name}", hint="use a secret mount instead")
    for word in ("BEGIN CERTIFICATE", "PRIVATE KEY", "TOKEN=", "PASSWORD="):
        if word in history.upper():
            message = f"the history of the hub's image shows a secret ({word})"
            yield Problem(message, hint="use secret mounts")
