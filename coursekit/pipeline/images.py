"""The image of a course: its facts, and how repo2docker and Docker make, prove and push it."""

from __future__ import annotations

import json
import os
import shutil
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit import __version__
from coursekit.apply import Applied, Progress, Say, apply
from coursekit.assignments.plan import Assign
from coursekit.engines.docker import Build, Docker, as_json
from coursekit.engines.uv_errors import explained as uv_explained
from coursekit.environment import image as room
from coursekit.environment import plan as environment_room
from coursekit.environment.image_errors import explained
from coursekit.environment.requirements import server_packages
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Problem, Where
from coursekit.pipeline import environment
from coursekit.pipeline.assignments import course_copy
from coursekit.pipeline.drift import LOCK_NAME, otter_version
from coursekit.pipeline.sbom import sbom
from coursekit.pipeline.workshop import Workshop
from coursekit.plan import Action, Plan, joined
from coursekit.spec import CourseFolder
from coursekit.state import Receipt, State, digest, digest_files

_PLACES = ("binder", ".binder")
_LFS = b"version https://git-lfs.github.com/spec/"


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
                _certificates(),
                work.options.platform,
                work.options.cache_from,
            )
            self._docker_build(build, say, "build base image", {}, work.base_image)
        return {"image": work.name}

    def _build_course(
        self, work: room.BuildCourse, folder: CourseFolder, state: State, say: Say
    ) -> dict[str, Any]:
        from coursekit.engines import repo2docker

        facts = work.facts
        home = folder.root / facts.home
        with state.staging() as scratch:
            source, context = scratch / "source", scratch / "context"
            _source(facts, folder, source)
            repo2docker.context(
                source,
                context,
                base_image=facts.options.base_image if facts.other else work.base,
                ours=not facts.other,
                python=facts.python,
                packages=server_packages(),
            )
            if not facts.other:
                _base_files(context / "coursekit")
                lock = context / "coursekit" / environment_room.LOCK_NAME
                lock.write_text(facts.lock, "utf-8")
            build = Build(
                context,
                work.names,
                repo2docker.certificate_arguments() if facts.other else {},
                room.labels(facts, folder.course.title, __version__),
                _certificates(),
                facts.options.platform,
                facts.options.cache_from,
            )
            names = (*room.OWN_FILES, environment_room.LOCK_NAME, facts.other)
            own = {name: home / name for name in names if name and (home / name).is_file()}
            self._docker_build(build, say, f"build image {facts.course}", own, work.base)
        return {"image": work.name}

    def _docker_build(
        self, build: Build, say: Say, name: str, own: Mapping[str, Path], base: str
    ) -> None:
        try:
            self._docker.build(build, say, name=name)
        except EngineFailedError as error:
            lock = own.get(environment_room.LOCK_NAME)
            if lock is not None and "No solution found" in error.output:
                raise uv_explained(error, [lock]) from error
            raise explained(error, own, base) from error

    def _prove(
        self, work: room.ProveImage, folder: CourseFolder, state: State, say: Say
    ) -> dict[str, Any]:
        say("running the image's tests")
        with state.staging() as scratch, as_file(files("coursekit.nursery")) as warm:
            _solutions(folder, scratch)
            probe = (_definition("inside") / "probe.py").read_text("utf-8")
            said = self._docker.run(
                work.name,
                ["python", "-"],
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
    base = folder.root / folder.course.environment.path
    home = next((base / place for place in _PLACES if (base / place).is_dir()), base)
    names = frozenset(path.name for path in home.iterdir() if path.is_file())
    other = room.other_file(names)
    lock = home / environment_room.LOCK_NAME
    runtime = home / "runtime.txt"
    text = runtime.read_text("utf-8") if runtime.is_file() else ""
    named = [path.relative_to(folder.root).as_posix() for path in _copied(folder, home, other)]
    return room.ImageFacts(
        course=folder.id,
        root=folder.root,
        home=home.relative_to(folder.root).as_posix(),
        other=other,
        python=room.course_python(folder.course.environment.python, text),
        lock=lock.read_text("utf-8") if lock.is_file() and not other else "",
        files=digest_files(folder.root, named),
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


def _certificates() -> dict[str, Path]:
    """Return this machine's certificates, lent to a build so that a proxy's CA is trusted."""
    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    place = Path(named or "/etc/ssl/certs/ca-certificates.crt")
    return {"ca": place} if place.is_file() else {}


def _copied(folder: CourseFolder, home: Path, other: str) -> list[Path]:
    """Return the files that go into the image. Raises ``CoursekitError`` if they can't."""
    names = frozenset(path.name for path in home.iterdir() if path.is_file())
    own = [home / name for name in room.OWN_FILES if (home / name).is_file()]
    if not room.copied(names, other=bool(other)):
        return own
    ignore = next((p for p in (home, folder.root) if (p / ".dockerignore").is_file()), None)
    lines = (ignore / ".dockerignore").read_text("utf-8").splitlines() if ignore else []
    patterns = tuple(s for line in lines if (s := line.strip()) and not s.startswith("#"))
    found, total = [], 0
    for top, inner, entries in os.walk(folder.root):
        inner[:] = [name for name in inner if name not in (".git", ".coursekit", "__pycache__")]
        for entry in entries:
            path = Path(top) / entry
            inside = PurePosixPath(path.relative_to(folder.root).as_posix())
            if entry == LOCK_NAME or room.within(inside, patterns):
                continue
            found.append(path)
            total += path.lstat().st_size
    _must_fit(folder.root, found, total)
    return found


def _must_fit(root: Path, found: list[Path], total: int) -> None:
    if total > room.LARGEST:
        biggest = max(found, key=lambda path: path.lstat().st_size)
        raise CoursekitError(
            f"the repository has {total / 2**30:.1f} GB of files, too many for an image",
            Where(biggest),
            hint="name what the image needs not in .dockerignore (this is the largest file)",
        )
    modules = root / ".gitmodules"
    if modules.is_file():
        for line in modules.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            place = root / value.strip()
            if name.strip() == "path" and not (place.is_dir() and any(place.iterdir())):
                hint = "fetch it first: git submodule update --init --recursive"
                raise CoursekitError(
                    f"the submodule {value.strip()} is empty", Where(modules), hint=hint
                )
    for path in found:
        if path.lstat().st_size < 200 and path.is_file() and path.read_bytes().startswith(_LFS):
            raise CoursekitError(
                "this file is only a pointer of Git LFS, not its content",
                Where(path),
                hint="fetch the contents first: git lfs pull",
            )


def _source(facts: room.ImageFacts, folder: CourseFolder, place: Path) -> None:
    """Lay out what repo2docker is to see."""
    for path in _copied(folder, folder.root / facts.home, facts.other):
        target = place / path.relative_to(folder.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
    place.mkdir(parents=True, exist_ok=True)


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
