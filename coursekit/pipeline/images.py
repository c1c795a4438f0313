"""The image of a course: its facts, and how repo2docker and Docker make, prove and push it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit import __version__
from coursekit.apply import Applied, Progress, Say, apply
from coursekit.assignments.plan import Assign
from coursekit.engines.docker import Build, Docker, as_json
from coursekit.engines.dockerfile import certificate_arguments
from coursekit.engines.uv_errors import named_in, unavailable
from coursekit.environment import image as room
from coursekit.environment import plan as environment_room
from coursekit.environment.buildpacks import OWN_FILES
from coursekit.environment.image_errors import explained
from coursekit.environment.requirements import INDEX_VARIABLES, indexes, server_packages
from coursekit.environment.runtime import minor
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Problem, Where
from coursekit.pipeline import environment, repository
from coursekit.pipeline.assignments import course_copy
from coursekit.pipeline.drift import LOCK_NAME, otter_version
from coursekit.pipeline.sbom import sbom
from coursekit.pipeline.sources import copy_files, sources
from coursekit.pipeline.workshop import Workshop
from coursekit.plan import Action, Plan, joined
from coursekit.spec import CourseFolder
from coursekit.state import Receipt, State, digest, digest_files

if TYPE_CHECKING:
    from coursekit.engines import repo2docker


class ImageWorkshop:
    """Plans and applies the images of one project's courses."""

    def __init__(self, workshop: Workshop, docker: Docker, options: room.ImageOptions) -> None:
        self._workshop = workshop
        self._docker = docker
        self._options = options

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
                plans.append((*locking, *room.plan_image(facts)))
        return joined(plans)

    def apply(self, progress: Progress) -> Applied:
        """Carry the plan out, with the locks of all folders held."""
        with self._workshop.locked():
            try:
                return apply(self.plan, self._perform, progress)
            except BaseException:
                self._workshop.runner.interrupt()
                raise

    def results(self, applied: Applied) -> Iterator[dict[str, Any]]:
        """Yield what ``build-image`` reports of each course's image."""
        for folder in self._workshop.project.courses:
            facts = self.facts(folder)
            name = room.image_name(facts)
            found = self._docker.image(name)
            built = [r for r in applied.receipts if r.subject == f"{folder.id}: image"]
            pushed = self._receipt(folder, "push")
            proof = self._receipt(folder, "tests")
            digests = pushed.results if pushed and self._options.push else {}
            yield {
                "course": folder.id,
                "image": name,
                "digest": digests.get("digest") or (found.id if found else ""),
                "size_bytes": found.size if found else 0,
                "seconds": round(sum(r.seconds for r in applied.receipts), 1),
                "cached": not built,
                "biggest": proof.results.get("biggest", []) if proof else [],
                "sbom": proof.results.get("sbom", "") if proof else "",
            }

    def facts(self, folder: CourseFolder) -> room.ImageFacts:
        """Read what the image of a course is made of. Raises ``CoursekitError``."""
        facts = read_facts(folder, self._options)
        names = [room.image_name(facts), room.base_name(facts)]
        present = {name for name in names if self._docker.image(name) is not None}
        if self._options.push and names[0] not in present and self._docker.pull(names[0]):
            present.add(names[0])
        tested, pushed = self._receipt(folder, "tests"), self._receipt(folder, "push")
        return replace(
            facts,
            present=frozenset(present),
            tested=tested.key if tested else "",
            pushed=pushed.key if pushed else "",
        )

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
                return state, self._build_base(work, state, say)
            case room.BuildCourse() as work:
                return state, self._build_course(work, folder, state, say)
            case room.ProveImage() as work:
                results = self._prove(work, folder, state, say)
                self._record(folder, state)
                return state, results
            case room.PushImage() as work:
                digests = [self._docker.push(name, say) for name in work.names]
                self._record(folder, state, f"{room.repository(work.facts)[0]}@{digests[0]}")
                return state, {"digest": digests[0], "names": list(work.names)}
        raise AssertionError(f"nobody performs {action}")

    def _build_base(self, work: room.BuildBase, state: State, say: Say) -> dict[str, Any]:
        with state.staging() as scratch:
            context = scratch / "base"
            _base_files(context)
            build = Build(
                context,
                (work.name,),
                {"BASE_IMAGE": work.base_image},
                {"coursekit.version": __version__},
                _lent(scratch, work.facts),
                work.options.platform,
                work.options.cache_from,
            )
            self._docker_build(build, say, "build base image", {}, work.base_image)
        return {"image": work.name}

    def _build_course(
        self, work: room.BuildCourse, folder: CourseFolder, state: State, say: Say
    ) -> dict[str, Any]:
        from coursekit.engines import repo2docker

        with state.staging() as scratch:
            rendered = self._rendered(work, folder, scratch)
            if rendered.buildpack != "DockerBuildPack":
                self._build_rendered(work, folder, rendered, scratch, work.names, say)
                return {"image": work.name, "buildpack": rendered.buildpack}
            own = f"{work.name}-own"
            self._build_rendered(work, folder, rendered, scratch, (own,), say)
            layer = scratch / "added"
            _adding_files(layer / "coursekit")
            found = self._docker.image(own)
            rendered = repo2docker.added(layer, own, found.user if found else "")
            try:
                self._build_rendered(work, folder, rendered, scratch, work.names, say)
            finally:
                self._docker.untag(own)
        return {"image": work.name, "buildpack": rendered.buildpack}

    def _rendered(
        self, work: room.BuildCourse, folder: CourseFolder, scratch: Path
    ) -> repo2docker.Rendered:
        """Write what Docker is to build into ``scratch``."""
        from coursekit.engines import repo2docker

        facts, source, context = work.facts, scratch / "source", scratch / "context"
        copy_files(folder.root, repository.copied(sources(folder)), source)
        rendered = repo2docker.context(
            source,
            context,
            home=facts.home,
            base_image=facts.options.base_image if facts.other else work.base,
            thin=None if facts.other else repo2docker.Thin(facts.python, facts.package),
            packages=server_packages(),
            named=folder.root / facts.home,
            platform=facts.options.platform,
        )
        if not facts.other:
            _base_files(context / "coursekit")
            lock = context / "coursekit" / environment_room.LOCK_NAME
            lock.write_text(facts.lock, "utf-8")
        return rendered

    def _build_rendered(
        self,
        work: room.BuildCourse,
        folder: CourseFolder,
        rendered: repo2docker.Rendered,
        scratch: Path,
        names: tuple[str, ...],
        say: Say,
    ) -> None:
        facts, home = work.facts, folder.root / work.facts.home
        lent = _lent(scratch, facts)
        trusted = certificate_arguments() if facts.other and "ca" in lent else {}
        build = Build(
            rendered.context,
            names,
            {**rendered.arguments, **trusted},
            room.labels(facts, folder.course.title, __version__),
            lent,
            facts.options.platform,
            facts.options.cache_from,
            rendered.dockerfile,
        )
        read = (*OWN_FILES, environment_room.LOCK_NAME, facts.other)
        own = {name: home / name for name in read if name and (home / name).is_file()}
        base = facts.options.base_image or room.DEFAULT_BASE
        self._docker_build(build, say, f"build image {facts.course}", own, base)

    def _docker_build(
        self, build: Build, say: Say, name: str, own: Mapping[str, Path], base: str
    ) -> None:
        try:
            self._docker.build(build, say, name=name)
        except EngineFailedError as error:
            lock = own.get(environment_room.LOCK_NAME)
            if lock is not None and (found := unavailable(error.output, named_in(lock))):
                raise found from error
            raise explained(error, own, base, build.platform) from error

    def _prove(
        self, work: room.ProveImage, folder: CourseFolder, state: State, say: Say
    ) -> dict[str, Any]:
        say("running the image's tests")
        with state.staging() as scratch, as_file(files("coursekit.nursery")) as warm:
            _solutions(folder, scratch)
            probe = (_definition("inside") / "probe.py").read_text("utf-8")
            said = self._docker.run(
                work.name,
                ["python3", "-"],
                name=f"test image {folder.id}",
                stdin=probe,
                volumes={scratch: "/run/course", warm: "/run/coursekit"},
                deadline=3600,
            )
        found = as_json(said)
        problems = list(_findings(found, self._docker.history(work.name), folder))
        if problems:
            raise CoursekitError.of(problems, ExitCode.FOUND)
        place = state.path / "images" / f"{room.image_key(work.facts)[:16]}.cdx.json"
        image = self._docker.image(work.name)
        state.write(place, sbom(work.name, image.id if image else "", found))
        return {
            "seconds_to_server": round(found["seconds"], 2),
            "biggest": found["packages"][:10],
            "assignments": found["assignments"],
            "sbom": str(place),
        }

    def _record(self, folder: CourseFolder, state: State, image: str = "") -> None:
        """Write ``course.lock``: what the hub, the grader and CI use."""
        facts = self.facts(folder)
        if not image:
            found = self._docker.image(room.image_name(facts))
            image = f"{room.image_name(facts)} {found.id if found else ''}".strip()
        released = state.receipt("release", f"{folder.id}: release")
        lines = [
            "# Written by `coursekit build-image`: commit it. Hub, grader and CI use this image.",
            f"lock: {digest(facts.lock)}",
            f"content: {room.image_key(facts)}",
            f"image: {image}",
            f"otter: {otter_version(facts.lock)}",
            f"release: {released.results['commit'] if released else ''}".rstrip(),
        ]
        state.write(folder.root / LOCK_NAME, "\n".join(lines) + "\n")


def read_facts(folder: CourseFolder, options: room.ImageOptions) -> room.ImageFacts:
    """Read what is on the disk of a course's image. Raises ``CoursekitError``."""
    found = sources(folder)
    repository.check(found)
    lock = found.home / environment_room.LOCK_NAME
    project = found.project if not found.other else None
    return room.ImageFacts(
        course=folder.id,
        root=folder.root,
        home=found.inside,
        other=found.other,
        python=minor(found.python or ""),
        lock=lock.read_text("utf-8") if lock.is_file() and not found.other else "",
        package=bool(project and project.package),
        indexes=tuple(indexes(found.requirements()).items()) if not found.other else (),
        files=digest_files(folder.root, repository.copied(found)),
        base=digest_files(_definition("base"), ["."]),
        options=options,
    )


def _definition(name: str) -> Path:
    """Return a folder of ``images``: in the package, or beside it in a checkout."""
    packaged = Path(str(files("coursekit.environment"))) / "images" / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "images" / name


def _base_files(place: Path) -> None:
    from uv import find_uv_bin

    shutil.copytree(_definition("base"), place)
    shutil.copy(find_uv_bin(), place / "uv")


def _adding_files(place: Path) -> None:
    from uv import find_uv_bin

    place.mkdir(parents=True)
    shutil.copy(_definition("inside") / "add.sh", place)
    shutil.copy(find_uv_bin(), place / "uv")
    (place / "server-packages.txt").write_text(server_packages(), "utf-8")


def _lent(scratch: Path, facts: room.ImageFacts) -> dict[str, Path]:
    """Return what only a build sees: certificates, and where packages are."""
    named = {name: os.environ[name] for name in INDEX_VARIABLES if name in os.environ}
    for name, value in facts.indexes:
        named[name] = f"{value} {named.get(name, '')}".strip()
    if not named:
        return _certificates()
    place = scratch / "index"
    lines = (f"{name}={shlex.quote(value)}\n" for name, value in named.items())
    place.touch(0o600)
    place.write_text("".join(lines), "utf-8")
    return {**_certificates(), "index": place}


def _certificates() -> dict[str, Path]:
    """Return this machine's certificates, lent to a build so that a proxy's CA is trusted."""
    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    place = Path(named or "/etc/ssl/certs/ca-certificates.crt")
    return {"ca": place} if place.is_file() else {}


def _solutions(folder: CourseFolder, place: Path) -> None:
    """Lay out every assignment in otter-assign format for the tests inside the image."""
    jobs = []
    for item in folder.course.assignments:
        if item.autograder or "otter" in _metadata(folder.root / item.notebook):
            continue
        work = Assign(folder.root, item, folder.course.files, Path(), (), Path())
        notebook = course_copy(work, place / item.name)
        inside = notebook.relative_to(place / item.name).as_posix()
        jobs.append({"name": item.name, "notebook": inside})
    (place / "jobs.json").write_text(json.dumps(jobs), "utf-8")
    place.chmod(0o755)


def _metadata(path: Path) -> dict[str, Any]:
    if path.suffix != ".ipynb":
        return {}
    return dict(json.loads(path.read_text("utf-8")).get("metadata", {}))


def _findings(found: dict[str, Any], history: str, folder: CourseFolder) -> Iterator[Problem]:
    """Yield what the tests of an image found wrong."""
    if found["server"] != 200:
        yield Problem("the notebook server does not answer in the image", details=found["log"])
    if found["pull_page"] not in (200, 302, 400) or not found["pulled"]:
        yield Problem(
            "links do not work in the image: nbgitpuller does not pull",
            details=f"its page answers {found['pull_page']}\n{found['pull_log']}".strip(),
        )
    if not found["hub"]:
        yield Problem("the image has no jupyterhub-singleuser", hint="it needs jupyterhub")
    if found["user"] == 0:
        yield Problem("the image runs as root", hint="end its Dockerfile with USER 1000")
    for name in found["caches"]:
        yield Problem(f"the image keeps a cache in {name}", hint="remove it in the same step")
    for name in found["secrets"]:
        yield Problem(f"the image holds a secret: {name}", hint="use a secret mount instead")
    for word in ("BEGIN CERTIFICATE", "PRIVATE KEY", "TOKEN=", "PASSWORD="):
        if word in history.upper():
            yield Problem(f"the image's history shows a secret ({word})", hint="use secret mounts")
    notebooks = {item.name: item.notebook for item in folder.course.assignments}
    for job in found["assignments"]:
        if job["error"] or job["total"] < job["possible"]:
            where = Where(folder.root / notebooks[job["name"]])
            score = f"{job['total']:g} of {job['possible']:g} points"
            yield Problem(
                f"the solution of {job['name']} earns {score} in the image",
                where,
                "compare the image's packages with this machine's",
                job["error"],
            )
