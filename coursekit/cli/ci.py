"""``coursekit ci``: writes the files that release a course on every push."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.session import Session, command, dry_run_option, path_argument


@command("ci")
@path_argument
@dry_run_option
@click.option("--host", type=click.Choice(["github", "gitlab"]), help="Only this host's file.")
@click.option("--branch", default="main", show_default=True, help="Its pushes are released.")
@click.option("--image", default="", help="Build the course's image too, and push it there.")
def ci(
    session: Session, path: Path, *, dry_run: bool, host: str | None, branch: str, image: str
) -> None:
    """Write workflow files that check, assign and release the course in PATH on every push.

    Proposals are checked and shown; pushes to the branch are released.
    """
    from coursekit.pipeline.ci import workflows
    from coursekit.spec import load
    from coursekit.state import State, cannot_write

    project = load(path)
    for place, text in workflows(project, host=host, branch=branch, image=image).items():
        same = place.is_file() and place.read_text("utf-8") == text
        session.results.append({"file": str(place), "changed": not same})
        done = "up to date" if same else "would be written" if dry_run else "written"
        session.show(f"{place}: {done}")
        if dry_run or same:
            continue
        try:
            State(project.root).ensure()
            State(project.root).write(place, text)
        except OSError as error:
            raise cannot_write(place, error) from error
