"""Certificates are lent to every step of a Dockerfile, however it is written."""

from __future__ import annotations

from coursekit.engines.dockerfile import with_certificates

MOUNT = "RUN --mount=type=secret,id=ca,mode=0444 "


def test_every_step_and_nothing_else() -> None:
    text = (
        "FROM a\n"
        "RUN one \\\n  && RUN=2 \\\n# a remark\n  RUN three\n"
        "run two\n"
        'RUN ["four"]\n'
        "RUN <<END\nRUN is no step here\nFROM neither\nEND\n"
        "from b\n"
        "COPY RUN /\n"
    )
    lines = with_certificates(text).splitlines()
    assert [line for line in lines if line.startswith(MOUNT)] == [
        f"{MOUNT}one \\",
        f"{MOUNT}two",
        f'{MOUNT}["four"]',
        f"{MOUNT}<<END",
    ]
    assert [lines[at - 1] for at, line in enumerate(lines) if line.startswith("ARG")] == [
        "FROM a",
        "from b",
    ]
    assert "RUN is no step here" in lines
    assert "  RUN three" in lines
