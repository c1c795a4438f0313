"""repo2docker turns a repository into a folder that Docker can build: a Dockerfile and its files.

It is used as a library, with a container engine of ours that keeps what repo2docker would hand to
Docker. So Docker is driven by ``engines/docker.py`` alone, and every buildpack works.
"""

from __future__ import annotations

import logging
import re
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repo2docker.app import Repo2Docker as App
from repo2docker.buildpacks import DockerBuildPack
from repo2docker.buildpacks.base import BaseImage
from repo2docker.engine import ContainerEngine
from repo2docker.utils import chdir

from coursekit.engines.dockerfile import with_certificates
from coursekit.errors import CoursekitError, EngineFailedError, Where

_MOUNTS = (
    "--mount=type=bind,source=coursekit,target=/run/coursekit"
    " --mount=type=cache,id=coursekit-uv,target=/run/uv-cache"
    " --mount=type=secret,id=ca --mount=type=secret,id=index"
)
_INSTALL = f"RUN {_MOUNTS} sh /run/coursekit/install.sh /run/coursekit/requirements.lock"
_PACKAGE = "--mount=type=bind,source=src,target=/run/src"


@dataclass(frozen=True)
class Rendered:
    """What Docker builds: a folder, its Dockerfile (which may lie outside), build arguments."""

    context: Path
    dockerfile: Path
    arguments: Mapping[str, str]
    buildpack: str
    """Name of the buildpack that repo2docker chose."""


@dataclass(frozen=True)
class Thin:
    """A course image as a thin layer on coursekit's base image."""

    python: str = ""
    """The Python version the course asks for, two numbers; empty: the base image's."""
    package: bool = False
    """Whether the environment's folder is a package, which is installed too."""


class UvBuildPack(BaseImage):  # type: ignore[misc]
    """A thin layer on coursekit's base image: apt.txt, the lock with uv, postBuild and start."""

    thin = Thin()

    def render(self, build_args: dict[str, str] | None = None) -> str:  # noqa: ARG002
        """Return the Dockerfile; the base image has the user, the locale and the server."""
        lines = [f"FROM {self.base_image}", "USER root"]
        for _, script in self.get_preassemble_scripts():
            lines.append("RUN " + " ".join(script.replace("\\\n", " ").split()))
        install = f"{_INSTALL} {self.thin.python}".rstrip()
        if self.thin.package:
            install = install.replace("RUN ", f"RUN {_PACKAGE} ")
            install += "" if self.thin.python else " ''"
            install += f" /run/src/{self.binder_path('')}"
        lines.append(install)
        scripts, start = self.get_post_build_scripts(), self.get_start_script()
        if scripts or start:
            lines.append("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
        lines.append("USER jovyan")
        lines += [f"RUN chmod +x {script} && ./{script}" for script in scripts]
        if start:
            lines += [f'RUN chmod +x "{start}"', f'ENV R2D_ENTRYPOINT="{start}"']
        return "\n".join(lines) + "\n"


class _Keep(ContainerEngine):  # type: ignore[misc]
    """Unpacks what it is asked to build, and builds nothing."""

    string_output = True

    def __init__(self, place: Path) -> None:
        super().__init__(parent=None)
        self.place = place
        self.dockerfile = "Dockerfile"
        self.arguments: dict[str, str] = {}

    def inspect_image(self, image: str) -> None:  # noqa: ARG002
        return None

    def build(
        self,
        *,
        fileobj: Any = None,
        path: str = "",
        dockerfile: str = "",
        buildargs: dict[str, str] | None = None,
        **_: Any,
    ) -> Iterator[str]:
        self.dockerfile = dockerfile or "Dockerfile"
        self.arguments = dict(buildargs or {})
        if fileobj is not None:
            with tarfile.open(fileobj=fileobj) as tar:
                # Debian 12's Python (3.11.2) has no filters yet; the tar is repo2docker's own.
                if hasattr(tarfile, "tar_filter"):
                    tar.extraction_filter = tarfile.tar_filter
                tar.extractall(self.place)  # noqa: S202
        else:
            shutil.copytree(path or ".", self.place, symlinks=True, dirs_exist_ok=True)
        return iter(())


class _App(App):  # type: ignore[misc]
    """repo2docker with that engine."""

    def __init__(self, keep: _Keep, **traits: Any) -> None:
        super().__init__(**traits)
        self._keep = keep

    def get_engine(self) -> ContainerEngine:
        return self._keep


def context(
    source: Path,
    place: Path,
    *,
    home: str,
    base_image: str | None,
    thin: Thin | None,
    packages: str,
    named: Path,
    platform: str | None = None,
) -> Rendered:
    """Write what Docker needs to build the repository at ``source`` into the folder ``place``.

    ``home`` is the folder of the environment files in it, ``.`` or another that is read as
    repo2docker reads ``binder/``; messages say that it is at ``named``. With ``thin`` our buildpack
    makes it, on ``base_image``; else repo2docker's own choose among themselves, and ``packages``
    (one a line) are added at the end. A ``Dockerfile`` is taken as it is: ``added`` is for that.
    Changes the working directory while it runs, as repo2docker does. Raises ``CoursekitError`` for
    files that repo2docker refuses.
    """
    traits: dict[str, Any] = {"repo": str(source), "run": False, "output_image_spec": "coursekit"}
    traits |= {"user_id": 1000, "user_name": "jovyan"}
    traits |= {"base_image": base_image} if base_image else {}
    traits |= {"platform": platform} if platform else {}
    kind: dict[str, Any] = {"binder_dir": "" if home == "." else home}
    if thin is not None:
        traits["buildpacks"] = [type("CoursePack", (UvBuildPack,), {**kind, "thin": thin})]
    else:
        stock = App().buildpacks
        traits["buildpacks"] = [type(pack.__name__, (pack,), kind) for pack in stock]
        traits["appendix"] = _appendix(packages)
    place.mkdir(parents=True, exist_ok=True)
    keep = _Keep(place)
    app = _App(keep, log_level=logging.ERROR, **traits)
    try:
        app.build()
        chosen = _chosen(app, source)
    except (Exception, SystemExit) as error:  # its buildpacks and their parsers raise anything
        raise _refused(str(error), named) from error
    if thin is not None:
        return Rendered(place, place / "Dockerfile", {}, chosen)
    dockerfile = place.with_name(f"{place.name}.Dockerfile")
    text = (place / keep.dockerfile).read_text("utf-8")
    dockerfile.write_text(with_certificates(text), "utf-8")
    return Rendered(place, dockerfile, keep.arguments, chosen)


def _refused(words: str, named: Path) -> CoursekitError:
    """Say why repo2docker rendered nothing."""
    if host := re.search(r"HTTPSConnectionPool\(host='([^']+)'", words):
        return EngineFailedError(
            f"repo2docker could not reach {host[1]}, which it asks for versions of R or Julia",
            hint="check this machine's network; requirements.txt needs nothing from there",
        )
    return CoursekitError(f"repo2docker refuses this repository: {words}", Where(named))


def added(place: Path, image: str, user: str) -> Rendered:
    """Write a layer on ``image`` that adds to its own Python what a course server needs.

    ``place`` has a folder ``coursekit`` with ``add.sh``, ``uv`` and the list of packages; ``user``
    is who runs ``image``, and the result.
    """
    lines = [
        f"FROM {image}",
        "USER root",
        f"RUN {_MOUNTS} sh /run/coursekit/add.sh /run/coursekit/server-packages.txt",
        f"USER {user or 'root'}",
    ]
    dockerfile = place / "Dockerfile"
    dockerfile.write_text("\n".join(lines) + "\n", "utf-8")
    return Rendered(place, dockerfile, {}, DockerBuildPack.__name__)


def _appendix(packages: str) -> str:
    """Return the instruction that ends the Dockerfile of a buildpack of repo2docker's."""
    wanted = " ".join(packages.split())
    return "RUN ${NB_PYTHON_PREFIX}/bin/python -m pip install --no-cache-dir " + wanted


def _chosen(app: App, source: Path) -> str:
    """Return the name of the buildpack that serves ``source``."""
    with chdir(source):
        for pack in app.buildpacks:
            if pack(base_image=app.base_image).detect():
                return str(pack.__name__)
    return str(app.default_buildpack.__name__)
