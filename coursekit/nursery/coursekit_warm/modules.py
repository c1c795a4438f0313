"""What each kind of child imports by itself: ready before the first one is asked for."""

from __future__ import annotations

OWN_MODULES = {
    "job": (
        "coursekit_warm.jobs.assign",
        "coursekit_warm.jobs.grade",
        "coursekit_warm.jobs.prove",
        "nbclient",
        "nbconvert.preprocessors",
        "otter.api",
        "otter.assign",
        "otter.run.run_autograder",
    ),
    "kernel": (
        "ipykernel.datapub",
        "ipykernel.kernelapp",
        "ipykernel.zmqshell",
        "jupyter_client.blocking",
        "matplotlib_inline.config",
        "otter",
        "otter.check.notebook",
    ),
    "server": (
        "jupyter_server.serverapp",
        "jupyter_server_terminals.app",
        "jupyterhub.singleuser",
        "jupyterhub.singleuser.extension",
        "jupyterlab.labapp",
        "jupyterlab.extensions.manager",
        "jupyterlab_server.handlers",
        "jupytext.contentsmanager",
        "nbgitpuller.handlers",
        "notebook.app",
        "notebook_shim.nbserver",
        "tornado.curl_httpclient",
    ),
}
"""What each kind of child imports by itself; none of it changes how a notebook behaves."""
