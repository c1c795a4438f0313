"""Runs Sphinx for a Jupyter Book 1 in a process of its own: ``python -m`` this, SOURCES and WORK.

For a book that runs notebooks, TOP and ENVIRONMENT come behind: the folder of all that its pages
may read, and the name of what runs them.

``jupyter-book build`` gives warnings as text only, and updates a book without looking at what other
pages show of a changed one. This builds with the same configuration, prints what Sphinx found as
JSON on standard output, and says on standard error which page it is at.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sys
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coursekit.engines.jupyter_book_cells import Inputs, changed

_FOUND = re.compile(
    r"^(?:(?P<file>/[^\n]+?):(?:(?P<line>\d+):)? |(?P<doc>[^\s:]+):(?P<docline>\d+): )?"
    r"(?P<level>WARNING|ERROR|CRITICAL|SEVERE): (?P<what>.*?)(?: \[(?P<kind>[\w.-]+)\])?$",
    re.DOTALL,
)
_NO_LEXER = "[myst-nb.lexer]"
"""MyST-NB says so of each cell that it does not run: it does not know the language to color."""
_REDIRECT = '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={page}.html">\n'


class _Found(io.StringIO):
    """Takes what Sphinx writes as warnings, one call for each."""

    def __init__(self, sources: Path) -> None:
        super().__init__()
        self.sources = sources
        self.all: list[dict[str, Any]] = []

    def write(self, text: str) -> int:
        match = _FOUND.match(re.sub(r"\x1b\[[0-9;]*m", "", text).strip())
        if match and _NO_LEXER not in match[0]:
            line = match["line"] or match["docline"] or 0
            self.all.append(
                {
                    "file": self._inside(match["file"] or match["doc"] or ""),
                    "line": int(line),
                    "level": match["level"],
                    "kind": match["kind"] or "",
                    "what": match["what"].strip(),
                }
            )
        return len(text)

    def _inside(self, file: str) -> str:
        path = Path(file)
        return (
            path.relative_to(self.sources).as_posix()
            if file and path.is_relative_to(self.sources)
            else file
        )


def main() -> int:
    """Build what is in the folder of the first argument in that of the second one."""
    sources, work = (Path(word).resolve() for word in sys.argv[1:3])
    found = _Found(sources)
    before = _read(work / "seen.json")
    inputs = Inputs(Path(sys.argv[3]).resolve(), sys.argv[4]) if len(sys.argv) > 3 else None
    after = _build(sources, work, found, before, inputs)
    (work / "seen.json").write_text(json.dumps(after | {"found": found.all}), "utf-8")
    sys.stdout.write(f"\x1e{json.dumps(found.all)}")
    return 0


def _build(
    sources: Path, work: Path, found: _Found, before: dict[str, Any], inputs: Inputs | None
) -> dict[str, Any]:
    # jsonschema tries this for a format that no book has, and importing it takes seconds: it
    # makes a parser of a grammar.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.console import nocolor
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    nocolor()
    config, _ = get_final_config(
        user_yaml=sources / "_config.yml",
        cli_config={
            "external_toc_path": str(sources / "_toc.yml"),
            "latex_individualpages": False,
            "show_warning_types": True,
        },
        sourcedir=sources,
    )
    if config.get("nb_execution_mode") == "off":
        _leave_out_cache()
    elif config.get("nb_execution_mode") == "cache" and inputs:
        inputs.guard_cache()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            srcdir=sources,
            confdir=None,
            outdir=work / "html",
            doctreedir=work / "doctrees",
            buildername="html",
            confoverrides=config,
            status=None,
            warning=found,
        )
        if app.config["use_multitoc_numbering"] and _numbered(app):
            app.setup_extension("sphinx_multitoc_numbering")
        # Sphinx warns when it reads a page: one that was wrong before is read again.
        wrong = {str(Path(entry["file"]).with_suffix("")) for entry in before.get("found", ())}
        seen: dict[str, Any] = {}

        def outdated(_: Sphinx, env: Any, *_rest: Any) -> list[str]:
            pages = {page: Path(env.doc2path(page)) for page in env.found_docs} if inputs else {}
            seen["inputs"] = inputs.of_pages(pages) if inputs else {}
            again = {*changed(seen["inputs"], before.get("inputs", {}))}
            return sorted((wrong | again) & env.found_docs)

        app.connect("env-get-outdated", outdated)

        def updated(_: Sphinx, env: Any) -> Iterable[str]:
            seen.update(digest=_seen(env), pages=sorted(env.found_docs))
            return env.found_docs if seen["digest"] != before.get("digest") else ()

        app.connect("env-updated", updated)
        _tell_pages(app)
        app.build()
        for page in {*before.get("pages", ())} - {*seen["pages"]}:
            (work / "html" / f"{page}.html").unlink(missing_ok=True)
            for source in (work / "html" / "_sources").glob(f"{page}.*"):
                source.unlink()
        index = work / "html" / "index.html"
        if "index" not in app.env.found_docs:
            index.write_text(_REDIRECT.format(page=app.config.root_doc), "utf-8")
        return seen


class _LeftOut:
    def __init__(self, *_: object, **__: object) -> None:
        raise RuntimeError("jupyter-cache was left out: this book runs no notebook")


def _leave_out_cache() -> None:
    """Keep MyST-NB from importing jupyter-cache and its database for a book that runs no notebook.

    It does so at start, whatever the book needs; that is a seventh of the time for one page.
    """
    used = {
        "jupyter_cache": "get_cache",
        "jupyter_cache.base": "CacheBundleIn",
        "jupyter_cache.cache.db": "NbProjectRecord",
        "jupyter_cache.executors.utils": "single_nb_execution",
    }
    for name, part in used.items():
        module = types.ModuleType(name)
        setattr(module, part, _LeftOut)
        sys.modules.setdefault(name, module)


def _numbered(app: Any) -> bool:
    return "numbered: true" in json.dumps(app.config.external_site_map.as_json()).replace('"', "")


def _seen(env: Any) -> str:
    """Return the digest of what pages show of other pages: their order, titles, and anchors."""
    standard = env.get_domain("std")
    parts = {
        "titles": {doc: title.astext() for doc, title in env.titles.items()},
        "order": {doc: list(inner) for doc, inner in env.toctree_includes.items()},
        "labels": [standard.labels, standard.anonlabels],
        "anchors": {doc: data.get("myst_slugs") for doc, data in env.metadata.items()},
        "numbers": [env.toc_secnumbers, env.toc_fignumbers],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _tell_pages(app: Any) -> None:
    """Say on standard error which page is read or written."""

    def tell(verb: str, page: str) -> None:
        sys.stderr.write(f"{verb} {page}\n")
        sys.stderr.flush()

    app.connect("source-read", lambda _, page, __: tell("reading", page))
    app.connect("html-page-context", lambda _, page, *__: tell("writing", page))


def _read(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


if __name__ == "__main__":
    sys.exit(main())
