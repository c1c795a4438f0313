"""What a student tries against another one, the hub and the nursery: code for their notebook.

Each attempt prints one line; ``wanted`` is what it must be. ``{...}`` are places of the victim,
filled in by the test.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

BEFORE = """
import ctypes, json, os, signal, socket, struct, subprocess, urllib.error, urllib.request

def attempt(act):
    try:
        print(f"got {{act()!r}}"[:300])
    except urllib.error.HTTPError as error:
        print(f"HTTP {{error.code}}")
    except OSError as error:
        print(type(error).__name__)

def reading(path):
    return lambda: open(path, "rb").read(40)

def asking(method, url, body=None, headers=None):
    def ask():
        token = os.environ["JUPYTERHUB_API_TOKEN"]
        request = urllib.request.Request(url, method=method, data=body)
        for name, value in (headers or {{"Authorization": "token " + token}}).items():
            request.add_header(name, value)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
        with opener.open(request, timeout=20) as answer:
            return answer.status
    return ask

def nursery(*questions):
    def ask():
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(20)
            door.connect(os.environ["COURSEKIT_NURSERY"])
            for question in questions:
                door.sendall(json.dumps(question).encode() + b"\\n")
                answer = json.loads(door.recv(65536).splitlines()[0])
        return answer.get("error", answer)
    return ask

def shell(command):
    def run():
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=30)
        return f"exit {{min(done.returncode, 1)}}"
    return run
"""

GONE = "FileNotFoundError"
FORBIDDEN = "PermissionError"
NOBODY = "ProcessLookupError"
REFUSED = "HTTP 403"
MISSING = "HTTP 404"


MEANINGS = {
    "FileNotFoundError": "not there",
    "PermissionError": "refused by the system",
    "OSError": "refused by the system",
    "ProcessLookupError": "not there",
    "-1 No such process": "not there",
    "URLError": "not reached",
    "got None": "takes it in the container's own network, where nobody asks for it",
    "HTTP 405": "refused by the hub (405)",
    "got 200": "works",
    "HTTP 403": "refused by the hub (403)",
    "HTTP 404": "not there (404)",
    "-1 Operation not permitted": "refused by the system",
    "got 'exit 1'": "refused by the system",
    "got [['de-anza'], ['mallory']]": "their own only",
    "got False": "their own only",
}
"""How the guide puts it."""


def meaning(told: str) -> str:
    """Return in words what an attempt printed."""
    return "refused by the nursery" if "unknown question" in told else MEANINGS.get(told, told)


@dataclass(frozen=True)
class Attempt:
    """Something that must not work."""

    about: str
    title: str
    code: str
    wanted: str


def _read(about: str, title: str, path: str, wanted: str = GONE) -> Attempt:
    return Attempt(about, title, f"attempt(reading({path!r}))", wanted)


def _api(title: str, method: str, path: str, wanted: str, body: str = "None") -> Attempt:
    code = f"attempt(asking({method!r}, {path!r}, {body}))"
    return Attempt("The hub's API, with one's own token", title, code, wanted)


def _nursery(title: str, question: str, wanted: str) -> Attempt:
    return Attempt("The nursery's socket", title, f"attempt(nursery({question}))", wanted)


ATTEMPTS = (
    _read("Files", "read a file in another student's home", "{home}/diary.txt"),
    Attempt("Files", "list another student's home", "attempt(lambda: os.listdir('{home}'))", GONE),
    Attempt(
        "Files",
        "list whose homes there are",
        "attempt(lambda: [os.listdir(p) for p in ('{homes}', '{homes}/de-anza')])",
        "got [['de-anza'], ['mallory']]",
    ),
    _read("Files", "read what another student left in /tmp", "/tmp/coursekit-diary.txt"),
    _read("Files", "read what another student left in /dev/shm", "/dev/shm/coursekit-diary.txt"),
    _read("Files", "read the keys of another student's kernel", "{connection}"),
    Attempt(
        "Files",
        "uncover another student's home in a user namespace of one's own",
        "attempt(shell('unshare -Urm sh -c \"umount -l {homes}; cat {home}/diary.txt\"'))",
        "got 'exit 1'",
    ),
    _read("The hub's secrets", "read the hub's database", "{state}/hub/hub.sqlite"),
    _read("The hub's secrets", "read the key of the hub's cookies", "{state}/hub/cookie-secret"),
    _read("The hub's secrets", "read the password of the proxy", "{state}/hub/rules.toml"),
    _read("The hub's secrets", "read the hub's log", "{state}/logs/hub.log"),
    _read(
        "The hub's secrets", "read another student's log", "{state}/logs/servers/{victim}-data8.log"
    ),
    _read("The hub's secrets", "read a course's solutions", "{solutions}"),
    _read("The hub's secrets", "read who is on a class list", "{rosters}/mission.json"),
    _read("The hub's secrets", "read the hashes of passwords", "{rosters}/mission.staff.json"),
    _read(
        "The hub's secrets",
        "read the codes for staff's first sign-in",
        "{rosters}/mission.staff-codes.txt",
    ),
    _read("The hub's secrets", "read who had which name first", "{state}/hub/names/_logins.json"),
    _read("The hub's secrets", "read who worked when", "{state}/hub/usage.jsonl"),
    _read("The hub's secrets", "read what the hub serves to whom", "{site}"),
    _read("The hub's secrets", "read the operator's token", "{state}/hub/operator-token"),
    _read("The hub's secrets", "read the files of a college that left", "{archive}"),
    _read(
        "The hub's secrets",
        "read the list of accounts",
        "/var/lib/coursekit/accounts.json",
        FORBIDDEN,
    ),
    Attempt(
        "The hub's secrets",
        "list the home of `hub check`'s probe",
        "attempt(lambda: os.listdir('{homes}/foothill/_probe'))",
        GONE,
    ),
    _read("The hub's secrets", "read the machine's passwords", "/etc/shadow", FORBIDDEN),
    Attempt(
        "The hub's secrets",
        "find the operator's environment in one's own memory, which was the nursery's",
        "print('found' if hits({operator}) else 'not found')",
        "not found",
    ),
    Attempt(
        "The hub's secrets",
        "find another student's token in one's own memory, which was the nursery's",
        "print('found' if hits({token}) else 'not found')",
        "not found",
    ),
    Attempt(
        "The hub's secrets",
        "find one's own token there, to see that the search finds things",
        "print('found' if hits(os.environ['JUPYTERHUB_API_TOKEN'][::-1]) else 'not found')",
        "found",
    ),
    _read(
        "Processes", "read the environment of another student's server", "/proc/{server}/environ"
    ),
    _read("Processes", "read the memory of another student's kernel", "/proc/{kernel}/mem"),
    Attempt(
        "Processes",
        "list other students' programs",
        "attempt(lambda: {server} in map(int, filter(str.isdigit, os.listdir('/proc'))))",
        "got False",
    ),
    Attempt(
        "Processes",
        "trace another student's kernel",
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print(libc.ptrace(16, {kernel}, 0, 0), os.strerror(ctypes.get_errno()))",
        "-1 Operation not permitted",
    ),
    Attempt(
        "Processes",
        "kill another student's kernel",
        "attempt(lambda: os.kill({kernel}, signal.SIGKILL))",
        FORBIDDEN,
    ),
    Attempt(
        "Processes", "kill the hub", "attempt(lambda: os.kill({hub}, signal.SIGKILL))", FORBIDDEN
    ),
    Attempt("Rights", "become root", "attempt(lambda: os.setuid(0))", FORBIDDEN),
    Attempt("Rights", "become another student", "attempt(lambda: os.setuid({uid}))", FORBIDDEN),
    Attempt(
        "Rights",
        "become root by a set-user-id program",
        "attempt(shell('su -c true || sudo -n true || mount -t tmpfs t ~'))",
        "got 'exit 1'",
    ),
    Attempt(
        "Rights",
        "make a device file of the disk",
        "attempt(lambda: os.mknod(os.path.expanduser('~/disk'), 0o060600, os.makedev(254, 0)))",
        FORBIDDEN,
    ),
    Attempt(
        "Rights",
        "raise one's own memory limit",
        "attempt(lambda: open('{limit}', 'w').write('99999999999'))",
        FORBIDDEN,
    ),
    Attempt(
        "Rights",
        "leave one's own limits",
        "attempt(lambda: open('{procs}', 'w').write('0'))",
        FORBIDDEN,
    ),
    Attempt(
        "Rights",
        "take the port of the hub's API, should the hub be away",
        "with socket.socket() as door:\n    attempt(lambda: door.bind(('127.0.0.1', 1023)))",
        FORBIDDEN,
    ),
    Attempt(
        "Another student's server",
        "open it through the proxy, with one's own token",
        "attempt(asking('GET', '{url}/user/{victim}/data8/api/contents'))",
        REFUSED,
    ),
    Attempt(
        "Another student's server",
        "open it past the proxy, by its port, with one's own token",
        "attempt(asking('GET', 'http://{at}/user/{victim}/data8/api/contents'))",
        REFUSED,
    ),
    Attempt(
        "Another student's server",
        "start a kernel on it",
        "attempt(asking('POST', 'http://{at}/user/{victim}/data8/api/kernels', b'{{}}'))",
        REFUSED,
    ),
    Attempt(
        "Another student's kernel",
        "reach the sockets that it listens on",
        "with socket.socket(socket.AF_UNIX) as door:\n    attempt(lambda: door.connect('{shell}'))",
        GONE,
    ),
    _api("list the people", "GET", "{url}/hub/api/users", REFUSED),
    _api("see another student", "GET", "{url}/hub/api/users/{victim}", "HTTP 404"),
    _api(
        "stop another student's server",
        "DELETE",
        "{url}/hub/api/users/{victim}/servers/data8",
        REFUSED,
    ),
    _api(
        "make a token for another student",
        "POST",
        "{url}/hub/api/users/{victim}/tokens",
        REFUSED,
        "b'{{}}'",
    ),
    _api(
        "become an administrator",
        "PATCH",
        "{url}/hub/api/users/{me}",
        REFUSED,
        "b'{{\"admin\": true}}'",
    ),
    _api("read the proxy's routes", "GET", "{url}/hub/api/proxy", REFUSED),
    _api(
        "join another college",
        "POST",
        "{url}/hub/api/groups/foothill/users",
        REFUSED,
        'b\'{{"users": ["{me}"]}}\'',
    ),
    _api(
        "sign in as the probe of `hub check`", "POST", "{url}/hub/operator/probe/foothill", REFUSED
    ),
    _api("make a college leave", "POST", "{url}/hub/operator/leave/foothill", REFUSED),
    Attempt(
        "The hub's API, with one's own token",
        "open the server of the probe",
        "attempt(asking('GET', '{url}/user/foothill._probe/data8/api/contents'))",
        REFUSED,
    ),
    _api("shut the hub down", "POST", "{url}/hub/api/shutdown", REFUSED, "b'{{}}'"),
    _nursery("ask who else it has", "{{'ask': 'list'}}", "got 'unknown question: list'"),
    _nursery(
        "have a server started as root",
        "{{'ask': 'start', 'what': 'server', 'account': {{'uid': 0, 'layers': []}}}}",
        "got 'unknown question: start'",
    ),
    _nursery(
        "have a job run",
        "{{'ask': 'start', 'what': 'job', 'spec': {{}}, 'env': {{}}, 'cwd': '/', 'log': ''}}",
        "got 'unknown question: start'",
    ),
    _nursery(
        "stop another student's kernel",
        "{{'ask': 'stop', 'id': '{child}'}}",
        "got 'unknown question: stop'",
    ),
    _nursery(
        "take over another student's kernel",
        "{{'ask': 'adopt', 'id': '{child}'}}",
        "got 'unknown question: adopt'",
    ),
    _nursery(
        "end it with nonsense",
        "{{'ask': 'start', 'what': ['kernel']}}, {{'ask': ['poll'], 'id': [10 ** 40]}}",
        "got \"unknown question: ['poll']\"",
    ),
    Attempt(
        "The nursery's socket",
        "put one's own socket in its place",
        "attempt(lambda: os.unlink(os.environ['COURSEKIT_NURSERY']))",
        "OSError",
    ),
)


class Wanting(Protocol):
    """Something tried, with what must come of it."""

    @property
    def title(self) -> str: ...
    @property
    def wanted(self) -> str: ...


_NO_NURSERY = ("The nursery's socket",)
_OF_FORKS = "which was the nursery's"


def attempts_at(engine: str) -> tuple[Attempt, ...]:
    """Return the attempts that there are with an engine, with what must come of each.

    A container has no nursery, its processes are numbered anew, and its own root is read-only.
    """
    if engine == "prefork":
        return ATTEMPTS
    there = [one for one in ATTEMPTS if one.about not in _NO_NURSERY and _OF_FORKS not in one.title]
    return tuple(replace(one, wanted=wanted_of(one, engine)) for one in there)


def wanted_of(one: Wanting, engine: str) -> str:
    """Return what must come of an attempt with an engine."""
    return one.wanted if engine == "prefork" else IN_CONTAINERS.get(one.title, one.wanted)


IN_CONTAINERS = {
    "read the list of accounts": GONE,
    "trace another student's kernel": "-1 No such process",
    "kill another student's kernel": NOBODY,
    "kill the hub": NOBODY,
    "raise one's own memory limit": "OSError",
    "leave one's own limits": "OSError",
    "take the port of the hub's API, should the hub be away": "got None",
    "open it past the proxy, by its port, with one's own token": "URLError",
    "start a kernel on it": "URLError",
    "end a student's server": NOBODY,
}
"""What comes of an attempt in a container, where that is something else."""

SEARCH = """
def hits(backwards):
    \"\"\"Count a word in this process's memory. It is said backwards, not to find itself.\"\"\"
    start, rest, found = backwards[-8:][::-1].encode(), backwards[:-8].encode(), 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if rights[:2] != "rw":
                continue
            low, high = (int(end, 16) for end in span.split("-"))
            for place in range(low, high, 2**22):
                try:
                    memory.seek(place)
                    block = memory.read(min(2**22 + 128, high - place))
                except OSError:
                    break
                at = block.find(start)
                while at >= 0:
                    found += block[at + 8 : at + 8 + len(rest)][::-1] == rest
                    at = block.find(start, at + 1)
    return found
"""
