"""Real servers of git: smart HTTP with a password, through git's own CGI; and OpenSSH's sshd."""

from __future__ import annotations

import base64
import contextlib
import getpass
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.engines import lack


@dataclass(frozen=True)
class HttpGit:
    """Repositories below ``root``, served at ``url`` to ``ada`` with ``password``."""

    url: str
    root: Path
    password: str


@dataclass(frozen=True)
class SshGit:
    """sshd on ``port``; ``command`` is the ssh that has the right key, ``stranger`` a wrong one."""

    port: int
    command: str
    stranger: str
    account: str


@contextlib.contextmanager
def http_git(root: Path, password: str) -> Iterator[HttpGit]:
    """Serve the repositories below ``root``."""
    expected = f"Basic {base64.b64encode(f'ada:{password}'.encode()).decode()}"

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            if self.headers.get("Authorization") != expected:
                self.send_response(401)
                self.send_header("WWW-Authenticate", "Basic")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            environment = {
                "PATH": os.environ["PATH"],
                "GIT_PROJECT_ROOT": str(root),
                "GIT_HTTP_EXPORT_ALL": "1",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REMOTE_USER": "ada",
                "REMOTE_ADDR": "127.0.0.1",
            }
            done = subprocess.run(
                ["git", "http-backend"], input=body, env=environment, capture_output=True
            )
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
            self.send_response(int(fields.pop("Status", "200").split(" ")[0]))
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield HttpGit(f"http://127.0.0.1:{server.server_port}", root, password)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def ssh_git(folder: Path, port: int) -> Iterator[SshGit]:
    """Run sshd for this account, with keys of its own in ``folder``."""
    sshd = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
    if sshd is None or shutil.which("ssh") is None:
        lack("OpenSSH's sshd is not on this machine (Debian: apt install openssh-server)")
    assert sshd is not None
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    folder.chmod(0o700)
    for name in ("host", "known", "stranger"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make, check=True)
    shutil.copy(folder / "known.pub", folder / "authorized")
    settings = f"""
        ListenAddress 127.0.0.1
        Port {port}
        HostKey {folder}/host
        AuthorizedKeysFile {folder}/authorized
        PidFile {folder}/pid
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin prohibit-password
    """
    (folder / "sshd_config").write_text(settings)
    host = (folder / "host.pub").read_text().split()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host[0]} {host[1]}\n")
    argv = [sshd, "-D", "-e", "-f", str(folder / "sshd_config")]
    with (folder / "log").open("w") as log, subprocess.Popen(argv, stderr=log) as server:
        try:
            _wait_for(port, server)
            ssh = f"ssh -F none -oIdentitiesOnly=yes -oUserKnownHostsFile={folder}/known_hosts -i "
            yield SshGit(port, f"{ssh}{folder}/known", f"{ssh}{folder}/stranger", getpass.getuser())
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "sshd ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("sshd does not listen")
