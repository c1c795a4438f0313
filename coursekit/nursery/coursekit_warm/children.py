"""The nursery's list of its children, and what a student may ask about them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from coursekit_warm.protocol import Message, Stream

_STUDENT = {"start", "poll", "wait", "signal", "stop"}
"""What those may ask who run under a student's account."""
_STUDENTS_CONNECTIONS = 16
_STUDENTS_KERNELS = 32
"""How many of each one account may have at a time."""
STUDENTS_LONGEST = 64 * 1024
"""Bytes of the longest question that the nursery reads of a student."""


@dataclass
class Child:
    """A fork of the nursery: running, or ended not long ago."""

    id: str
    pid: int
    what: str
    owner: str
    """Id of the child that asked for it: when that ends, this one does."""
    stream: Stream | None
    """Connection that it ends with."""
    account: Message | None = None
    """The student's account that it runs under."""
    kills: int = 0
    """How often that account's memory had been used up when it began."""
    why: str | None = None
    """"memory" if that is what it ended of."""
    status: int | None = None
    waiting: list[Stream] = field(default_factory=list)

    @property
    def uid(self) -> int | None:
        """The student's account, if it runs under one."""
        return None if self.account is None else int(self.account["uid"])


class Children(dict[str, Child]):
    """All children by their ids."""

    def of(self, uid: int) -> list[Child]:
        """Return what runs under an account."""
        return [one for one in self.values() if one.uid == uid and one.status is None]

    def leader(self, uid: int, owner: str = "") -> Child | None:
        """Return an account's server: the one whose id is ``owner``, if it has that."""
        servers = [one for one in self.of(uid) if one.what == "server"]
        named = [one for one in servers if one.id == owner]
        return next(iter([*named, *servers]), None)

    def admits(self, uid: int, streams: list[Stream]) -> bool:
        """Tell whether an account may connect once more."""
        connected = sum(stream.uid == uid for stream in streams)
        return self.leader(uid) is not None and connected < _STUDENTS_CONNECTIONS

    def may(self, uid: int, message: Message) -> bool:
        """Tell whether ``uid`` may ask this: a student only about what is theirs."""
        if is_ours(uid):
            return True
        if message.get("ask") == "start":
            kernels = sum(one.what == "kernel" for one in self.of(uid))
            plain = message.get("what") == "kernel" and not message.get("confined")
            return plain and kernels < _STUDENTS_KERNELS
        one = self.get(str(message.get("id")))
        return one is not None and one.uid == uid and message.get("ask") in _STUDENT

    def forget(self) -> None:
        """Keep no more than the last of those that have ended."""
        gone = [key for key, one in self.items() if one.status is not None]
        for key in gone[:-256]:
            del self[key]


def is_ours(uid: int) -> bool:
    """Tell whether an account is the nursery's own, or root."""
    return uid in (os.getuid(), 0)
