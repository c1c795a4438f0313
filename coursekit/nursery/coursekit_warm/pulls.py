"""Keeps nbgitpuller from leaving a student stuck, and tells them afterwards what was done.

Nothing of nbgitpuller's (1.3) is made for it, so names in its ``handlers`` are replaced before the
extension is loaded: its puller, and its page, which then leads on by way of ours. All that it does
by itself it goes on doing.
"""

from __future__ import annotations

import contextlib
import errno
import html
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coursekit_warm.copies import Copy, FullError

_NOTES = "coursekit_notes"
"""Where a server keeps, until they are read, the sentences for its student."""
_PAGE = "git-pull/opened"


def install() -> None:
    """Make the server of this process careful; one without nbgitpuller is left alone."""
    try:
        import nbgitpuller
    except ImportError:
        return
    load = nbgitpuller._load_jupyter_server_extension

    def load_carefully(app: Any) -> None:
        # What can't be replaced, in some later nbgitpuller, must not keep links from working.
        with contextlib.suppress(Exception):
            _replace(app)
        load(app)

    nbgitpuller._load_jupyter_server_extension = load_carefully
    nbgitpuller.load_jupyter_server_extension = load_carefully


def _replace(app: Any) -> None:
    from jupyter_server.utils import url_path_join
    from nbgitpuller._compat import get_base_handler

    base = get_base_handler(app)
    from nbgitpuller import handlers, pull

    handlers.GitPuller = _puller(handlers.GitPuller, pull.execute_cmd)
    handlers.UIHandler = _page(handlers.UIHandler)
    settings = app.web_app.settings
    settings[_NOTES] = []
    where = url_path_join(settings["base_url"], _PAGE)
    app.web_app.add_handlers(".*", [(where, _opened(base))])


def _puller(puller: Any, run: Any) -> Any:
    """Return nbgitpuller's class with care taken before, within and after its own steps."""

    class CarefulPuller(puller):  # type: ignore[misc]
        def pull(self) -> Iterator[str]:
            folder = Path(os.path.abspath(self.repo_dir))  # noqa: PTH100 - links stay as they are
            self._copy = Copy(folder, self.git_url, self.branch_name, run)
            yield from self._note(self._copy.make_ready())
            before = ""
            if folder.exists():
                (before,) = self._copy.git("rev-parse", "HEAD")
            try:
                yield from super().pull()
            except OSError as error:
                if error.errno in (errno.ENOSPC, errno.EDQUOT):
                    raise FullError from error
                raise
            if before:
                yield from self._note(self._copy.check_notebooks(self._committed or before))

        _committed = ""

        def update_remotes(self) -> Iterator[str]:
            refspec = f"+refs/heads/{self.branch_name}:{self._copy.upstream}"
            yield from run(["git", "fetch", "origin", refspec], cwd=self.repo_dir)
            self._copy.join_histories()

        def rename_local_untracked(self) -> Iterator[str]:
            yield from self._note(self._copy.make_way())

        def merge(self) -> Iterator[str]:
            (self._committed,) = self._copy.git("rev-parse", "HEAD")
            try:
                yield from super().merge()
            except Exception:
                if not self._copy.unmerged():
                    raise
                self._copy.take_own()
                yield "Kept the student's versions\n"

        def _note(self, sentences: Iterator[str]) -> Iterator[str]:
            for sentence in sentences:
                self.parent.web_app.settings[_NOTES].append(sentence)
                yield f"{sentence}\n"

    return CarefulPuller


def _page(page: Any) -> Any:
    """Return nbgitpuller's page, which goes on to ours; what it shows is not changed."""

    class CarefulPage(page):  # type: ignore[misc]
        _goal = ""

        def get_argument(self, name: str, *default: Any, **more: Any) -> Any:
            value = super().get_argument(name, *default, **more)
            if name == "urlpath":
                self._goal = str(value or super().get_argument("urlPath", "") or self._folder())
                return self._by_way()
            return value

        def _folder(self) -> str:
            """Return what nbgitpuller opens for a link that names no ``urlpath``."""
            ask = super().get_argument
            repo = str(ask("repo", "")).rstrip("/").rpartition("/")[2]
            folder = ask("targetpath", "") or ask("targetPath", "") or repo
            path = "/".join(filter(None, (folder, ask("subpath", "") or ask("subPath", ""))))
            app = ask("app", os.getenv("NBGITPULLER_APP", ""))
            if app.lower() == "lab":
                return f"lab/tree/{path}"
            return f"notebooks/{path}" if path.lower().endswith(".ipynb") else f"tree/{path}"

        def write(self, chunk: Any) -> None:
            if self._goal and isinstance(chunk, str):
                shown, goal = html.escape(self._by_way()), html.escape(self._goal)
                chunk = chunk.replace(f"<strong>{shown}", f"<strong>{goal}")
            super().write(chunk)

        def _by_way(self) -> str:
            return f"{_PAGE}?to={quote(self._goal, safe='')}"

    return CarefulPage


def _opened(base: Any) -> Any:
    """Return the page after a pull: straight on, or first what was done to the student's work."""
    from tornado import web

    class OpenedHandler(base):  # type: ignore[misc]
        @web.authenticated
        def get(self) -> None:
            goal = self.base_url + self.get_argument("to", "tree").lstrip("/")
            notes = list(dict.fromkeys(self.settings[_NOTES]))
            self.settings[_NOTES].clear()
            if notes:
                self.finish(_text(notes, goal, self.base_url))
            else:
                self.redirect(goal)

    return OpenedHandler


def _text(notes: list[str], goal: str, base: str) -> str:
    items = "\n".join(f"<li>{html.escape(note)}</li>" for note in notes)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Your work is safe</title>
<style>
:root {{ --ground: #fbfaf7; --card: #fff; --ink: #1d2329; --line: #dcd9d1; --accent: #17577f; \
--on: #fff; }}
@media (prefers-color-scheme: dark) {{
:root {{ --ground: #14181c; --card: #1c2227; --ink: #e8eaec; --line: #343c44; --accent: #8cc4ea; \
--on: #14181c; }}
}}
body {{ margin: 0; padding: clamp(1rem, 8vh, 5rem) 1.25rem; background: var(--ground); \
color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }}
main {{ box-sizing: border-box; max-width: 40rem; margin: 0 auto; padding: 1.25rem 1.5rem; \
border: 1px solid var(--line); border-radius: 12px; background: var(--card); }}
h1 {{ margin: 0 0 0.75rem; line-height: 1.2; }}
ul {{ padding-left: 1.25rem; }}
li {{ margin: 0.6rem 0; }}
nav {{ display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.25rem; \
margin: 1.25rem 0 0.25rem; }}
.go {{ padding: 0.6rem 1.2rem; border-radius: 8px; background: var(--accent); color: var(--on); \
text-decoration: none; font-weight: 600; }}
a.files {{ color: var(--accent); }}
</style>
</head>
<body>
<main>
<h1>Your work is safe</h1>
<p>Before your notebook could open, something had to be put in order:</p>
<ul>
{items}
</ul>
<nav><a class="go" href="{html.escape(goal)}">Open the notebook</a>
<a class="files" href="{html.escape(base)}tree">See all my files</a></nav>
</main>
</body>
</html>
"""
