"""What is told of pods that don't run."""

from __future__ import annotations

from typing import Any

import pytest

from coursekit.hub.kubernetes.pods import Trouble, trouble_of


def pod(**state: Any) -> dict[str, Any]:
    return {"status": {"phase": "Pending", "containerStatuses": [{"state": state}]}}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, None),
        ({"status": {}}, None),
        (pod(running={"startedAt": "now"}), None),
        (pod(waiting={"reason": "ContainerCreating"}), None),
        (
            pod(waiting={"reason": "ImagePullBackOff", "message": "not found"}),
            Trouble("image", "not found"),
        ),
        (
            pod(terminated={"reason": "Error", "message": "Traceback\n  x\nImportError: no\n\n"}),
            Trouble("ended", "ImportError: no"),
        ),
        (pod(terminated={"reason": "OOMKilled"}), Trouble("memory", "")),
        (
            pod(waiting={"reason": "CreateContainerConfigError", "message": "no configmap"}),
            Trouble("start", "no configmap"),
        ),
        (
            {
                "status": {
                    "conditions": [
                        {"type": "PodScheduled", "status": "False", "message": "0/1 nodes"}
                    ]
                }
            },
            Trouble("room", "0/1 nodes"),
        ),
    ],
)
def test_what_keeps_a_pod_from_running(
    found: dict[str, Any] | None, expected: Trouble | None
) -> None:
    assert trouble_of(found) == expected


def test_only_room_is_waited_for() -> None:
    assert not Trouble("room", "").final
    assert Trouble("image", "").final
