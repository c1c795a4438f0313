"""What a hub in the test cluster needs around it: a git server for pods, and the proxy's image."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hub.kubernetes.cluster import NODE, REGISTRY, SHARED, Cluster, environment_of

PROXY = f"{REGISTRY}/coursekit-test/proxy:5"
GIT_PORT = 19418
_CHP = "configurable-http-proxy@5"
_PROXY_IMAGE = """\
FROM {debian}
COPY node /usr/local/bin/node
COPY node_modules /srv/node_modules
RUN ln -s /srv/node_modules/.bin/configurable-http-proxy /usr/local/bin/configurable-http-proxy
USER 65534
"""


def started() -> Cluster:
    """Start the cluster, if it does not run; it is left for whoever comes next."""
    subprocess.run([SHARED / "up"], check=True, capture_output=True, timeout=600)
    kubeconfig = environment_of(SHARED)
    return Cluster(str(Path(kubeconfig).parent / "bin" / "kubectl"), kubeconfig)


@contextmanager
def git_served(place: Path, name: str) -> Iterator[str]:
    """Serve an empty repository where pods reach it; give its address."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", place / name], check=True)
    argv = ["git", "daemon", "--reuseaddr", "--export-all", "--enable=receive-pack"]
    argv += [f"--listen={NODE}", f"--port={GIT_PORT}", f"--base-path={place}", str(place)]
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"git://{NODE}:{GIT_PORT}/{name}"
    finally:
        child.terminate()
        child.wait()


def push_proxy(place: Path, debian: str) -> str:
    """Make the image of the proxy that the chart uses, from its npm package, and push it."""
    subprocess.run(["npm", "install", "--silent", "--prefix", place, _CHP], check=True)
    shutil.copy(Path(shutil.which("node") or "").resolve(), place / "node")
    (place / "Dockerfile").write_text(_PROXY_IMAGE.format(debian=debian))
    subprocess.run(["docker", "build", "-q", "-t", PROXY, place], check=True, capture_output=True)
    subprocess.run(["docker", "push", "-q", PROXY], check=True, capture_output=True)
    return PROXY
