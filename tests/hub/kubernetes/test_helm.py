"""helm itself, on a real cluster, with a chart of one setting."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.engines.helm import Helm
from coursekit.engines.process import Runner
from coursekit.errors import EngineFailedError
from tests.engines import need
from tests.hub.kubernetes.cluster import CONTEXT, Cluster, until

pytestmark = pytest.mark.xdist_group("docker")
NAMESPACE, NAME = "coursekit-helm", "islands"
CHART = "apiVersion: v2\nname: jupyterhub\nversion: 0.1.0\n"
SETTING = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: setting}
data: {colour: {{ .Values.colour | quote }}}
"""
NEVER_READY = """\
{{- if .Values.stuck }}
apiVersion: v1
kind: Pod
metadata: {name: stuck}
spec:
  nodeSelector: {no: such}
  containers: [{name: stuck, image: none}]
{{- end }}
"""


@pytest.fixture
def helm(cluster: Cluster, tmp_path: Path) -> Iterator[Helm]:
    """Helm, in an empty namespace of its own."""
    need("helm")
    cluster.run("delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait")
    cluster.run("create", "namespace", NAMESPACE)
    yield helm_of(cluster, tmp_path)
    cluster.run("delete", "namespace", NAMESPACE, "--wait=false")


@pytest.fixture
def chart(tmp_path: Path) -> dict[str, str]:
    """A chart with a setting, and a pod that no node takes where it is asked for."""
    place = tmp_path / "chart"
    (place / "templates").mkdir(parents=True)
    (place / "Chart.yaml").write_text(CHART)
    (place / "templates" / "setting.yaml").write_text(SETTING)
    (place / "templates" / "stuck.yaml").write_text(NEVER_READY)
    return {"path": str(place)}


def helm_of(cluster: Cluster, place: Path, context: str = CONTEXT) -> Helm:
    return Helm(Runner(place, place / "logs"), Path(cluster.kubeconfig), context)


def upgrade(helm: Helm, chart: dict[str, str], colour: str) -> None:
    helm.upgrade(NAME, NAMESPACE, chart, f"colour: {colour}\n", minutes=1)


def test_a_release_is_installed_changed_brought_back_and_taken_away(
    helm: Helm, chart: dict[str, str], cluster: Cluster
) -> None:
    assert helm.installed(NAME, NAMESPACE) is None
    for revision, colour in enumerate(("red", "blue"), 1):
        upgrade(helm, chart, colour)
        there = helm.installed(NAME, NAMESPACE)
        assert there is not None
        assert (there.revision, there.status, there.chart) == (
            revision,
            "deployed",
            "jupyterhub-0.1.0",
        )
        assert helm.values(NAME, NAMESPACE) == {"colour": colour}
    helm.rollback(NAME, NAMESPACE, 1, minutes=1)
    setting = cluster.get("configmap", "setting", "-n", NAMESPACE)
    assert setting["data"] == {"colour": "red"}
    assert helm.deployed_before(NAME, NAMESPACE) == 3
    for _ in range(2):
        helm.uninstall(NAME, NAMESPACE)
        assert helm.installed(NAME, NAMESPACE) is None


def test_an_upgrade_that_was_cut_off_is_seen_and_brought_back(
    helm: Helm, chart: dict[str, str], cluster: Cluster
) -> None:
    upgrade(helm, chart, "red")
    where = ["--kubeconfig", cluster.kubeconfig, "--kube-context", CONTEXT, "-n", NAMESPACE]
    sets = ["--set", "colour=blue,stuck=yes", "--wait"]
    child = subprocess.Popen(["helm", "upgrade", NAME, chart["path"], *where, *sets])

    def half_done() -> bool:
        there = helm.installed(NAME, NAMESPACE)
        return there is not None and there.half_done

    until(half_done, "half an upgrade", 30)
    child.kill()
    child.wait()
    with pytest.raises(EngineFailedError, match="an upgrade of this hub is half done"):
        upgrade(helm, chart, "green")
    whole = helm.deployed_before(NAME, NAMESPACE)
    assert whole == 1
    helm.rollback(NAME, NAMESPACE, whole, minutes=1)
    assert not half_done()
    assert helm.values(NAME, NAMESPACE) == {"colour": "red"}


def test_what_keeps_helm_from_its_cluster_is_told(
    cluster: Cluster, chart: dict[str, str], tmp_path: Path
) -> None:
    need("helm")
    nowhere = helm_of(cluster, tmp_path, "no-such-place")
    with pytest.raises(EngineFailedError, match="has no context no-such-place"):
        upgrade(nowhere, chart, "red")
