"""The images of a project's courses: their facts, and what is done about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from coursekit.apply import Applied, Progress, Say, apply
from coursekit.engines.docker import Docker
from coursekit.engines.docker_registry import Remote
from coursekit.environment import image as room
from coursekit.environment import plan as environment_room
from coursekit.environment.image_plan import plan_image
from coursekit.pipeline import environment
from coursekit.pipeline.image_build import build_course, build_shared
from coursekit.pipeline.image_facts import known_image, read_facts, recorded, recorded_options
from coursekit.pipeline.image_proof import prove
from coursekit.pipeline.workshop import Workshop
from coursekit.plan import Action, Plan, joined
from coursekit.spec import CourseFolder
from coursekit.state import Receipt, State


class ImageWorkshop:
    """Plans and applies the images of one project's courses.

    Without ``options`` each is made as its ``course.lock`` says that it was made before.
    """

    def __init__(
        self, workshop: Workshop, docker: Docker, options: room.ImageOptions | None
    ) -> None:
        self._workshop = workshop
        self._docker = docker
        self._options = options
        self._remote: dict[str, Remote | None] = {}

    def plan(self) -> Plan:
        """Return what to do about every course's lock and image."""
        plans = []
        for folder in self._workshop.project.courses:
            state = self._workshop.course_state(folder.id)
            facts = self.facts(folder)
            locking: tuple[Action, ...] = ()
            if not facts.other:
                locking = environment_room.plan(environment.facts(folder, state))[:1]
            if any(action.pending for action in locking):
                waits = Action(room.STAGE, f"{folder.id}: image", "the lock changes", "", facts)
                plans.append((*locking, waits))
            else:
                plans.append((*locking, *plan_image(facts)))
        return joined(plans)

    def complete(self) -> bool:
        """Return whether every image that ``course.lock`` names is here, and up to date."""
        return all(known_image(one, self._docker) for one in self._workshop.project.courses)

    def pull(self) -> None:
        """Pull the images that are not here, where ``course.lock`` names one of a registry."""
        for folder in self._workshop.project.courses:
            record = recorded(folder)
            if record is not None and record.pushed and not known_image(folder, self._docker):
                self._docker.registry.pull(record.image)

    def apply(self, progress: Progress) -> Applied:
        """Carry the plan out, with the locks of all folders held."""
        with self._workshop.locked():
            try:
                return apply(self.plan, self._perform, progress)
            except BaseException:
                self._workshop.runner.interrupt()
                raise

    def results(self, applied: Applied) -> Iterator[dict[str, Any]]:
        """Yield what ``build-image`` reports of each course's image.

        ``size_bytes`` is the image's size on this machine; of an image that only the registry has,
        the size of its layers there.
        """
        for folder in self._workshop.project.courses:
            facts = self.facts(folder)
            name = room.image_names(facts)[0]
            here, there = self._docker.image(name), self._remote.get(name)
            mine = [r for r in applied.receipts if r.subject.startswith(f"{folder.id}: ")]
            proof = self._receipt(folder, "tests")
            yield {
                "course": folder.id,
                "image": name,
                "digest": facts.remote.get(name) or facts.present.get(name, ""),
                "size_bytes": here.size if here else there.size if there else 0,
                "seconds": round(sum(r.seconds for r in mine), 1),
                "cached": not any(r.subject.endswith(": image") for r in mine),
                "biggest": proof.results.get("biggest", []) if proof else [],
                "taken_away": proof.results.get("taken_away", {}) if proof else {},
                "sbom": proof.results.get("sbom", "") if proof else "",
            }

    def facts(self, folder: CourseFolder) -> room.ImageFacts:
        """Read what the image of a course is made of. Raises ``CoursekitError``."""
        facts = read_facts(folder, self._options or recorded_options(folder))
        names = (*room.image_names(facts), *room.shared_names(facts))
        images = {name: self._docker.image(name) for name in names}
        remote = {name: self._in_registry(name) for name in names}
        tested = self._receipt(folder, "tests")
        released = self._workshop.course_state(folder.id).receipt(
            "release", f"{folder.id}: release"
        )
        return replace(
            facts,
            present={name: found.id for name, found in images.items() if found},
            remote={name: found.digest for name, found in remote.items() if found},
            tested=str(tested.results.get("image", "")) if tested else "",
            release=str(released.results["commit"]) if released else "",
        )

    def _in_registry(self, name: str) -> Remote | None:
        """Ask the registry once; only if the name has one (``host.org/...``, ``localhost:...``)."""
        host = name.partition("/")[0]
        if not (
            "." in host
            or ":" in host
            or host == "localhost"
            or (self._options and self._options.push)
        ):
            return None
        if name not in self._remote:
            self._remote[name] = self._docker.registry.find(name)
        return self._remote[name]

    def _receipt(self, folder: CourseFolder, what: str) -> Receipt | None:
        state = self._workshop.course_state(folder.id)
        return state.receipt(room.STAGE, f"{folder.id}: {what}")

    def _perform(self, action: Action, say: Say) -> tuple[State, Mapping[str, Any]]:
        course = action.subject.partition(":")[0]
        state = self._workshop.course_state(course)
        folder = self._workshop.project.course(course)
        match action.work:
            case environment_room.ResolveLock() as work:
                from coursekit.engines.uv import Uv

                return state, environment.resolve(work, Uv(self._workshop.runner), state, say)
            case room.BuildBase() as work:
                return state, build_shared(work, self._docker, state, say)
            case room.BuildCourse() as work:
                return state, build_course(work, folder, self._docker, state, say)
            case room.PullImage() as work:
                say("pulling")
                self._docker.registry.pull(work.name)
                return state, {"image": work.name}
            case room.ProveImage() as work:
                return state, prove(work, folder, self._docker, state, say)
            case room.PushImage() as work:
                return state, self._push(work, say)
            case room.WriteCourseLock() as work:
                state.write(folder.root / room.LOCK_FILE, work.record.text())
                return state, {"image": work.record.image}
        raise AssertionError(f"nobody performs {action}")

    def _push(self, work: room.PushImage, say: Say) -> dict[str, Any]:
        self._remote.clear()
        if work.here:
            digests = {name: self._docker.registry.push(name, say) for name in work.names}
        else:
            digests = {n: self._docker.registry.label(work.names[0], n) for n in work.names[1:]}
        return {"digests": digests}
