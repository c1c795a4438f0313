"""How the hub's proxy speaks https: traefik fetches and renews the certificate itself, by ACME.

The authority calls back at port 443 of the hub's name (the challenge TLS-ALPN-01, RFC 8737).
Settings: https://doc.traefik.io/traefik/https/acme/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from coursekit.hub.site import Site

STORE = "certificates.json"
"""Name of the file with the certificate and its key, which only the hub's account can read."""
_RESOLVER = "acme"


def https_settings(now: Site, place: Path) -> dict[str, Any]:
    """Return what traefik has to know to speak https, as its static configuration has it.

    Who asks for http at port 80 is led to https, if that is at its usual port.
    """
    at = urlsplit(now.url)
    names = [at.hostname, *(college.host for college in now.colleges if college.host)]
    port = at.port or 443
    acme: dict[str, Any] = {
        "storage": str(place / STORE),
        "tlsChallenge": {},
        **({"email": now.acme.email} if now.acme.email else {}),
        **({"caServer": now.acme.directory} if now.acme.directory else {}),
        **({"caCertificates": [now.acme.ca]} if now.acme.ca else {}),
    }
    domains = {"main": names[0], "sans": names[1:]}
    entry_points: dict[str, Any] = {
        "https": {
            "address": f":{port}",
            "http": {"tls": {"certResolver": _RESOLVER, "domains": [domains]}},
        }
    }
    if port == 443:
        to = {"to": "https", "scheme": "https"}
        entry_points["plain"] = {
            "address": ":80",
            "http": {"redirections": {"entryPoint": to}},
        }
    return {
        "certificatesResolvers": {_RESOLVER: {"acme": acme}},
        "entryPoints": entry_points,
    }
