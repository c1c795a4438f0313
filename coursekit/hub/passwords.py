"""Passwords and one-time codes of rosters, and how often one may guess them."""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

# OWASP's second choice of parameters: 19 MiB, so that a class signing in does not fill the memory.
# https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_ONE_AT_A_TIME = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords")
_NOBODYS = _HASHER.hash(secrets.token_urlsafe())
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is taken for another


def complaint(password: str, about: tuple[str, ...]) -> str:
    """Return why ``password`` won't do, as a sentence; empty if it will. ``about``: known words."""
    if len(password) < SHORTEST:
        return f"Please choose a longer password: at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"Please choose a shorter password: {LONGEST} characters at most."
    plain = password.lower()
    if plain in {word.lower() for word in about} or len(set(plain)) < 4:
        return "Please choose a password that others can't guess."
    return ""


async def hashed(password: str) -> str:
    """Return what to keep of a password (argon2id)."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_ONE_AT_A_TIME, _HASHER.hash, password)


async def matches(kept: str, password: str) -> bool:
    """Tell whether ``password`` is the one that ``kept`` was made of.

    It takes as long where nothing is kept, so that the time doesn't tell who is on a roster.
    """

    def verify() -> bool:
        try:
            return _HASHER.verify(kept or _NOBODYS, password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False

    return await asyncio.get_running_loop().run_in_executor(_ONE_AT_A_TIME, verify)


def new_code() -> str:
    """Return a code for one first sign-in: 12 letters and digits, 59 bits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def code_digest(code: str) -> str:
    """Return what to keep of a code, however it was typed. It is random: a plain digest will do."""
    return sha256("".join(code.upper().replace("-", " ").split()).encode()).hexdigest()


def code_matches(kept: str, code: str) -> bool:
    """Tell whether ``code`` is the one that ``kept`` was made of."""
    return bool(kept) and hmac.compare_digest(kept, code_digest(code))


class Throttle:
    """Counts failures: after ``most`` of them within ``within`` seconds, one has to wait."""

    def __init__(
        self, most: int, within: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._within = within
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}

    def wait(self, key: str) -> float:
        """Return the seconds until ``key`` may try again; 0 if it may now."""
        times = self._failures.get(key)
        if not times:
            return 0.0
        now = self._clock()
        while times and times[0] <= now - self._within:
            times.popleft()
        if not times:
            del self._failures[key]
        return times[0] + self._within - now if len(times) >= self._most else 0.0

    def failed(self, key: str) -> None:
        """Count a failure."""
        if len(self._failures) > 20_000:  # a flood of made-up names must not fill the memory
            for known in list(self._failures):
                self.wait(known)
            self._failures = dict(list(self._failures.items())[-10_000:])
        self._failures.setdefault(key, deque(maxlen=self._most)).append(self._clock())

    def succeeded(self, key: str) -> None:
        """Forget the failures of ``key``."""
        self._failures.pop(key, None)
