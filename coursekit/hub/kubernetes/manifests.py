"""The objects of a hub that the chart does not make."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from coursekit.hub.kubernetes.model import (
    HUB_PORT,
    LOGINS,
    PROXY_PORT,
    SERVER_PORT,
    SITE_CONFIG,
    SITE_KEY,
    STUDENT,
    HubRelease,
)
from coursekit.hub.kubernetes.site_text import site_text

MANAGED = {"app.kubernetes.io/managed-by": "coursekit"}
"""Label of all objects that coursekit applies."""
_STUDENTS = "coursekit-students"
_NOT_THE_INTERNET = (
    "10.0.0.0/8",  # private (RFC 1918), as the next but two
    "100.64.0.0/10",  # shared by providers (RFC 6598): pods and services of some clouds
    "127.0.0.0/8",
    "169.254.0.0/16",  # of the link (RFC 3927): the metadata address of clouds, 169.254.169.254
    "172.16.0.0/12",
    "192.168.0.0/16",
)
_NOT_THE_INTERNET_6 = ("::1/128", "fc00::/7", "fe80::/10")
_NODE_LOCAL_DNS = "169.254.20.10/32"
"""https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/"""


def manifests(release: HubRelease) -> list[dict[str, Any]]:
    """Return the objects, in the order in which they are to be made."""
    hosts = _hosts(release)
    return [
        _object("v1", "Namespace", release.namespace, release, spaced=False),
        _priority(release),
        _quota(release),
        _network(release),
        _undisturbed(release),
        *([_ingress(release, hosts)] if hosts else []),
        _server_files(release),
        {
            **_object("v1", "ConfigMap", SITE_CONFIG, release),
            "data": {SITE_KEY: site_text(release.site)},
        },
    ]


def logins(release: HubRelease, secrets: Mapping[str, SecretStr]) -> dict[str, Any]:
    """Return the object with the secrets of logins, by college; it is never written to a file."""
    data = {
        name: base64.b64encode(secret.get_secret_value().encode()).decode()
        for name, secret in secrets.items()
    }
    return {**_object("v1", "Secret", LOGINS, release), "type": "Opaque", "data": data}


def of_fleet(release: HubRelease) -> dict[str, str]:
    """Return the labels of all objects of a fleet."""
    return {**MANAGED, "app.kubernetes.io/part-of": release.site.fleet}


def _object(
    version: str, kind: str, name: str, release: HubRelease, *, spaced: bool = True
) -> dict[str, Any]:
    """Return the head of an object; ``spaced`` ones are in the hub's namespace."""
    place = {"namespace": release.namespace} if spaced else {}
    return {
        "apiVersion": version,
        "kind": kind,
        "metadata": {"name": name, **place, "labels": of_fleet(release)},
    }


def _priority(release: HubRelease) -> dict[str, Any]:
    """Return the priority of students: above placeholders, and what the quota counts."""
    head = _object("scheduling.k8s.io/v1", "PriorityClass", release.priority, release, spaced=False)
    return {**head, "value": 0, "globalDefault": False, "description": "Students' servers"}


def _quota(release: HubRelease) -> dict[str, Any]:
    """Return how many students may work at once; the hub and its proxy do not count."""
    most = release.cluster.students
    memory = most * release.largest.memory // 2**20
    scope = {
        "matchExpressions": [
            {"scopeName": "PriorityClass", "operator": "In", "values": [release.priority]}
        ]
    }
    return {
        **_object("v1", "ResourceQuota", _STUDENTS, release),
        "spec": {
            "hard": {"pods": f"{most}", "limits.memory": f"{memory}Mi"},
            "scopeSelector": scope,
        },
    }


def _network(release: HubRelease) -> dict[str, Any]:
    """Return whom students' servers reach, and who reaches them; all else is refused."""
    to_servers = {
        "podSelector": {"matchLabels": {"hub.jupyter.org/network-access-singleuser": "true"}}
    }
    names = [{"protocol": protocol, "port": 53} for protocol in ("UDP", "TCP")]
    dns = [
        {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}},
        {"ipBlock": {"cidr": _NODE_LOCAL_DNS}},
    ]
    internet = [
        {"ipBlock": {"cidr": "0.0.0.0/0", "except": list(_NOT_THE_INTERNET)}},
        {"ipBlock": {"cidr": "::/0", "except": list(_NOT_THE_INTERNET_6)}},
    ]
    return {
        **_object("networking.k8s.io/v1", "NetworkPolicy", _STUDENTS, release),
        "spec": {
            "podSelector": {"matchLabels": STUDENT},
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [{"from": [to_servers], "ports": _ports(SERVER_PORT)}],
            "egress": [
                {"to": [_component("hub")], "ports": _ports(HUB_PORT)},
                {"to": [_component("proxy")], "ports": _ports(PROXY_PORT)},
                {"to": dns, "ports": names},
                {"to": internet},
            ],
        },
    }


def _component(name: str) -> dict[str, Any]:
    return {"podSelector": {"matchLabels": {"component": name}}}


def _ports(number: int) -> list[dict[str, Any]]:
    return [{"protocol": "TCP", "port": number}]


def _undisturbed(release: HubRelease) -> dict[str, Any]:
    """Return that no node is emptied while students work on it.

    Pods that nothing else controls may only be given a number that has to stay: more than there
    can be (https://kubernetes.io/docs/tasks/run-application/configure-pdb/).
    """
    return {
        **_object("policy/v1", "PodDisruptionBudget", _STUDENTS, release),
        "spec": {
            "minAvailable": release.cluster.students,
            "selector": {"matchLabels": STUDENT},
        },
    }


def _hosts(release: HubRelease) -> list[str]:
    """Return the host names that lead to the hub from outside: its own, and colleges' own."""
    if release.cluster.expose.host is None:
        return []
    own = (college.host for college in release.site.colleges if college.host)
    return list(dict.fromkeys([release.cluster.expose.host, *own]))


def _ingress(release: HubRelease, hosts: list[str]) -> dict[str, Any]:
    expose = release.cluster.expose
    backend = {"service": {"name": "proxy-public", "port": {"name": "http"}}}
    paths = [{"path": "/", "pathType": "Prefix", "backend": backend}]
    kind = {"ingressClassName": expose.class_} if expose.class_ else {}
    tls = {"tls": [{"hosts": hosts, "secretName": "coursekit-tls"}]} if expose.tls else {}
    head = _object("networking.k8s.io/v1", "Ingress", "coursekit", release)
    if expose.annotations:
        head["metadata"]["annotations"] = dict(expose.annotations)
    rules = [{"host": host, "http": {"paths": paths}} for host in hosts]
    return {**head, "spec": {**kind, **tls, "rules": rules}}


def _server_files(release: HubRelease) -> dict[str, Any]:
    return {
        **_object("v1", "ConfigMap", release.server.name, release),
        "immutable": True,
        "binaryData": dict(release.server.data),
    }
