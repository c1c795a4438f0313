"""Docker builds and runs course images."""

from __future__ import annotations

from coursekit.engines.process import Runner
from coursekit.errors import EngineMissingError


class Docker:
    """The docker client and its daemon."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def check(self) -> str:
        """Return the daemon's version.

        Raises ``EngineMissingError`` that tells a missing client, a stopped daemon and a refused
        permission apart.
        """
        try:
            argv = ["docker", "version", "--format", "{{.Server.Version}}"]
            answer = self._runner.run(argv, name="docker version", check=False, deadline=20)
        except EngineMissingError as error:
            hint = "install Docker Engine: https://docs.docker.com/engine/install/"
            raise EngineMissingError("Docker is not installed", hint=hint) from error
        if answer.status == 0:
            return answer.stdout.strip()
        if "permission denied" in answer.stderr.lower():
            hint = "add yourself to the group docker, then sign in again"
            raise EngineMissingError("Docker refuses this account", hint=hint)
        hint = "start it: sudo systemctl start docker"
        raise EngineMissingError("Docker is installed, and its daemon does not run", hint=hint)
