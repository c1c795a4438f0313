"""The model of ``prices.yml``: what machines cost where the hubs of a fleet are to run."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from coursekit.errors import CoursekitError
from coursekit.spec.problems import validate
from coursekit.spec.values import Name, Size
from coursekit.spec.yaml import Document, read

PRICES_NAME = "prices.yml"
"""Its name beside ``fleet.yml``."""
_HIGHEST = 1e9


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Machine(_Frozen):
    """A type of machine that can be had."""

    memory: Size = Field(description="Its memory: 16G. For a cluster, what a node has for pods.")
    cores: float = Field(gt=0, le=10_000, description="Its processor cores.")
    month: float = Field(
        ge=0, le=_HIGHEST, allow_inf_nan=False, description="What it costs for a month."
    )


class EnginePrice(_Frozen):
    """What an engine costs beside its machines."""

    month: float = Field(
        default=0,
        ge=0,
        le=_HIGHEST,
        allow_inf_nan=False,
        description="For a month: a cluster's control plane, a load balancer, backups.",
    )


class Engines(_Frozen):
    """What each engine costs beside its machines."""

    prefork: EnginePrice = EnginePrice()
    docker: EnginePrice = EnginePrice()
    kubernetes: EnginePrice = EnginePrice()


class Prices(_Frozen):
    """Machines and what they cost."""

    examples: bool = Field(
        default=False,
        description="Whether the prices are made up. While this is true, every sum says so.",
    )
    currency: str = Field(min_length=1, max_length=8, description="What is paid in: USD.")
    machines: dict[Name, Machine] = Field(
        min_length=1, description="The types of machines, by their names."
    )
    engines: Engines = Engines()
    disk: float | None = Field(
        default=None,
        ge=0,
        le=_HIGHEST,
        allow_inf_nan=False,
        description="What 1 GB of disk costs for a month. Left out: disks are not counted.",
    )


def load_prices(path: Path) -> tuple[Prices, Document]:
    """Read a ``prices.yml``; raises ``CoursekitError`` with every problem of its values."""
    document = read(path, start="coursekit hub size --init-prices writes one to look at")
    prices, found = validate(Prices, document)
    if prices is None:
        raise CoursekitError.of(
            sorted(found, key=lambda problem: problem.where.line if problem.where else 0)
        )
    return prices, document
