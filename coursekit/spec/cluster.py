"""``hub.kubernetes`` in ``fleet.yml``: the cluster that serves a fleet."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from coursekit.spec.values import HostName, HubAddress

CHARTS = ("4.4.0",)
"""Versions of Zero to JupyterHub's chart that the values are written for, the newest last."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Chart(_Frozen):
    """Which Zero to JupyterHub chart drives a cluster."""

    version: str | None = Field(
        default=None, description=f"Version of the chart. Left out: {CHARTS[-1]}."
    )
    path: str | None = Field(default=None, description="Folder of a chart on this machine.")

    @model_validator(mode="before")
    @classmethod
    def _one_chart(cls, data: Any) -> Any:
        if isinstance(data, dict) and "version" in data and "path" in data:
            raise PydanticCustomError("coursekit", "expected either version or path")
        return data


class Expose(_Frozen):
    """How a cluster's hub is reached."""

    nodePort: int | None = Field(  # noqa: N815 - Kubernetes' own word
        default=None, ge=1, le=65535, description="Port of every node that leads to the hub."
    )
    host: HostName | None = Field(default=None, description="Host name of an ingress.")
    class_: str | None = Field(default=None, alias="class", description="Class of the ingress.")
    tls: bool = Field(
        default=False,
        description="Whether the ingress speaks https, with the certificate in the secret"
        " coursekit-tls.",
    )
    annotations: dict[str, str] = Field(
        default={}, description="Annotations of the ingress: what its controller asks for."
    )

    @model_validator(mode="before")
    @classmethod
    def _one_way(cls, data: Any) -> Any:
        if isinstance(data, dict) and ("nodePort" in data) == ("host" in data):
            raise PydanticCustomError("coursekit", "expected either nodePort or host")
        return data


class OwnHub(_Frozen):
    """A hub of one college's own, in the cluster of its fleet: only images are shared."""

    url: HubAddress = Field(description="Public address of the college's hub, with its port.")
    expose: Expose


class Kubernetes(_Frozen):
    """The cluster that serves a fleet with ``engine: kubernetes``."""

    context: str = Field(description="Context of the kubeconfig: which cluster, as whom.")
    images: str = Field(description="Registry and path of the images: localhost:5000/coursekit.")
    expose: Expose
    kubeconfig: str | None = Field(
        default=None, description="File that names the cluster. Left out: ~/.kube/config."
    )
    namespace: str | None = Field(
        default=None,
        pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        description="Namespace of the hub. Left out: the fleet's name.",
    )
    chart: Chart = Chart()
    storage: str | None = Field(
        default=None, description="Storage class of the homes. Left out: the cluster's default."
    )
    students: int = Field(
        default=100, ge=1, description="Students who may work at the same time, at most."
    )
    spare: int = Field(
        default=2, ge=0, description="Places that are kept free for the next students."
    )
    values: str | None = Field(
        default=None, description="File with values of the chart's own, merged last."
    )
