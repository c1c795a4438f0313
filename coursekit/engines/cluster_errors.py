"""What kubectl and helm say went wrong, in plain words."""

from __future__ import annotations

from coursekit.errors import EngineFailedError

_TELLING: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("context was not found", "does not exist", "no context exists"),
        "the kubeconfig has no context {context}",
        "kubectl config get-contexts lists them; write one in hub.kubernetes.context",
    ),
    (
        ("another operation (install/upgrade/rollback) is in progress",),
        "an upgrade of this hub is half done, by another run or by one that was cut off",
        "wait for it to end; if nobody is at work: coursekit hub up --recover",
    ),
    (
        ("not ready", "timed out waiting"),
        "it was not ready in time",
        "give it more minutes: coursekit hub up --patience 20",
    ),
    (
        ("exceeded quota",),
        "the quota of the namespace does not allow it",
        "ask whoever runs the cluster for more, or lower hub.kubernetes.students",
    ),
    (
        ("x509", "certificate"),
        "the certificate of the cluster {context} is not trusted",
        "the kubeconfig has to hold the cluster's CA",
    ),
    (
        ("unauthorized", "must be logged in", "credentials"),
        "the cluster {context} does not know this account",
        "sign in to it anew, as its documentation says",
    ),
    (
        ("forbidden",),
        "the cluster {context} does not allow this account to do it",
        "ask whoever runs the cluster for the right to",
    ),
    (
        (
            "connection refused",
            "was refused",
            "unable to connect",
            "no such host",
            "i/o timeout",
            "tls handshake timeout",
            "no route to host",
            "context deadline exceeded",
            "cluster unreachable",
        ),
        "the cluster {context} does not answer",
        "is it up, and is there a way to it from here (VPN)?",
    ),
)


def explained(what: str, said: str, context: str) -> EngineFailedError:
    """Return the error for ``said``, what a client printed when ``what`` failed."""
    low = said.lower()
    details = "\n".join(line for line in said.strip().splitlines() if "memcache" not in line)
    details = "\n".join(details.splitlines()[-6:])
    for words, message, hint in _TELLING:
        if any(word in low for word in words):
            told = message.format(context=context)
            return EngineFailedError(told, details=details, hint=hint, output=said)
    return EngineFailedError(f"{what} failed", details=details, output=said)
