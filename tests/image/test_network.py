"""A build without a network, and behind a proxy whose CA nobody knows: what it says, and the cure.

The proxy is an index of packages of our own, on this machine, whose certificate has our own CA.
"""

from __future__ import annotations

import hashlib
import http.server
import ssl
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import coursekit
from tests.engines import need
from tests.image.test_routes import build, inside, small

pytestmark = pytest.mark.xdist_group("docker")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(docker: str) -> str:
    """This machine, as containers and this machine itself reach it."""
    form = "{{(index .IPAM.Config 0).Gateway}}"
    argv = [docker, "network", "inspect", "bridge", "--format", form]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return done.stdout.strip() or "172.17.0.1"


@pytest.fixture
def index(tmp_path: Path, address: str) -> Iterator[tuple[str, Path]]:
    """An index over HTTPS: its address, and the file with its CA's certificate."""
    need("openssl")
    place = tmp_path / "index"
    _write_package(place)
    pem, ca = _certificate(tmp_path / "tls", address)
    server = http.server.ThreadingHTTPServer((address, 0), partial(_Quiet, directory=str(place)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://{address}:{server.server_port}/simple", ca
    server.shutdown()
    server.server_close()
    thread.join()


def _write_package(place: Path) -> None:
    """Write an index that has one package: greeting 1.0."""
    folder = place / "simple" / "greeting"
    folder.mkdir(parents=True)
    wheel = folder / "greeting-1.0-py3-none-any.whl"
    info = "greeting-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("greeting.py", "WORD = 'hello'\n")
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    value = hashlib.sha256(wheel.read_bytes()).hexdigest()
    link = f'<a href="{wheel.name}#sha256={value}">{wheel.name}</a>'
    (folder / "index.html").write_text(f"<!DOCTYPE html><html><body>{link}</body></html>")


def _certificate(place: Path, address: str) -> tuple[Path, Path]:
    """Make a CA and a certificate of its for ``address``; return the key with it, and the CA."""
    place.mkdir()

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=place, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl("req", "-x509", *key, "-subj", "/CN=a campus", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", *key, "-subj", "/CN=proxy", "-keyout", "own.key", "-out", "own.csr")
    (place / "names").write_text(f"subjectAltName=IP:{address}\n")
    words = ["-in", "own.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
    openssl("x509", "-req", *words, "-extfile", "names", "-days", "2", "-out", "own.pem")
    both = place / "both.pem"
    both.write_text((place / "own.key").read_text() + (place / "own.pem").read_text())
    return both, place / "ca.pem"


def test_a_ca_that_nobody_knows(tmp_path: Path, debian: str, index: tuple[str, Path]) -> None:
    url, ca = index
    course = small(tmp_path / "course", "campus")
    (course / "requirements.txt").write_text(f"--extra-index-url {url}\nnumpy>=2\ngreeting==1.0\n")
    untrusted = coursekit("lock", course, "-q")
    assert untrusted.code == 2
    assert "its certificate is not trusted here" in untrusted.err
    assert f"in: {course / 'requirements.txt'}" in untrusted.err
    assert "in SSL_CERT_FILE, then run it again" in untrusted.err

    known = tmp_path / "known.pem"
    system = ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    known.write_text(Path(system).read_text() + ca.read_text())
    trusting = {"SSL_CERT_FILE": str(known)}
    locked = coursekit("lock", course, "-q", env=trusting)
    assert locked.code == 0, locked.err
    assert "greeting==1.0 " in (course / "requirements.lock").read_text()

    untrusted = build(course, debian)
    assert untrusted.code == 1
    assert "does not trust the package index's certificate" in untrusted.err
    assert "in SSL_CERT_FILE, then run it again" in untrusted.err
    ran = build(course, debian, "--json", env=trusting)
    assert ran.code == 0, ran.err
    image = ran.json["results"][0]["image"]
    assert inside(image, "python -c 'import greeting; print(greeting.WORD)'") == ["hello"]
    assert "PRIVATE" not in inside(image, "cat /run/secrets/* 2>/dev/null; echo none")


def test_no_network_in_the_build(tmp_path: Path, debian: str, free_port: int) -> None:
    """The index refuses every connection."""
    course = small(tmp_path / "course", "cut-off")
    (course / "requirements.txt").write_text("numpy>=2\nsix\nhumanize==4.12.0\n")
    locked = coursekit("lock", course, "-q")
    assert locked.code == 0, locked.err
    dead = {"UV_INDEX_URL": f"http://127.0.0.1:{free_port}/simple", "UV_HTTP_RETRIES": "0"}
    ran = build(course, debian, env=dead)
    assert ran.code == 1
    assert "error: the build could not reach 127.0.0.1" in ran.err
    assert "check this machine's network" in ran.err
