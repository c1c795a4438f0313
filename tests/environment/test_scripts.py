"""apt.txt, postBuild and start, before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.environment.scripts import apt_problems, script_problems

APT = Path("apt.txt")


def test_comments_blank_lines_versions_and_several_names() -> None:
    text = (
        "# tools\n\ngit\ngraphviz libxml2-dev # two\ntree=2.1.0-1\ng++:amd64\nvim/bookworm\nx=1.*\n"
    )
    assert list(apt_problems(text, APT)) == []


@pytest.mark.parametrize(
    ("line", "word", "hint"),
    [
        ("Git", "Git", "write git"),
        ("tree==2.1", "tree==2.1", "write tree=2.1"),
        ("git; rm -rf /", "git;", "write one name a line: graphviz"),
        ("$(id)", "$(id)", "write one name a line: graphviz"),
    ],
)
def test_no_names(line: str, word: str, hint: str) -> None:
    first = next(apt_problems(f"git\n{line}\n", APT))
    assert first.message == f"this does not name a Debian package: {word}"
    assert str(first.where) == "apt.txt:2"
    assert first.hint == hint


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("postBuild", "#!/bin/bash\necho\n", []),
        ("postBuild", "echo without a first line\n", []),
        ("postBuild", "#!/bin/bash\r\necho\r\n", ["postBuild has the line ends of Windows"]),
        ("start", '#!/bin/bash\nexec "$@"\n', []),
        ("start", '#!/bin/bash\r\nexec "$@"\r\n', ["start has the line ends of Windows"]),
        ("start", 'export A=1\nexec "$@"\n', ["start does not name the program that runs it"]),
        ("start", "#!/bin/bash\nexport A=1\n", ["start does not start the server"]),
    ],
)
def test_scripts(name: str, text: str, said: list[str]) -> None:
    found = [problem.message for problem in script_problems(text, Path(name))]
    assert [message[: len(part)] for message, part in zip(found, said, strict=True)] == said
