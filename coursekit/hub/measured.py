"""What students cost on each engine, as it was measured; and what is assumed because nobody has.

The benchmarks are ``tests/benchmarks/students.py`` with the packages of Data 8 on two cores; their
numbers are in ``guides/benchmarks.md``, "Students at work". Seconds of a core are the seconds until
a class of that size was done, times two cores, by student.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20

HUB = 234 * MEGABYTE
"""Bytes of hub and proxy with 100 colleges and 2,000 known students (PSS; benchmarks).

Measured with prefork. That it takes as much in a container is assumed: it is the same program.
"""

IMPORTS = 1.9
"""Seconds of a core for a cold kernel and the course's imports.

Benchmarks, SimpleLocalProcessSpawner, one student: first cell after 5.54 s, API after 3.65 s.
"""

LEAST_FREE = 768 * MEGABYTE
FREE = 0.1
"""A machine's memory for its system, Docker or kubelet, and what nobody foresaw: assumed.

A tenth of it, and at least what "about 1 GB" of system, hub and proxy on the smallest machine
(guides/many-colleges.md) leaves for the system.
"""

PODS = 100
"""Students on a node: Kubernetes is made for 110 pods a node, some of which are its own.

https://kubernetes.io/docs/setup/best-practices/cluster-large/
"""


@dataclass(frozen=True)
class Engine:
    """What one engine takes: bytes, and seconds of a core."""

    name: str
    server: int
    """A student's notebook server, before its kernel."""
    course: int
    """What the students of a course share, on each machine."""
    start: float
    """From a click to the first cell with the course's imports, among many at once."""
    alone: float
    """Seconds of the same for one student when nobody else starts."""
    forks: bool
    """Whether a kernel shares what all kernels have in common."""
    nodes: bool
    """Whether the students of one hub can be on several machines."""


PREFORK = Engine(
    name="prefork",
    server=31 * MEGABYTE,
    course=288 * MEGABYTE,
    start=25.23 * 2 / 100,
    alone=0.70,
    forks=True,
    nodes=False,
)
"""Forks of a nursery.

``server``: 31 MB private, measured with 20 at once. ``course``: all memory less what each student
has alone; with 30 students 30 x 65 MB + 78 MB - 30 x 58 MB, and with 1 or 100 a little less.
``start``: 100 students done after 25.23 s; with 30 it is 0.49. ``alone``: 0.70 s. (Benchmarks.)
"""

DOCKER = Engine(
    name="docker",
    server=133 * MEGABYTE,
    course=0,
    start=57 * 2 / 20 + IMPORTS,
    alone=4.3 + IMPORTS,
    forks=False,
    nodes=False,
)
"""A container for each student: JupyterHub's DockerSpawner with an image that is there.

117 to 133 MB a server; 20 at once answered after 57 s, and one after 4.3 s, each before its kernel
(measured once on two cores, with JupyterHub 6.1.1 and dockerspawner 14.0.0).
"""

KUBERNETES = Engine(
    name="kubernetes",
    server=111 * MEGABYTE,
    course=0,
    start=75 * 2 / 20 + IMPORTS,
    alone=5.7 + IMPORTS,
    forks=False,
    nodes=True,
)
"""A pod for each student: Zero to JupyterHub's chart on nodes that are up, with images there.

111 MB a server before its kernel; 20 at once on a node of two cores reachable after 75 s, and one
after 5.7 s (measured once, with chart 4.4.0 and the patience that this needs).
"""

ENGINES = (PREFORK, DOCKER, KUBERNETES)
