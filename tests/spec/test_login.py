"""How colleges sign in: defaults, where secrets are, who may be let in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML

from coursekit.errors import CoursekitError
from coursekit.spec import Fleet, Login
from coursekit.spec.login import NEEDED, SecretFrom, callback_address
from coursekit.spec.secret import read_secret
from tests.conftest import CASES, TOP, coursekit

LOGIN: TypeAdapter[Login] = TypeAdapter(Login)
CLIENT = {"client_id": "abc", "secret": {"file": "google.secret"}}


def fleet(north: dict[str, object], default: dict[str, object] | None = None) -> Fleet:
    data = {
        "fleet": "islands",
        "courses": {"a": {"path": "a"}},
        "colleges": {"north": {"name": "North", **north}},
    }
    return Fleet.model_validate(data | ({"defaults": {"login": default}} if default else {}))


def test_without_a_login_it_is_a_trial() -> None:
    assert fleet({}).login_of("north").kind == "trial"


def test_a_login_in_defaults_serves_every_college() -> None:
    login = fleet({}, {"kind": "roster"}).login_of("north")
    assert login.kind == "roster"


def test_a_college_completes_the_default_of_its_kind() -> None:
    own = {"login": {"kind": "google", "client_id": "own"}}
    login = fleet(own, {"kind": "google", **CLIENT}).login_of("north")
    assert login.model_dump()["client_id"] == "own"
    assert login.model_dump()["secret"]["file"] == "google.secret"


def test_a_default_of_another_kind_does_not_mix_in() -> None:
    login = fleet({"login": {"kind": "github"}}, {"kind": "google", **CLIENT}).login_of("north")
    assert login.model_dump()["client_id"] == ""


@pytest.mark.parametrize("kind", NEEDED)
def test_needed_keys_are_keys(kind: str) -> None:
    assert set(NEEDED[kind]) <= set(LOGIN.validate_python({"kind": kind}).model_dump())


@pytest.mark.parametrize("kind", ["trial", "roster", *NEEDED])
def test_a_login_survives_the_way_to_the_hub(kind: str) -> None:
    values = {"issuer": "https://a.edu", "authorize_url": "https://a", "jwks_url": "https://b"}
    values |= {"client_id": "abc", "secret": {"file": "/a"}, "idp": "https://c"}  # type: ignore[dict-item]
    login = LOGIN.validate_python(
        {"kind": kind, **{key: values[key] for key in NEEDED.get(kind, ())}}
    )
    assert LOGIN.validate_json(LOGIN.dump_json(login)) == login


@pytest.mark.parametrize("secret", ["text", 12, {}, {"file": "a", "env": "B"}, {"path": "a"}])
def test_a_secret_is_one_reference(secret: object) -> None:
    with pytest.raises(ValidationError):
        LOGIN.validate_python({"kind": "google", "secret": secret})


@pytest.mark.parametrize(
    ("issuer", "fine"),
    [
        ("https://id.north.edu", True),
        ("http://127.0.0.1:9000/a", True),
        ("http://localhost:9000", True),
        ("http://id.north.edu", False),
        ("https://", False),
        ("ftp://id.north.edu", False),
        ("id.north.edu", False),
    ],
)
def test_secrets_go_to_https_only(issuer: str, fine: bool) -> None:
    try:
        LOGIN.validate_python({"kind": "oidc", "issuer": issuer})
    except ValidationError:
        assert not fine
    else:
        assert fine


def test_a_secret_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "google.secret"
    file.write_text("open sesame\n")
    file.chmod(0o600)
    secret = read_secret(SecretFrom(file="google.secret"), tmp_path)
    assert secret.get_secret_value() == "open sesame"
    assert "sesame" not in f"{secret} {secret!r}"


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [
        (None, 0o600, "there is no such file"),
        (b"", 0o600, "is empty"),
        (b" \n", 0o600, "is empty"),
        (b"\xff\xfe", 0o600, "cannot be read"),
        (b"sesame", 0o644, "others on this machine can read"),
        (b"sesame", 0o640, "others on this machine can read"),
    ],
)
def test_a_file_that_holds_no_secret(
    tmp_path: Path, content: bytes | None, mode: int, says: str
) -> None:
    file = tmp_path / "google.secret"
    if content is not None:
        file.write_bytes(content)
        file.chmod(mode)
    with pytest.raises(CoursekitError) as raised:
        read_secret(SecretFrom(file="google.secret"), tmp_path)
    assert says in str(raised.value)
    assert "sesame" not in str(raised.value)
    assert raised.value.problems[0].hint


def test_a_secret_from_a_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = SecretFrom(env="NORTH_SECRET")
    monkeypatch.setenv("NORTH_SECRET", "open sesame")
    assert read_secret(place, tmp_path).get_secret_value() == "open sesame"
    monkeypatch.delenv("NORTH_SECRET")
    with pytest.raises(CoursekitError, match="NORTH_SECRET is not set"):
        read_secret(place, tmp_path)


def test_callback_addresses() -> None:
    hub = "https://hub.north.edu"
    assert callback_address(hub, "de-anza", "oidc") == f"{hub}/hub/de-anza/oauth_callback"
    assert callback_address(hub, "a", "lti13") == f"{hub}/hub/a/lti13/oauth_callback"


def test_check_says_what_the_provider_has_to_know(tmp_path: Path) -> None:
    shutil.copytree(CASES / "good" / "tiny", tmp_path, dirs_exist_ok=True)
    file = tmp_path / "fleet.yml"
    login = "login: {kind: google, client_id: abc, secret: {env: NORTH_SECRET}}"
    text = file.read_text().replace("name: North College,", f"name: North College, {login},")
    file.write_text(text)
    ran = coursekit("check", tmp_path, env={"NORTH_SECRET": "not-a-real-secret"})
    assert ran.code == 0, ran.err
    assert "http://127.0.0.1:8000/hub/north/oauth_callback" in ran.out + ran.err
    assert "south-bay:" not in ran.out + ran.err


def test_what_the_guide_shows_is_good() -> None:
    guide = (TOP / "guides" / "sign-in.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    shown = YAML(typ="safe").load(example)
    fleet = Fleet.model_validate({"fleet": "a", "courses": {"b": {"path": "."}}, **shown})
    kinds = {college: fleet.login_of(college).kind for college in fleet.colleges}
    assert kinds == {"foothill": "google", "de-anza": "roster", "north": "google"}
    assert re.findall(r"^\| `(\w+)`", guide, re.MULTILINE)[1:] == ["trial", "roster", *NEEDED]
