"""Secrets are found in the layers of a saved image, in the history, and nowhere else."""

from __future__ import annotations

import io
import json
import tarfile

import pytest

from coursekit.errors import EngineFailedError
from coursekit.pipeline.image_layers import in_history, named, secrets

KEY = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\n"
TOKEN = "ghp_" + "a1B2" * 9


def tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def saved(*layers: dict[str, bytes], style: str = "{}/layer.tar") -> io.BytesIO:
    names = [style.format(f"{number:064x}") for number in range(len(layers))]
    manifest = json.dumps([{"Config": "c.json", "Layers": names}]).encode()
    parts = {name: tar(layer) for name, layer in zip(names, layers, strict=True)}
    return io.BytesIO(tar({**parts, "blobs/sha256/c": b"{}", "manifest.json": manifest}))


@pytest.mark.parametrize("style", ["{}/layer.tar", "blobs/sha256/{}"])
def test_a_file_that_a_later_layer_hides(style: str) -> None:
    layers = {"home/jovyan/.netrc": b"machine x"}, {"home/jovyan/.wh..netrc": b""}
    found = secrets(saved(*layers, style=style))
    assert [problem.message for problem in found] == [
        "the image holds a file of secrets: /home/jovyan/.netrc, in layer 1 of 2"
    ]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("./home/jovyan/notes.txt", KEY, "a private key"),
        ("srv/settings.py", f"x = '{TOKEN}'", "a token of GitHub"),
        ("etc/pip.conf", "index-url = https://me:hunter22@example.org/simple", "a password"),
        ("srv/course/lib/x.dist-info/direct_url.json", "https://me:hunter22@example.org", "a pass"),
    ],
)
def test_kinds(name: str, content: str, expected: str) -> None:
    (problem,) = secrets(saved({name: content.encode()}))
    assert problem.message.startswith(f"the image holds {expected}")


def test_keys_for_show_in_packages_are_no_secrets() -> None:
    show = {"usr/share/doc/x": KEY.encode(), "srv/course/lib/python3.11/x.py": TOKEN.encode()}
    assert not secrets(saved({**show, "home/jovyan/fine.txt": b"https://example.org/@me"}))


def test_a_broken_off_save() -> None:
    whole = saved({"a": b"x" * 5000}).getvalue()
    with pytest.raises(EngineFailedError):
        secrets(io.BytesIO(whole[:2000]))


def test_history() -> None:
    history = "RUN pip install x\nENV API_TOKEN=abc\n|1 PASSWORD=hunter2 /bin/sh -c make\nARG TOKEN"
    said = [problem.message for problem in in_history(history)]
    assert said == [
        "the image's history shows the value of API_TOKEN",
        "the image's history shows the value of PASSWORD",
    ]


def test_plain_text_is_no_secret() -> None:
    assert not named(b"https://example.org:8080/path@2 user:pass BEGIN CERTIFICATE")
