"""The hub's image: its facts, and how Docker makes, proves and pushes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs

from coursekit import __version__
from coursekit.apply import Applied, Progress, Say, apply
from coursekit.engines.docker import Build, Docker, as_json
from coursekit.engines.docker_registry import Remote
from coursekit.engines.process import Runner
from coursekit.environment import hub_image as room
from coursekit.environment.image import STAGE, ImageOptions, PullImage, PushImage
from coursekit.environment.image_errors import explained
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Problem
from coursekit.pipeline.image_build import certificates, definition
from coursekit.pipeline.image_layers import in_history, secrets
from coursekit.pipeline.own_wheel import own_digest, write_wheel
from coursekit.pipeline.sbom import sbom
from coursekit.plan import Action, Plan
from coursekit.state import State, digest, digest_files

_SCRIPTS = ("trim.py", "bytecode.py")
"""Scripts of ``images/base`` that serve the hub's image too."""
_IMAGE, _TESTS = "hub: image", "hub: tests"
_INSIDE = "/run/coursekit"
_SHOWN = 15


class HubImageWorkshop:
    """Plans and applies the one image of the hub; its state is the account's, no folder's."""

    def __init__(self, engine: str, options: ImageOptions) -> None:
        self._state = State(platformdirs.user_cache_path("coursekit"))
        self._runner = Runner(self._state.path, self._state.logs)
        self.docker = Docker(self._runner, engine)
        self._options = options
        self._remote: dict[str, Remote | None] = {}

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
        name, proof = facts.names[0], self._state.receipt(STAGE, _TESTS)
        here, there = self.docker.image(name), self._remote.get(name)
        yield {
            "image": name,
            "digest": facts.remote.get(name) or facts.present,
            "size_bytes": here.size if here else there.size if there else 0,
            "seconds": round(sum(receipt.seconds for receipt in applied.receipts), 1),
            "cached": all(receipt.subject != _IMAGE for receipt in applied.receipts),
            "biggest": proof.results.get("biggest", []) if proof else [],
            "taken_away": proof.results.get("taken_away", {}) if proof else {},
            "sbom": proof.results.get("sbom", "") if proof else "",
        }

    def facts(self) -> room.HubImageFacts:
        """Read what the image is made of, and whether it is there."""
        facts = read_hub_facts(self._options)
        here = self.docker.image(facts.names[0])
        remote = {name: self._in_registry(name) for name in facts.names}
        tested = self._state.receipt(STAGE, _TESTS)
        return replace(
            facts,
            present=here.id if here else "",
            remote={name: found.digest for name, found in remote.items() if found},
            tested=str(tested.results.get("image", "")) if tested else "",
        )

    def _in_registry(self, name: str) -> Remote | None:
        """Ask the registry once, if the image is meant for one."""
        if not self._options.tag:
            return None
        if name not in self._remote:
            self._remote[name] = self.docker.registry.find(name)
        return self._remote[name]

    def _perform(self, action: Action, say: Say) -> tuple[State, Mapping[str, Any]]:
        match action.work:
            case room.BuildHub(facts):
                return self._state, self._build(facts, say)
            case room.ProveHub(facts):
                return self._state, self._prove(facts, say)
            case PullImage(name):
                say("pulling")
                self.docker.registry.pull(name)
                return self._state, {"image": name}
            case PushImage(names, here):
                return self._state, self._push(names, say, here=here)
        raise AssertionError(f"nobody performs {action}")

    def _build(self, facts: room.HubImageFacts, say: Say) -> dict[str, Any]:
        options = facts.options
        with self._state.staging() as scratch:
            _lay_out(scratch)
            build = Build(
                scratch,
                facts.names,
                {"BASE_IMAGE": options.start},
                room.hub_labels(facts, __version__),
                certificates(),
                options.platform,
                options.cache_from,
            )
            try:
                self.docker.build(build, say, name="build image hub")
            except EngineFailedError as error:
                raise explained(error, {}, options.start) from error
        return {"image": facts.names[0]}

    def _push(self, names: tuple[str, ...], say: Say, *, here: bool) -> dict[str, Any]:
        self._remote.clear()
        if here:
            return {"digests": {name: self.docker.registry.push(name, say) for name in names}}
        return {"digests": {name: self.docker.registry.label(names[0], name) for name in names[1:]}}

    def _prove(self, facts: room.HubImageFacts, say: Say) -> dict[str, Any]:
        name = facts.names[0]
        say("starting JupyterHub inside, and reading every layer")
        with ThreadPoolExecutor() as pool:
            layers = pool.submit(self.docker.saved, name, secrets)
            said = self.docker.run(
                name,
                ["python", f"{_INSIDE}/hub.py"],
                name="test image hub",
                files={definition("inside"): _INSIDE},
                deadline=300,
            )
            found, history = as_json(said), self.docker.history(name)
            problems = [*findings(found), *in_history(history), *layers.result()]
        if problems:
            raise CoursekitError.of(problems, ExitCode.FOUND)
        place = self._state.path / "images" / f"{facts.key[:16]}.cdx.json"
        image = self.docker.image(name)
        identity = image.id if image else ""
        self._state.write(place, sbom(name, identity, found))
        return {
            "image": identity,
            "seconds_to_hub": round(found["seconds"], 2),
            "biggest": [_row(package) for package in found["packages"][:_SHOWN]],
            "taken_away": found["taken_away"],
            "sbom": str(place),
        }


def read_hub_facts(options: ImageOptions) -> room.HubImageFacts:
    """Read what the image is made of. Raises ``CoursekitError``."""
    hub, base = definition("hub"), definition("base")
    made_of = digest(digest_files(hub, ["."]), digest_files(base, _SCRIPTS))
    return room.HubImageFacts(made_of, own_digest(), options)


def _row(package: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: package[key] for key in ("name", "version", "bytes")}
    return {**shown, "why": "", "could_go": False}


def _lay_out(context: Path) -> None:
    """Lay out what Docker needs to build the image."""
    from uv import find_uv_bin

    packages, own = context / "packages", context / "coursekit"
    shutil.copytree(definition("hub"), packages)
    (packages / "Dockerfile").rename(context / "Dockerfile")
    for name in _SCRIPTS:
        shutil.copy(definition("base") / name, packages)
    shutil.copy(find_uv_bin(), packages / "uv")
    own.mkdir()
    write_wheel(own)


def findings(found: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the tests inside the hub's image found wrong."""
    for line in found["missing"]:
        yield Problem(f"the hub's image lacks what its configuration imports: {line}")
    if found["health"] != 200 and not found["missing"]:
        message = "JupyterHub does not answer in the hub's image"
        yield Problem(message, details=found["log"])
    if found["user"] == 0:
        yield Problem("the hub's image runs as root", hint="end its Dockerfile with USER jovyan")
    for name, size in found["caches"].items():
        kept = f"the hub's image keeps a cache of {size / 1e6:.1f} MB in {name}"
        yield Problem(kept, hint="remove it in the step that fills it")
