"""A project at work: gathers the facts, plans every stage, and performs the actions."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.apply import Applied, Progress, Say, apply
from coursekit.assignments import plan as assignments_room
from coursekit.assignments import proof_plan as proof_room
from coursekit.book import plan as book_room
from coursekit.engines.docker import Docker
from coursekit.engines.process import Runner, end, processes_of
from coursekit.engines.uv import Uv
from coursekit.environment import plan as environment_room
from coursekit.grading.index import packages_in
from coursekit.hub import plan as hub_room
from coursekit.links import Link, links_of
from coursekit.links import plan as links_room
from coursekit.nursery.plain import PlainNursery
from coursekit.nursery.warm import WarmNursery
from coursekit.pipeline import assignments, book, book_build, environment, hub, proof, release
from coursekit.plan import Action, Plan, joined
from coursekit.release import plan as release_room
from coursekit.release.preview import Preview
from coursekit.spec import CourseFolder, Project, scaffold
from coursekit.spec.fleet import secret_variables
from coursekit.state import Receipt, State


@dataclass(frozen=True)
class _CoursePlan:
    """What planning one course up to its release found out."""

    folder: CourseFolder
    state: State
    actions: list[Action]
    venv: Path | None
    points: dict[str, float | None] | None
    imports: tuple[str, ...] = ()


class Workshop:
    """Plans and applies the stages of one project."""

    def __init__(
        self,
        project: Project,
        *,
        upgrade: bool = False,
        keep_warm: bool = False,
        replace: bool = False,
    ) -> None:
        self.project = project
        self.state = State(project.root)
        self._states = {folder.id: State(folder.root) for folder in project.courses}
        self._upgrade = upgrade
        self._keep_warm = keep_warm
        self._replace = replace
        secrets = secret_variables(project.fleet)
        self.runner = Runner(self.state.path, self.state.logs, secrets=secrets)
        self._nurseries: dict[tuple[Path, bool], WarmNursery] = {}
        self._lock = threading.Lock()

    def course_state(self, course: str) -> State:
        """Return the state of a course, beside its ``course.yml``."""
        return self._states[course]

    def points(self) -> dict[str, dict[str, float | None]]:
        """Return what assignments are worth, by course and name, as far as they are assigned."""
        return {folder.id: self._points(folder) for folder in self.project.courses}

    def python(self, course: str) -> Path | None:
        """Return the Python of a course's venv, if that is made and matches the lock."""
        planned = self._course(self.project.course(course), "environment")
        return planned.venv / "bin" / "python" if planned.venv else None

    def autograder(self, course: str, assignment: str) -> Path | None:
        """Return the autograder zip of an assignment, if it has been assigned and has one."""
        state = self._states[course]
        receipt = state.receipt("assignments", f"{course}: {assignment}")
        if receipt is None:
            return None
        path = state.path / "assignments" / str(receipt.results["place"]) / "autograder.zip"
        return path if path.is_file() else None

    def plan(self, until: str = "hub") -> Plan:
        """Return the plan of all stages up to and with ``until`` (``lock``: only the locks).

        Raises ``CoursekitError`` for input that no stage can work with.
        """
        if until == "lock":
            facts = [
                environment.facts(item, self._states[item.id]) for item in self.project.courses
            ]
            return joined([environment_room.plan(f, upgrade=self._upgrade)[:1] for f in facts])
        return self._planned(until)[0]

    def hub_plan(self) -> tuple[Plan, tuple[hub_room.Change, ...]]:
        """Return the plan, and how the fleet differs from what the hub serves.

        What is not built yet is left out of the changes.
        """
        plan, facts = self._planned("hub")
        return plan, hub_room.changes(facts) if facts else ()

    def _planned(self, until: str) -> tuple[Plan, hub_room.HubFacts | None]:
        """Return the plan up to ``until``, and what it knows of the hub if it comes to that."""
        if until == "hub":
            hub.require_assignments(self.project)
        courses = [self._course(folder, until) for folder in self.project.courses]
        plans = [planned.actions for planned in courses]
        facts = None
        if until in ("links", "book", "hub"):
            links = links_of(self.project)
            plans.append([self._links(links)])
            books = [self._book(planned) for planned in courses]
            plans.append(books)
            if until == "hub":
                facts = self._hub(courses, books, links)
                plans.append(hub_room.plan(facts))
        return joined(plans).until(until), facts

    def previews(self) -> Iterator[Preview]:
        """Yield what the next release of each course would change, once all is assigned."""
        for planned in (self._course(folder, "release") for folder in self.project.courses):
            work = planned.actions[-1].work if planned.actions else None
            if isinstance(work, release_room.WriteRelease):
                yield release.preview(work, planned.state, self._own_secrets())

    def apply(self, until: str, progress: Progress) -> Applied:
        """Carry the plan out, with the locks of all its folders held."""
        with self.locked():
            for state in {self.state, *self._states.values()}:
                scaffold.write_schemas(state)
            try:
                jobs = os.cpu_count() or 1
                applied = apply(lambda: self.plan(until), self._perform, progress, jobs=jobs)
            except BaseException:
                self.interrupt()
                raise
            finally:
                self._rest()
            self._drop_old_results()
            return applied

    def nursery(self, course: str, python: Path) -> WarmNursery:
        """Return what grades in the venv of a course, warmed for its notebooks.

        It knows nothing of this process's environment: submissions run in forks of it.
        """
        folder, state = self.project.course(course), self._states[course]
        modules = assignments.facts(folder, state, "").modules
        return self._nursery(python, modules, state, bare=True)

    def interrupt(self) -> None:
        """End the engines and jobs that are waited for, after a Ctrl-C."""
        self.runner.interrupt()
        for nursery in self._nurseries.values():
            nursery.stop()

    def _rest(self) -> None:
        for nursery in self._nurseries.values():
            nursery.close()

    def _nursery(
        self, python: Path, modules: tuple[str, ...], state: State, *, bare: bool = False
    ) -> WarmNursery:
        with self._lock:
            key = (python, bare)
            if key not in self._nurseries:
                cache = state.path / "cache"
                self._nurseries[key] = WarmNursery(
                    self.runner.start,
                    self.runner.environment,
                    PlainNursery(self.runner.run, python, cache),
                    python=python,
                    modules=modules,
                    cache=cache,
                    logs=self.runner.logs,
                    bare=bare,
                    keep=self._keep_warm,
                )
            return self._nurseries[key]

    def drop_old_venvs(self) -> None:
        """Remove venvs of earlier locks; call while no student's server runs."""
        with self.locked():
            for folder in self.project.courses:
                state = self._states[folder.id]
                facts = environment.facts(folder, state)
                state.keep_only("environments", {environment_room.venv_name(facts)})

    def _drop_old_results(self) -> None:
        for state in self._states.values():
            places = {str(r.results["place"]) for r in self.assigned()}
            state.keep_only("assignments", places)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the locks of the project's folders, and clear up after a killed run."""
        with contextlib.ExitStack() as stack:
            states = {state.path: state for state in [self.state, *self._states.values()]}
            for _, state in sorted(states.items()):
                stack.enter_context(state.locked())
                end([p for p in processes_of(state.path) if _is_work(p)], grace=1)
                state.sweep()
            yield

    def _course(self, folder: CourseFolder, until: str) -> _CoursePlan:
        state = self._states[folder.id]
        if not folder.course.assignments and not book.runs_notebooks(folder):
            return _CoursePlan(folder, state, [], None, {})
        facts = environment.facts(folder, state)
        actions = list(environment_room.plan(facts, upgrade=self._upgrade))
        made = actions[-1].key if not actions[-1].pending else ""
        venv = facts.environments / made if made else None
        if until == "environment":
            return _CoursePlan(folder, state, actions, venv, None)
        found = assignments.facts(folder, state, made)
        assigned = assignments_room.plan(found)
        actions += assigned
        proofs = [state.receipt("proof", action.subject) for action in assigned]
        actions += proof_room.plan_proofs(found, assigned, proofs)
        to_release = release.facts(folder, state, assigned, replace=self._replace)
        actions.append(release_room.plan_release(to_release))
        points = None if any(action.pending for action in assigned) else self._points(folder)
        return _CoursePlan(folder, state, actions, venv, points, found.modules)

    def assigned(self) -> list[Receipt]:
        """Return the receipts of all assignments that have been made, in the order of the term."""
        return self._receipts("assignments", self._subjects())

    def proven(self) -> list[Receipt]:
        """Return the receipts of the proofs of all assignments, in the order of the term."""
        return self._receipts("proof", self._subjects())

    def _subjects(self) -> list[tuple[CourseFolder, str]]:
        return [
            (folder, f"{folder.id}: {item.name}")
            for folder in self.project.courses
            for item in folder.course.assignments
        ]

    def released(self) -> list[Receipt]:
        """Return the receipts of the courses' releases."""
        subjects = [(folder, f"{folder.id}: release") for folder in self.project.courses]
        return self._receipts("release", subjects)

    def books(self) -> list[Receipt]:
        """Return the receipts of the courses' books."""
        found = [self.state.receipt("book", f"{item.id}: book") for item in self.project.courses]
        return [receipt for receipt in found if receipt is not None]

    def locks(self) -> list[Path]:
        """Return where the courses' locks are."""
        return [
            environment.facts(folder, self._states[folder.id]).folder / environment_room.LOCK_NAME
            for folder in self.project.courses
        ]

    def same_process(self, course: str, assignment: str) -> tuple[str, ...]:
        """Return the questions whose tests, by the proof, pass only in the notebook's process."""
        receipt = self._states[course].receipt("proof", f"{course}: {assignment}")
        return tuple(map(str, receipt.results.get("same_process", ()))) if receipt else ()

    def packages(self, course: str) -> dict[str, str]:
        """Return the versions that a course's lock names; none while there is no lock."""
        facts = environment.facts(self.project.course(course), self._states[course])
        place = facts.folder / environment_room.LOCK_NAME
        return packages_in(place.read_text("utf-8")) if place.is_file() else {}

    def _receipts(self, stage: str, subjects: list[tuple[CourseFolder, str]]) -> list[Receipt]:
        found = [self._states[folder.id].receipt(stage, subject) for folder, subject in subjects]
        return [receipt for receipt in found if receipt is not None]

    def _own_secrets(self) -> list[str]:
        """Return the secrets of the fleet's logins, as far as they are in the environment."""
        return [os.environ.get(name, "") for name in secret_variables(self.project.fleet)]

    def _points(self, folder: CourseFolder) -> dict[str, float | None]:
        state = self._states[folder.id]
        receipts = {
            item.name: state.receipt("assignments", f"{folder.id}: {item.name}")
            for item in folder.course.assignments
        }
        return {
            name: receipt.results.get("points") if receipt else None
            for name, receipt in receipts.items()
        }

    def _links(self, links: tuple[Link, ...]) -> Action:
        place = self.state.path / "links.csv"
        written = place.read_bytes().decode("utf-8") if place.is_file() else ""
        return links_room.plan(self.project.fleet.fleet, links, place, written)

    def _book(self, planned: _CoursePlan) -> Action:
        python = planned.venv / "bin" / "python" if planned.venv else None
        return book_room.plan(
            book.facts(
                self.project, planned.folder, planned.points, self.state, planned.state, python
            )
        )

    def _hub(
        self, courses: list[_CoursePlan], books: list[Action], links: tuple[Link, ...]
    ) -> hub_room.HubFacts:
        places = [
            self.state.path / "book" / f"{planned.folder.id}-{action.key[:16]}"
            if not action.pending
            else None
            for planned, action in zip(courses, books, strict=True)
        ]
        docker = Docker(self.runner)
        parts = [
            hub.CoursePart(
                planned.folder,
                planned.state,
                planned.venv,
                hub.server_image(self.project, planned.folder, docker),
                planned.points,
                place,
                planned.imports,
            )
            for planned, place in zip(courses, places, strict=True)
        ]
        return hub.facts(self.project, links, parts, self.state)

    def _perform(self, action: Action, say: Say) -> tuple[State, Mapping[str, Any]]:
        course = action.subject.partition(":")[0]
        state = self._states.get(course, self.state)
        match action.work:
            case environment_room.ResolveLock() as work:
                uv = Uv(self.runner)
                results = environment.resolve(work, uv, state, say)
                self._upgrade = False
                return state, results
            case environment_room.MakeVenv() as work:
                return state, environment.make_venv(work, Uv(self.runner), say)
            case assignments_room.Assign() as work:
                nursery = self._nursery(work.python, work.modules, state)
                return state, assignments.assign(work, nursery, state)
            case proof_room.Prove() as work:
                nursery = self._nursery(work.python, work.modules, state)
                return state, proof.prove(work, nursery, state, say)
            case assignments_room.PassThrough() as work:
                return state, assignments.pass_through(work, state)
            case release_room.WriteRelease() as work:
                return state, release.write(work, state, self._own_secrets())
            case links_room.WriteLinks() as work:
                self.state.write(work.place, work.text)
                return self.state, {"links": work.count}
            case book_room.BuildBook() as work:
                return self.state, book_build.build(work, self.runner, self.state, say)
            case hub_room.WriteHub() as work:
                return self.state, hub.write(work, self.state)
            case hub_room.ArchiveHomes() as work:
                return self.state, hub.archive_homes(work, self.project.fleet.hub.url, self.state)
            case hub_room.RestoreHomes() as work:
                return self.state, hub.restore_homes(work)
        raise AssertionError(f"nobody performs {action}")


def _is_work(process: Any) -> bool:
    """Tell whether a process is an engine at work, not part of a running hub."""
    with contextlib.suppress(Exception):
        return "COURSEKIT_ROLE" not in process.environ()
    return False
