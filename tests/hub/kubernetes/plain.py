"""A hub and its proxy on plain objects, in place of the chart's: the same names and settings.

What the chart's own configuration sets before ``hub.extraConfig`` is in ``CONFIG``, in short; the
rest is taken from the rendered values.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from coursekit.hub.kubernetes.writing import yaml_texts

CONFIG = """\
import os

c = get_config()  # noqa: F821
c.JupyterHub.spawner_class = "kubespawner.KubeSpawner"
c.ConfigurableHTTPProxy.api_url = "http://proxy-api:8001"
c.ConfigurableHTTPProxy.should_start = False
c.JupyterHub.cleanup_servers = False
c.JupyterHub.tornado_settings = {"slow_spawn_timeout": 0}
c.JupyterHub.db_url = "sqlite:///jupyterhub.sqlite"
c.JupyterHub.hub_bind_url = "http://:8081"
c.JupyterHub.hub_connect_url = "http://hub:8081"
c.JupyterHub.authenticator_class = "dummy"
c.KubeSpawner.common_labels = {"app": "jupyterhub", "release": "plain"}
c.KubeSpawner.namespace = os.environ["POD_NAMESPACE"]
c.KubeSpawner.extra_labels = {"hub.jupyter.org/network-access-hub": "true"}
c.KubeSpawner.volumes = {}
c.KubeSpawner.volume_mounts = {}
c.Spawner.consecutive_failure_limit = 0
c.Spawner.cmd = "jupyterhub-singleuser"
"""


def plain_hub(namespace: str, values: Mapping[str, Any], proxy_image: str) -> str:
    """Return the objects as a text for ``kubectl apply``."""
    return yaml_texts(
        [
            *_account(namespace),
            _object(
                "v1",
                "Secret",
                "plain",
                namespace,
                stringData={"token": sha256(namespace.encode()).hexdigest()},
            ),
            _object(
                "v1",
                "ConfigMap",
                "plain",
                namespace,
                data={
                    "jupyterhub_config.py": f"{CONFIG}{values['hub']['extraConfig']['coursekit']}\n"
                },
            ),
            _object(
                "v1",
                "PersistentVolumeClaim",
                "hub-db-dir",
                namespace,
                spec={
                    "accessModes": ["ReadWriteOnce"],
                    "resources": {"requests": {"storage": "1Gi"}},
                },
            ),
            _deployment("hub", namespace, _hub_pod(values["hub"])),
            _deployment("proxy", namespace, _proxy_pod(proxy_image)),
            _service("hub", namespace, "hub", 8081),
            _service("proxy-api", namespace, "proxy", 8001),
            _service(
                "proxy-public",
                namespace,
                "proxy",
                8000,
                outside=values["proxy"]["service"]["nodePorts"]["http"],
            ),
        ]
    )


def _object(version: str, kind: str, name: str, namespace: str, **rest: Any) -> dict[str, Any]:
    head = {"name": name, "namespace": namespace}
    return {"apiVersion": version, "kind": kind, "metadata": head, **rest}


def _account(namespace: str) -> list[dict[str, Any]]:
    """Return the hub's account with the rights that the chart gives."""
    rights = [
        {
            "apiGroups": [""],
            "resources": ["pods", "persistentvolumeclaims", "secrets", "services"],
            "verbs": ["get", "watch", "list", "create", "delete"],
        },
        {"apiGroups": [""], "resources": ["events"], "verbs": ["get", "watch", "list"]},
    ]
    group = "rbac.authorization.k8s.io"
    return [
        _object("v1", "ServiceAccount", "hub", namespace),
        _object(f"{group}/v1", "Role", "hub", namespace, rules=rights),
        _object(
            f"{group}/v1",
            "RoleBinding",
            "hub",
            namespace,
            subjects=[{"kind": "ServiceAccount", "name": "hub", "namespace": namespace}],
            roleRef={"kind": "Role", "name": "hub", "apiGroup": group},
        ),
    ]


def _deployment(name: str, namespace: str, pod: dict[str, Any]) -> dict[str, Any]:
    labels = {"app": "jupyterhub", "component": name}
    reach = {"hub.jupyter.org/network-access-singleuser": "true"}
    return _object(
        "apps/v1",
        "Deployment",
        name,
        namespace,
        spec={
            "replicas": 1,
            "strategy": {"type": "Recreate"},
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": {**labels, **reach}}, "spec": pod},
        },
    )


def _token() -> dict[str, Any]:
    reference = {"secretKeyRef": {"name": "plain", "key": "token"}}
    return {"name": "CONFIGPROXY_AUTH_TOKEN", "valueFrom": reference}


def _hub_pod(values: Mapping[str, Any]) -> dict[str, Any]:
    here = {"fieldRef": {"fieldPath": "metadata.namespace"}}
    own = "/usr/local/etc/jupyterhub/jupyterhub_config.py"
    return {
        "serviceAccountName": "hub",
        "terminationGracePeriodSeconds": 5,
        "securityContext": {"fsGroup": 1000},
        "containers": [
            {
                "name": "hub",
                "image": f"{values['image']['name']}:{values['image']['tag']}",
                "args": ["jupyterhub", "--config", own, "--upgrade-db"],
                "env": [{"name": "POD_NAMESPACE", "valueFrom": here}, _token()],
                "ports": [{"name": "http", "containerPort": 8081}],
                "readinessProbe": {
                    "httpGet": {"path": "/hub/health", "port": "http"},
                    "periodSeconds": 1,
                    "timeoutSeconds": 3,
                    "failureThreshold": 10,
                },
                # As the chart has it, and more impatient.
                "livenessProbe": {
                    "httpGet": {"path": "/hub/health", "port": "http"},
                    "initialDelaySeconds": 30,
                    "periodSeconds": 5,
                    "timeoutSeconds": 3,
                    "failureThreshold": 4,
                },
                "resources": values["resources"],
                "securityContext": {"runAsUser": 1000, "runAsGroup": 1000},
                "volumeMounts": [
                    *values["extraVolumeMounts"],
                    {"name": "config", "mountPath": own, "subPath": "jupyterhub_config.py"},
                    {"name": "kept", "mountPath": "/srv/jupyterhub"},
                ],
            }
        ],
        "volumes": [
            *values["extraVolumes"],
            {"name": "config", "configMap": {"name": "plain"}},
            {"name": "kept", "persistentVolumeClaim": {"claimName": "hub-db-dir"}},
        ],
    }


def _proxy_pod(image: str) -> dict[str, Any]:
    argv = ["configurable-http-proxy", "--ip=0.0.0.0", "--api-ip=0.0.0.0", "--api-port=8001"]
    argv += ["--default-target=http://hub:8081", "--error-target=http://hub:8081/hub/error"]
    return {
        "terminationGracePeriodSeconds": 1,
        "containers": [
            {"name": "chp", "image": image, "command": [*argv, "--port=8000"], "env": [_token()]}
        ],
    }


def _service(
    name: str, namespace: str, component: str, port: int, outside: int | None = None
) -> dict[str, Any]:
    ports = {"port": port, "targetPort": port, **({"nodePort": outside} if outside else {})}
    return _object(
        "v1",
        "Service",
        name,
        namespace,
        spec={
            "type": "NodePort" if outside else "ClusterIP",
            "selector": {"component": component},
            "ports": [ports],
        },
    )
