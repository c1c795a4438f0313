"""The operator's side of a running hub: asks it what only the operator may ask."""

from __future__ import annotations

import contextlib
import http.cookiejar
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.errors import CoursekitError, EngineFailedError, Where


@dataclass(frozen=True)
class Probe:
    """The probe user of one college, signed in: a browser's cookies, and a token."""

    user: str
    token: str
    cookies: http.cookiejar.CookieJar


class Operator:
    """Asks the hub at ``url``, with the token in the file that the hub made for this."""

    def __init__(self, url: str, token: Path) -> None:
        self.url = url
        self._token = token

    def leave(self, college: str) -> None:
        """Stop and forget the people of a college that left; a hub that doesn't run has none."""
        with contextlib.suppress(urllib.error.URLError, CoursekitError):
            self._ask("POST", f"leave/{college}", http.cookiejar.CookieJar())

    def sign_in(self, college: str) -> Probe:
        """Sign the probe user of a college in. Raises ``EngineFailedError`` in its words."""
        cookies = http.cookiejar.CookieJar()
        try:
            answer = self._ask("POST", f"probe/{college}", cookies)
        except urllib.error.HTTPError as error:
            raise EngineFailedError(_said(error)) from error
        except (urllib.error.URLError, OSError) as error:
            raise EngineFailedError(f"the hub does not answer: {error}") from error
        return Probe(str(answer["user"]), str(answer["token"]), cookies)

    def sign_out(self, college: str) -> None:
        """Stop the probe user's servers, and remove it and its home."""
        try:
            self._ask("DELETE", f"probe/{college}", http.cookiejar.CookieJar())
        except urllib.error.HTTPError as error:
            raise EngineFailedError(_said(error)) from error
        except (urllib.error.URLError, OSError) as error:
            raise EngineFailedError(f"the hub does not answer: {error}") from error

    def _ask(self, method: str, path: str, cookies: http.cookiejar.CookieJar) -> dict[str, Any]:
        try:
            token = self._token.read_text("ascii").strip()
        except OSError as error:
            raise CoursekitError(
                "the hub's operator token cannot be read",
                Where(self._token),
                hint="start the hub with: coursekit hub up, as the same user",
            ) from error
        request = urllib.request.Request(  # noqa: S310 - the hub's own address
            f"{self.url}/hub/operator/{path}",
            data=b"" if method == "POST" else None,
            method=method,
            headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(cookies)
        )
        with opener.open(request, timeout=120) as answer:
            text = answer.read()
        return dict(json.loads(text)) if text else {}


def _said(error: urllib.error.HTTPError) -> str:
    """Return the hub's own words about a refusal."""
    with contextlib.suppress(ValueError, OSError, AttributeError):
        return str(json.loads(error.read())["message"])
    return f"the hub answered {error.code} {error.reason}"
