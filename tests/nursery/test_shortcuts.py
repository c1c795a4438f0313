"""A server that takes the shortcuts is the one that it would have been."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from coursekit import nursery

SERVER = """\
import json, logging, sys

from coursekit_warm import shortcuts
from jupyter_server.serverapp import ServerApp
from traitlets.config import Application

parsers = []
make = Application._create_loader
Application._create_loader = lambda self, *words, **more: (
    parsers.append(type(self).__name__) or make(self, *words, **more)
)
if sys.argv[1] == "ours":
    shortcuts.remember_events()
    shortcuts.install()
app = ServerApp()
app.initialize(
    ["--allow-root", "--port=0", "--IdentityProvider.token=x", "--LabApp.workspaces_dir=/w",
     "--MappingKernelManager.cull_idle_timeout=600"],
    new_httpserver=False,
)


def settings(one):
    found = {name: repr(getattr(one, name, None)) for name in one.traits(config=True)}
    return {name: value for name, value in found.items() if " at 0x" not in value}


extensions = app.extension_manager.extension_apps
kernels = app.kernel_manager
told = {
    "parsers": parsers,
    "debug": app.log.isEnabledFor(logging.DEBUG),
    "settings": {
        "app": settings(app),
        "kernels": settings(kernels),
        "contents": settings(app.contents_manager),
        **{name: [settings(one) for one in found] for name, found in extensions.items()},
    },
    "addresses": [rule.matcher.regex.pattern for rule in app.web_app.wildcard_router.rules],
    "events": sorted(app.event_logger.schemas.schema_ids),
}
print(json.dumps(told))
"""


def told_by(whose: str, environment: Path, place: Path) -> dict[str, Any]:
    own = {"HOME": str(place), "PYTHONPATH": str(Path(nursery.__file__).parent)}
    done = subprocess.run(
        [environment / "bin" / "python", "-c", SERVER, whose],
        env={**os.environ, **own, "JUPYTER_CONFIG_DIR": str(place)},
        cwd=place,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_a_server_has_the_settings_addresses_and_events_that_it_would_have(
    built_tiny: Path, tmp_path: Path
) -> None:
    """Those that a file makes, those of the command line, and those that nobody made."""
    (environment,) = (built_tiny / ".coursekit" / "environments").iterdir()
    (tmp_path / "jupyter_server_config.json").write_text(
        json.dumps(
            {
                "ContentsManager": {"hide_globs": ["nothing*"]},
                "JupyterNotebookApp": {"custom_css": False},
                "ServerApp": {"iopub_data_rate_limit": 77},
            }
        )
    )
    theirs, ours = (told_by(whose, environment, tmp_path) for whose in ("Jupyter's", "ours"))
    assert ours["settings"] == theirs["settings"]
    assert ours["addresses"] == theirs["addresses"]
    assert ours["events"] == theirs["events"]
    made = ours["settings"]
    assert made["kernels"]["cull_idle_timeout"] == "600"
    assert made["contents"]["hide_globs"] == "['nothing*']"
    assert made["app"]["iopub_data_rate_limit"] == "77.0"
    assert ours["parsers"] == ["ServerApp"]
    assert len(theirs["parsers"]) > 3
    assert (theirs["debug"], ours["debug"]) == (True, False)
