"""What students cost on each engine, as it was measured; and what is assumed because nobody has.

The benchmarks are ``tests/benchmarks/students.py`` and ``engines.py``, with the packages of Data 8
on two cores; their numbers are in ``guides/benchmarks.md``, "Students at work" and "Engines of the
hub". Seconds of a core are the seconds until a class of that size was done, times two cores, by
student.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20

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
    hub: int
    """Hub and proxy, and what else runs before any student comes; for 100 colleges."""
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
    hub=231 * MEGABYTE,
    server=31 * MEGABYTE,
    course=273 * MEGABYTE,
    start=17.96 * 2 / 100,
    alone=0.51,
    forks=True,
    nodes=False,
)
"""Forks of a nursery.

``hub``: with 100 colleges and 2,000 known students. ``server``: what it has alone, with 10 at once.
``course``: all memory less what each student has alone; with 30 students 30 x 65 MB + 63 MB - 30 x
58 MB, and with 1 or 100 a little less. ``start``: 100 students done after 17.96 s; with 30 it is
0.33. (Benchmarks.)
"""

DOCKER = Engine(
    name="docker",
    hub=231 * MEGABYTE,
    server=116 * MEGABYTE,
    course=0,
    start=21.26 * 2 / 10,
    alone=3.99,
    forks=False,
    nodes=False,
)
"""A container for each student, with images that are there.

``hub``: with prefork; with Docker and 5 colleges it is 228 MB. ``server``: what it has alone, with
one student; with 10 it is 107 MB. ``start``: 10 students done after 21.26 s. (Benchmarks.)
"""

KUBERNETES = Engine(
    name="kubernetes",
    hub=367 * MEGABYTE,
    server=115 * MEGABYTE,
    course=0,
    start=26.49 * 2 / 10,
    alone=4.36,
    forks=False,
    nodes=True,
)
"""A pod for each student, on nodes that are up, with images there.

``hub``: all pods of the fleet but the students', computed for 100 colleges from 2 and 5.
``server``: what it has alone, with one student; with 10 it is 107 MB. ``start``: 10 students done
after 26.49 s. (Benchmarks.)
"""

ENGINES = (PREFORK, DOCKER, KUBERNETES)
