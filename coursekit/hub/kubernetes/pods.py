"""What is wrong with a pod, from what the cluster says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NO_IMAGE = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"}
_NO_START = {"CreateContainerConfigError", "CreateContainerError", "RunContainerError"}


@dataclass(frozen=True)
class Trouble:
    """Why a pod does not run."""

    kind: str
    """``image``, ``ended``, ``memory``, ``start`` or ``room``."""
    said: str
    """What the cluster, or the server itself, says of it."""

    @property
    def final(self) -> bool:
        """Whether waiting does not help: room may come, and the rest does not."""
        return self.kind != "room"


def trouble_of(pod: Mapping[str, Any] | None) -> Trouble | None:
    """Return what keeps a pod from running, if anything does (the API's object, as JSON)."""
    status = (pod or {}).get("status") or {}
    for container in status.get("containerStatuses") or []:
        state = container.get("state") or {}
        if ended := state.get("terminated"):
            kind = "memory" if ended.get("reason") == "OOMKilled" else "ended"
            return Trouble(kind, _last_line(ended.get("message") or ""))
        waiting = state.get("waiting") or {}
        if waiting.get("reason") in _NO_IMAGE:
            return Trouble("image", str(waiting.get("message") or waiting["reason"]))
        if waiting.get("reason") in _NO_START:
            return Trouble("start", str(waiting.get("message") or waiting["reason"]))
    for condition in status.get("conditions") or []:
        if condition.get("type") == "PodScheduled" and condition.get("status") == "False":
            return Trouble("room", str(condition.get("message") or condition.get("reason") or ""))
    return None


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:500] if lines else ""
