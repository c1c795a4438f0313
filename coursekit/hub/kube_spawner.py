"""Starts students' servers as pods of their course's image."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio
from typing import Any

from jupyterhub.spawner import SpawnException
from kubernetes_asyncio.client import ApiException
from kubespawner import KubeSpawner
from traitlets import Unicode, default

from coursekit.hub.kubernetes.model import COLLEGE_LABEL, CPU_SET_ASIDE, set_aside
from coursekit.hub.kubernetes.pods import Trouble, trouble_of
from coursekit.hub.student_server import StudentServer, refusal

INSIDE = "/run/coursekit"
"""Folder of a pod with what every server has from coursekit."""
HOME = "/home/jovyan"
_ACCOUNT = 1000
_START = (
    f"import sys; sys.path.insert(0, '{INSIDE}/code.zip');"
    " from coursekit_warm.container import server; server()"
)
_FILES = {
    "code.zip": "code.zip",
    "jupyter_server_config.json": "jupyter/jupyter_server_config.json",
    "labconfig_page_config.json": "jupyter/labconfig/page_config.json",
}
"""Names within the object with the files, and within the folder."""
_INHERITED = (
    "TZ",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)
_CONFINED = {
    "capabilities": {"drop": ["ALL"]},
    "readOnlyRootFilesystem": True,
    "runAsNonRoot": True,
    "seccompProfile": {"type": "RuntimeDefault"},
}


class PodSpawner(StudentServer, KubeSpawner):
    """A student's server as a pod: the home is a claim of their own, and nothing else stays.

    All courses of a student have the same home, so their pods are on one node.
    """

    server_files = Unicode("", help="Object with what every server has from coursekit.").tag(
        config=True
    )

    @default("env_keep")
    def _env_keep_default(self) -> list[str]:
        return list(_INHERITED)

    @default("pvc_name_template")
    def _pvc_name_template_default(self) -> str:
        return "home-{username}"

    @default("pod_name_template")
    def _pod_name_template_default(self) -> str:
        return "student-{user_server}"

    def get_args(self) -> list[str]:
        """Return the arguments of the single-user server."""
        return [*super().get_args(), *self.idle_arguments()]

    def get_env(self) -> dict[str, Any]:
        """Add what makes the pod a student's; its programs are where the image has them."""
        return {
            **super().get_env(),
            **self.student_env(HOME),
            "IPYTHONDIR": "/tmp/ipython",  # noqa: S108 - the pod's own
            "JUPYTER_CONFIG_PATH": f"{INSIDE}/jupyter",
            "JUPYTER_RUNTIME_DIR": "/tmp/jupyter",  # noqa: S108
        }

    async def get_pod_manifest(self) -> Any:
        """Return the pod, as the site says it now."""
        limits = self.person.college.limits
        self.cmd = ["python3", "-c", _START]
        self.image = self.course.image
        self.notebook_dir = self.working_dir = HOME
        self.uid = self.gid = self.fs_gid = _ACCOUNT
        self.mem_limit, self.mem_guarantee = limits.memory, set_aside(limits.memory)
        self.cpu_limit, self.cpu_guarantee = limits.cpu, min(CPU_SET_ASIDE, limits.cpu)
        self.service_account = None
        self.automount_service_account_token = False
        self.priority_class_name = f"coursekit-{self.namespace}"
        self.container_security_context = dict(_CONFINED)
        self.extra_labels |= {COLLEGE_LABEL: self.person.college.id}
        # How a server that ended is told by its last words; and it is for the hub to start another.
        self.extra_container_config = {"terminationMessagePolicy": "FallbackToLogsOnError"}
        self.extra_pod_config = {"restartPolicy": "Never", "enableServiceLinks": False}
        self.volumes, self.volume_mounts = _volumes(self.server_files, self.pvc_name, limits.memory)
        self.pod_affinity_required = [
            {
                "labelSelector": {"matchLabels": self._of_the_person()},
                "topologyKey": "kubernetes.io/hostname",
            }
        ]
        return await super().get_pod_manifest()

    def _of_the_person(self) -> dict[str, str]:
        labels = self._build_common_labels({})
        name = "hub.jupyter.org/username"
        return {name: labels[name], "component": self.component_label}

    @default("storage_pvc_ensure")
    def _storage_pvc_ensure_default(self) -> bool:
        return True

    def get_pvc_manifest(self) -> Any:
        """Return the claim for the home."""
        self.storage_capacity = str(self.person.college.limits.home)
        self.storage_access_modes = ["ReadWriteOnce"]
        self.storage_extra_labels = {COLLEGE_LABEL: self.person.college.id}
        return super().get_pvc_manifest()

    async def start(self) -> str:
        """Start the pod, when it is its turn, and return its address once it runs.

        Raises ``SpawnException``, with a message for the student, if it can't be started.
        """
        if not self.course.image:
            self.log.error("No image for %s", self.course.id)
            raise refusal(f"The environment of {self.course.title} is not ready.", 503)
        async with self.turns.turn(self):
            starting = asyncio.ensure_future(super().start())
            try:
                while not (await asyncio.wait({starting}, timeout=0.5))[0]:
                    trouble = trouble_of(self._pod())
                    if trouble is not None and trouble.final:
                        raise self._refused(trouble)
                return str(await starting)
            except ApiException as error:
                raise self._not_made(error) from error
            finally:
                starting.cancel()

    def _pod(self) -> Any:
        reflector = self.pod_reflector
        return reflector.pods.get(f"{self.namespace}/{self.pod_name}") if reflector else None

    def _refused(self, trouble: Trouble) -> SpawnException:
        self.log.error("The pod of %s: %s", self._log_name, trouble.said)
        if trouble.kind == "image":
            return refusal(f"The environment of {self.course.title} is not ready.", 503)
        return refusal(
            "Your notebook server stopped while it was starting"
            + (
                f". The last thing it said: {trouble.said}" if trouble.said else ", without a word."
            ),
            500,
        )

    def _not_made(self, error: ApiException) -> SpawnException:
        """Return what to tell when the cluster does not make the pod, or its home."""
        if error.status == 403 and "exceeded quota" in str(error.body):
            self.log.error("No room in the quota for %s: %s", self._log_name, error.body)
            return refusal(
                "As many people work here as may work at the same time. Please try again in some"
                " minutes, and tell your teacher if it stays so.",
                503,
            )
        self.log.error("No pod for %s: %s", self._log_name, error)
        return refusal("Your notebook server could not be started. Please try again.", 503)

    async def delete_forever(self) -> None:
        """Leave the home, whoever leaves; only the probe's goes."""
        if self.person.is_probe:
            await self._make_delete_pvc_request(self.pvc_name, self.k8s_api_request_timeout)


def _volumes(
    files: str, claim: str, memory: int
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the volumes of a pod, and where they are: home, coursekit's files, room to work."""
    items = [{"key": key, "path": path} for key, path in _FILES.items()]
    volumes: dict[str, dict[str, Any]] = {
        "home": {"persistentVolumeClaim": {"claimName": claim}},
        "coursekit": {"configMap": {"name": files, "items": items}},
        "memory": {"emptyDir": {"medium": "Memory", "sizeLimit": str(memory // 2)}},
        "work": {"emptyDir": {"sizeLimit": str(memory)}},
    }
    mounts: dict[str, dict[str, Any]] = {
        "home": {"name": "home", "mountPath": HOME},
        "coursekit": {"name": "coursekit", "mountPath": INSIDE, "readOnly": True},
        "memory": {"name": "memory", "mountPath": "/dev/shm"},  # noqa: S108 - the pod's own
        "tmp": {"name": "work", "mountPath": "/tmp", "subPath": "tmp"},  # noqa: S108
        "var-tmp": {"name": "work", "mountPath": "/var/tmp", "subPath": "var-tmp"},  # noqa: S108
    }
    return {name: {"name": name, **volume} for name, volume in volumes.items()}, mounts
