"""Short keys that stand for students: in names of files, and in the form for manual questions."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterator

from coursekit.grading.model import Grade, Identity


def aliases(who: Identity, secret: str = "") -> tuple[str, ...]:
    """Return a key for everything that tells who this is, the surest first.

    The same student has one of them in common from run to run, also where a roster that came
    later tells more. With ``secret``, nobody who knows the student can work them out.
    """
    return tuple(_aliases(who, secret))


def _aliases(who: Identity, secret: str) -> Iterator[str]:
    told = (
        ("id", who.id),
        ("login", who.login),
        ("email", who.email.casefold()),
        ("name", who.name.casefold()),
    )
    return (_key(secret, who.college, kind, value) for kind, value in told if value)


class Keys:
    """Gives every grade a key of its own, the same whenever the same grades come again in order.

    Two submissions of one student, and those of nobody that is known, are told apart by where
    they were found.
    """

    def __init__(self, secret: str = "") -> None:
        self._secret = secret
        self._seen: Counter[str] = Counter()

    def of(self, grade: Grade) -> str:
        """Return the key of the next grade."""
        known = next(_aliases(grade.submission.student, self._secret), "")
        own = known or self._key("origin", grade.submission.origin)
        if self._seen[own]:
            self._seen[own] += 1
            own = self._key(own, grade.submission.origin)
        self._seen[own] += 1
        return own if self._seen[own] == 1 else self._key(own, str(self._seen[own]))

    def _key(self, *parts: str) -> str:
        return _key(self._secret, *parts)


def _key(secret: str, *parts: str) -> str:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    data = text.encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()[:12]
