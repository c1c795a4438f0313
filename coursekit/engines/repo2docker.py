"""repo2docker turns a repository into a folder that Docker can build: a Dockerfile and its files.

It is used as a library, with a container engine of ours that keeps what repo2docker would hand to
Docker. So Docker is driven by ``engines/docker.py`` alone, and every buildpack works.
"""

from __future__ import annotations

import logging
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from repo2docker.app import Repo2Docker as App
from repo2docker.buildpacks.base import BaseImage
from repo2docker.engine import ContainerEngine

from coursekit.errors import CoursekitError, Where

_INSTALL = (
    "RUN --mount=type=bind,source=coursekit,target=/run/coursekit"
    " --mount=type=cache,id=coursekit-uv,target=/run/uv-cache"
    " --mount=type=secret,id=ca"
    " sh /run/coursekit/install.sh /run/coursekit/requirements.lock"
)
_CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


class UvBuildPack(BaseImage):  # type: ignore[misc]
    """A thin layer on coursekit's base image: apt.txt, the lock with uv, postBuild and start."""

    python = ""
    """The Python version the course asks for; empty: the base image's."""

    def render(self, build_args: dict[str, str] | None = None) -> str:  # noqa: ARG002
        """Return the Dockerfile; the base image has the user, the locale and the server."""
        lines = [f"FROM {self.base_image}", "USER root"]
        for _, script in self.get_preassemble_scripts():
            lines.append("RUN " + " ".join(script.replace("\\\n", " ").split()))
        lines.append(f"{_INSTALL} {self.python}".rstrip())
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

    def inspect_image(self, image: str) -> None:  # noqa: ARG002
        return None

    def build(self, *, fileobj: Any = None, path: str = "", **_: Any) -> Iterator[str]:
        if fileobj is not None:
            with tarfile.open(fileobj=fileobj) as tar:
                # Debian 12's Python (3.11.2) has no filters yet; the tar is repo2docker's own.
                if hasattr(tarfile, "tar_filter"):
                    tar.extraction_filter = tarfile.tar_filter
                tar.extractall(self.place)  # noqa: S202
        else:
            shutil.copytree(path or ".", self.place, dirs_exist_ok=True)
        return iter(())


class _App(App):  # type: ignore[misc]
    """repo2docker with that engine."""

    def __init__(self, place: Path, **traits: Any) -> None:
        super().__init__(**traits)
        self._place = place

    def get_engine(self) -> ContainerEngine:
        return _Keep(self._place)


def context(
    source: Path, place: Path, *, base_image: str | None, ours: bool, python: str, packages: str
) -> None:
    """Write what Docker needs to build the repository at ``source`` into the folder ``place``.

    With ``ours`` the buildpack on uv makes it, on ``base_image``; else repo2docker's own choose
    among themselves, and ``packages`` (one a line) are added at the end. Changes the working
    directory while it runs, as repo2docker does. Raises ``CoursekitError`` for files that
    repo2docker refuses.
    """
    traits: dict[str, Any] = {"repo": str(source), "run": False, "output_image_spec": "coursekit"}
    if base_image:
        traits["base_image"] = base_image
    if ours:
        pack = type("CoursePack", (UvBuildPack,), {"python": python})
        traits["buildpacks"] = [pack]
    else:
        wanted = " ".join(packages.split())
        traits["appendix"] = (
            "RUN /srv/conda/envs/notebook/bin/python -m pip install --no-cache-dir " + wanted
        )
    traits |= {"user_id": 1000, "user_name": "jovyan"}
    place.mkdir(parents=True, exist_ok=True)
    app = _App(place, log_level=logging.ERROR, **traits)
    try:
        app.build()
    except (ValueError, RuntimeError) as error:
        raise CoursekitError(
            f"repo2docker refuses this repository: {error}", Where(source)
        ) from error
    if not ours:
        _lend_certificates(place / "Dockerfile")


def _lend_certificates(dockerfile: Path) -> None:
    """Let every step see the host's certificates, as a secret that lands in no layer.

    A mounted secret that is not given is simply not there; the variables are build arguments, which
    the image does not keep.
    """
    lines = []
    for line in dockerfile.read_text("utf-8").splitlines():
        lines.append(
            line.replace("RUN ", "RUN --mount=type=secret,id=ca,mode=0444 ", 1)
            if line.startswith("RUN ")
            else line
        )
        if line.startswith("FROM "):
            lines += [f"ARG {name}" for name in _CERTIFICATES]
    dockerfile.write_text("\n".join(lines) + "\n", "utf-8")


def certificate_arguments() -> dict[str, str]:
    """Return the build arguments that name the lent certificates."""
    return dict.fromkeys(_CERTIFICATES, "/run/secrets/ca")
