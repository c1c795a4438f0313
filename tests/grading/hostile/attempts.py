"""What a submission tries while it is graded: code for a notebook whose questions stay unanswered.

An attempt says what came of it by an error, which the grader notes: ``wanted`` is a pattern for
that, ``status`` how grading it must end. ``{...}`` are places of the victims, filled in by the
test.
"""

from __future__ import annotations

from dataclasses import dataclass

BEFORE = """
import contextlib, ctypes, gc, json, os, re, signal, socket, stat, subprocess, sys, threading, time

class Told(Exception):
    pass

def attempt(act):
    try:
        told = f"got {act()!r}"[:300]
    except OSError as error:
        told = type(error).__name__
    raise Told(told)

def call(*words):
    done = ctypes.CDLL(None, use_errno=True).syscall(*map(ctypes.c_long, words))
    return "got in" if done >= 0 else os.strerror(ctypes.get_errno())

def shell(command):
    return subprocess.run(["sh", "-c", command], capture_output=True, timeout=20).returncode

def memory(pattern):
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as mem:
        for line in maps:
            area, mode, *_ = line.split()
            start, end = (int(one, 16) for one in area.split("-"))
            if mode.startswith("rw"):
                with contextlib.suppress(OSError, ValueError):
                    mem.seek(start)
                    found += len(re.findall(pattern, mem.read(end - start)))
    return found

HIDDEN = rb"Add u[p] 1, 2, 3 and so o[n]"
"""

GONE = "FileNotFoundError"
REFUSED = "PermissionError"
NO_POINT = ".*"
"""Whatever is said: what counts is that the score stays."""


@dataclass(frozen=True)
class Attempt:
    """Something that must gain nothing."""

    about: str
    title: str
    code: str
    wanted: str = NO_POINT
    status: str = "graded"


MEANINGS = {
    GONE: "not there",
    REFUSED: "refused by the system",
    f"{REFUSED}|OSError": "refused by the system",
    "OSError": "refused by the system",
    "BlockingIOError": "refused by the system",
    "ConnectionRefusedError": "nobody answers",
    "gaierror": "not found",
    "got 'Operation not permitted'": "refused by the system",
    "got 'still here'": "nothing",
    r"got \[\]": "nothing is found",
    "got 0": "nothing is found",
    "got True": "its own only",
    r"got \[(28|27), 28, 28, 28\]": "its own disk is full",
    "too-long": "ended when its time is up",
    "too-much-memory": "ended: too much memory",
    "too-much-output": "ended: too much output",
    "crashed": "ended: crashed",
    NO_POINT: "no point",
}


def meaning(attempt: Attempt) -> str:
    """Return in words what must come of an attempt: the tests see to it that this does."""
    if attempt.wanted == NO_POINT and "|" not in attempt.status:
        return MEANINGS[NO_POINT if attempt.status == "graded" else attempt.status]
    return MEANINGS[attempt.wanted]


def _read(about: str, title: str, path: str, wanted: str = GONE) -> Attempt:
    return Attempt(about, title, f"attempt(lambda: open({path!r}, 'rb').read(40))", wanted)


def _call(title: str, words: str) -> Attempt:
    code = f"attempt(lambda: call({words}))"
    return Attempt("The system", title, code, "got 'Operation not permitted'")


def _socket(title: str, act: str, wanted: str) -> Attempt:
    return Attempt("The network", title, f"attempt(lambda: {act})", wanted)


TESTS = "The hidden tests"
SCORE = "The score"
OTHERS = "Other people's files"
PROGRAMS = "Other programs"
LIMITS = "The machine"

ATTEMPTS = (
    _read(TESTS, "read the autograder's zip", "{autograder}"),
    Attempt(
        TESTS,
        "search all files for them",
        "def search():\n"
        "    found = []\n"
        "    for folder, inner, names in os.walk('/'):\n"
        "        inner[:] = [n for n in inner if os.path.join(folder, n) not in"
        " ('/proc', '/sys', '/usr', sys.prefix, sys.base_prefix)]\n"
        "        for name in names:\n"
        "            with contextlib.suppress(OSError):\n"
        "                path = os.path.join(folder, name)\n"
        "                if os.path.isfile(path) and re.search(HIDDEN, open(path, 'rb').read()):\n"
        "                    found.append(path)\n"
        "    return found\n"
        "attempt(search)",
        r"got \[\]",
    ),
    Attempt(TESTS, "search one's own memory", "attempt(lambda: memory(HIDDEN))", "got 0"),
    Attempt(
        TESTS,
        "search all objects with gc",
        "grader.check('q1')\n"
        "attempt(lambda: [one for one in gc.get_objects() if isinstance(one, dict)"
        " for value in list(one.values()) if isinstance(value, str)"
        " and re.search(HIDDEN.decode(), value)])",
        r"got \[\]",
    ),
    Attempt(
        TESTS,
        "walk up the frames from an answer that is looked at",
        "SEEN = []\n"
        "class Answer:\n"
        "    def __eq__(self, other):\n"
        "        frame = sys._getframe(1)\n"
        "        while frame is not None:\n"
        "            SEEN.extend(str(v) for v in (*frame.f_locals.values(),"
        " *frame.f_code.co_consts) if re.search(HIDDEN.decode(), str(v)))\n"
        "            frame = frame.f_back\n"
        "        return True\n"
        "total = Answer()\n"
        "grader.check('q1')\n"
        "attempt(lambda: SEEN)",
        r"got \[\]",
    ),
    Attempt(
        TESTS,
        "follow a link of one's own to the zip",
        "os.symlink('{autograder}', 'key.zip')\nattempt(lambda: open('key.zip', 'rb').read(40))",
        GONE,
    ),
    Attempt(
        SCORE,
        "make otter's check say that all is right",
        "import otter\nfrom otter.test_files import GradingResults, TestFile\n"
        "for one in (otter.Notebook, type(grader)):\n"
        "    one.check = lambda self, *words, **more: True\n"
        "TestFile.run = lambda self, *words, **more: None\n"
        "TestFile.score = TestFile.grade = property(lambda self: 99)\n"
        "GradingResults.total = property(lambda self: 99)",
    ),
    Attempt(
        SCORE,
        "change Python's own functions",
        "import builtins\n"
        "builtins.AssertionError = type('Fine', (BaseException,), {{}})\n"
        "builtins.all = builtins.isinstance = builtins.bool = lambda *words: True\n"
        "builtins.exec = builtins.compile = lambda *words, **more: None",
        status="graded|crashed|failed",
    ),
    Attempt(
        SCORE,
        "answer with what equals everything",
        "class Yes:\n"
        "    __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: True\n"
        "    __bool__ = lambda self: True\n"
        "    __hash__ = lambda self: 55\n"
        "total = lines = Yes()",
    ),
    Attempt(
        SCORE,
        "answer with a number that equals everything",
        "class Yes(int):\n"
        "    __eq__ = __req__ = lambda self, other: True\n"
        "    __ne__ = lambda self, other: False\n"
        "    __hash__ = lambda self: 55\n"
        "total = lines = Yes(7)",
    ),
    Attempt(
        SCORE,
        "answer with what says it is of another class",
        "class Yes:\n"
        "    __class__ = int\n"
        "    def __getattr__(self, name): return lambda *words: True\n"
        "    def __eq__(self, other): return True\n"
        "    def __reduce__(self): return (int, (55,)) if False else (eval, ('1/0',))\n"
        "total = lines = Yes()",
    ),
    Attempt(
        SCORE,
        "answer with an array that equals everything",
        "import numpy\n"
        "class Yes(numpy.ndarray):\n"
        "    def __eq__(self, other): return True\n"
        "    def __bool__(self): return True\n"
        "total = lines = numpy.zeros(1).view(Yes)",
    ),
    Attempt(
        SCORE,
        "leave a file with results",
        "for path in ('results.json', '/autograder/results/results.json', '.OTTER_LOG',"
        " '../results.json', '../response.json', '/tmp/response.json'):\n"
        "    with contextlib.suppress(OSError):\n"
        "        os.makedirs(os.path.dirname(path) or '.', exist_ok=True)\n"
        "        json.dump({{'ok': True, 'total': 99, 'possible': 99, 'questions': [],"
        " 'tests': [{{'name': 'q1', 'score': 99}}]}}, open(path, 'w'))",
    ),
    Attempt(
        SCORE,
        "write answers into every open channel",
        "for number in range(3, 200):\n"
        "    with contextlib.suppress(OSError):\n"
        "        if stat.S_ISSOCK(os.fstat(number).st_mode):\n"
        "            os.set_blocking(number, False)\n"
        '            os.write(number, b\'{{"ok": true, "score": 99, "passed": true}}\\n\' * 9)',
        status="graded|crashed|failed|too-long|too-much-output",
    ),
    Attempt(
        SCORE,
        "put modules of one's own before the real ones",
        "for name in ('otter', 'json', 'socket', 'struct', 'random', 'numpy', 'pandas'):\n"
        "    open(name + '.py', 'w').write('raise SystemExit')\n"
        "    sys.modules.pop(name, None)",
        status="graded|crashed|failed",
    ),
    Attempt(
        SCORE,
        "answer from a thread while the tests run",
        "def change():\n"
        "    while True:\n"
        "        for value in (1, 2, 3, 'x', None):\n"
        "            globals()['total'] = value\n"
        "            time.sleep(0.001)\n"
        "threading.Thread(target=change, daemon=True).start()",
    ),
    Attempt(
        SCORE,
        "replace the kernel's own functions",
        "kernel = get_ipython().kernel\n"
        "kernel.shell.run_cell = lambda *words, **more: None\n"
        "kernel.do_execute = lambda *words, **more: {{'status': 'ok', 'user_expressions': {{}}}}",
        status="graded|crashed|failed|too-long",
    ),
    _read(OTHERS, "read another submission", "{neighbour}"),
    Attempt(
        OTHERS,
        "list the submissions",
        "attempt(lambda: os.listdir(os.path.dirname('{neighbour}')))",
        GONE,
    ),
    Attempt(
        OTHERS,
        "list the folders of other submissions at work",
        "attempt(lambda: os.listdir(os.path.dirname(os.path.dirname(os.getcwd()))) == "
        "[os.path.basename(os.path.dirname(os.getcwd()))])",
        "got True",
    ),
    _read(OTHERS, "read the operator's key for ssh", "{home}/.ssh/id_ed25519"),
    _read(OTHERS, "read the operator's token for git", "{home}/.git-credentials"),
    Attempt(
        OTHERS,
        "read the operator's environment",
        "def search():\n"
        "    texts = [str(os.environ)]\n"
        "    for pid in filter(str.isdigit, os.listdir('/proc')):\n"
        "        with contextlib.suppress(OSError):\n"
        "            texts.append(open(f'/proc/{{pid}}/environ').read())\n"
        "    return [text for text in texts if re.search('{operator}', text)]\n"
        "attempt(search)",
        r"got \[\]",
    ),
    Attempt(
        OTHERS,
        "search one's memory for the operator's environment",
        "attempt(lambda: memory(rb'{operator}'))",
        "got 0",
    ),
    _read(OTHERS, "read the machine's passwords", "/etc/shadow"),
    _read(OTHERS, "read the list of students' accounts", "/var/lib/coursekit/accounts.json"),
    _read(OTHERS, "read coursekit's logs", "{logs}/nursery.log"),
    Attempt(
        PROGRAMS,
        "see the machine's programs",
        "attempt(lambda: sorted(map(int, filter(str.isdigit, os.listdir('/proc'))))"
        " == [1, os.getpid()])",
        "got True",
    ),
    Attempt(
        PROGRAMS,
        "end all programs that one may",
        "os.kill(-1, signal.SIGKILL)",
        status="graded|crashed",
    ),
    Attempt(
        PROGRAMS,
        "end the parent",
        "for number in (signal.SIGTERM, signal.SIGSTOP, signal.SIGKILL):\n"
        "    with contextlib.suppress(OSError):\n"
        "        os.kill(os.getppid(), number)\n"
        "time.sleep(0.2)\n"
        "attempt(lambda: 'still here')",
        "got 'still here'",
        status="graded|crashed",
    ),
    Attempt(
        PROGRAMS,
        "trace the parent",
        "attempt(lambda: call(101 if os.uname().machine == 'x86_64' else 117, 16, os.getppid()))",
        "got 'Operation not permitted'",
    ),
    Attempt(
        PROGRAMS,
        "write the parent's memory",
        "attempt(lambda: open(f'/proc/{{os.getppid()}}/mem', 'r+b', 0).read(1))",
        REFUSED,
    ),
    Attempt(
        PROGRAMS,
        "fork, and outlive the grading",
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        for number in set(signal.Signals) - {{signal.SIGKILL, signal.SIGSTOP}}:\n"
        "            signal.signal(number, signal.SIG_IGN)\n"
        "        open('/proc/self/comm', 'w').write('{mark}')\n"
        "        time.sleep(3600)\n"
        "    os._exit(0)",
    ),
    Attempt(
        PROGRAMS,
        "ignore all signals, and go on",
        "for number in set(signal.Signals) - {{signal.SIGKILL, signal.SIGSTOP}}:\n"
        "    with contextlib.suppress(OSError, ValueError):\n"
        "        signal.signal(number, signal.SIG_IGN)\n"
        "open('/proc/self/comm', 'w').write('{mark}')\n"
        "while True: pass",
        status="too-long",
    ),
    Attempt(
        PROGRAMS,
        "ask the nursery for a program",
        "import glob\nattempt(lambda: glob.glob('{tmp}/coursekit-nursery-*/socket'))",
        r"got \[\]",
    ),
    _socket(
        "connect to a program on the machine",
        "socket.create_connection(('127.0.0.1', {port}))",
        "ConnectionRefusedError",
    ),
    _socket(
        "connect to another machine", "socket.create_connection(('192.0.2.1', 443), 3)", "OSError"
    ),
    _socket("send a datagram", "socket.socket(2, 2).sendto(b'x', ('192.0.2.1', 53))", "OSError"),
    _socket("look up a name", "socket.getaddrinfo('example.com', 80)", "gaierror"),
    _socket(
        "connect to an abstract socket of the machine",
        "socket.socket(1).connect(chr(0) + '{abstract}')",
        "ConnectionRefusedError",
    ),
    _socket("connect to Docker", "socket.socket(1).connect('/var/run/docker.sock')", GONE),
    _socket("reach the machine below a virtual one", "socket.socket(40, 1)", "OSError"),
    _socket("read the raw network", "socket.socket(17, 3)", "OSError"),
    Attempt(
        "The system",
        "become root by a set-user-id program",
        "attempt(lambda: [shell('echo | su -c id'), shell('passwd -d root'),"
        " shell('mount -t tmpfs x /tmp')].count(0))",
        "got 0",
    ),
    Attempt(
        "The system",
        "become root",
        "attempt(lambda: os.setuid(0))",
        f"{REFUSED}|OSError",
    ),
    Attempt(
        "The system",
        "make namespaces of one's own",
        "attempt(lambda: shell('unshare -Urmn true') != 0)",
        "got True",
    ),
    Attempt(
        "The system",
        "make a device and read the disk",
        "attempt(lambda: os.mknod('disk', 0o600 | stat.S_IFBLK, os.makedev(254, 0)))",
        REFUSED,
    ),
    _read("The system", "read the machine's memory", "/dev/mem"),
    Attempt("The system", "change the root", "attempt(lambda: os.chroot('/tmp'))", REFUSED),
    Attempt(
        "The system",
        "find a way out by old roots",
        "def climb():\n"
        "    for number in range(64):\n"
        "        os.chdir('..')\n"
        "    return [p for p in ('boot', 'var/log', 'root/.bashrc', 'lost+found', '.view')"
        " if os.path.exists(p)]\n"
        "attempt(climb)",
        r"got \[\]",
    ),
    _call("mount something", "165 if os.uname().machine == 'x86_64' else 40, 0, 0, 0, 0, 0"),
    _call(
        "load a program into the kernel (bpf)",
        "321 if os.uname().machine == 'x86_64' else 280, 0, 0, 0",
    ),
    _call("read keys of the kernel", "250 if os.uname().machine == 'x86_64' else 219, 0, -3, 0"),
    _call("use userfaultfd", "323 if os.uname().machine == 'x86_64' else 282, 1"),
    _call("use io_uring", "425, 1, 0"),
    Attempt(
        "The system",
        "write to the course's environment",
        "attempt(lambda: open(os.path.join(sys.prefix, 'pyvenv.cfg'), 'a'))",
        f"{REFUSED}|OSError",
    ),
    Attempt(
        "The system",
        "write to the machine's files",
        "attempt(lambda: open('/usr/bin/coursekit-was-here', 'w'))",
        f"{REFUSED}|OSError",
    ),
    Attempt(
        LIMITS,
        "fill the disk",
        "def fill():\n"
        "    said = []\n"
        "    for folder in ('.', '/tmp', '/dev/shm', os.path.expanduser('~')):\n"
        "        try:\n"
        "            with open(folder + '/big', 'wb', 0) as file:\n"
        "                while True: file.write(bytes(2**20))\n"
        "        except OSError as error:\n"
        "            said.append(error.errno)\n"
        "    return said\n"
        "attempt(fill)",
        r"got \[(28|27), 28, 28, 28\]",
    ),
    Attempt(
        LIMITS,
        "use up the names of files",
        "def fill():\n"
        "    for number in range(10**6):\n"
        "        os.close(os.open(f'/tmp/{{number}}', os.O_CREAT | os.O_WRONLY))\n"
        "attempt(fill)",
        "OSError",
    ),
    Attempt(
        LIMITS,
        "start programs without end",
        "def bomb():\n"
        "    for number in range(10**5):\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(3600)\n"
        "attempt(bomb)",
        "BlockingIOError",
        status="graded|crashed|too-long",
    ),
    Attempt(LIMITS, "compute without end", "while True: pass", status="too-long"),
    Attempt(LIMITS, "stop oneself", "os.kill(os.getpid(), signal.SIGSTOP)", status="too-long"),
    Attempt(
        LIMITS,
        "take all memory",
        "hog = []\nwhile True: hog.append(bytearray(2**24))",
        status="too-much-memory",
    ),
    Attempt(
        LIMITS,
        "take all memory by many programs",
        "for number in range(30):\n"
        "    if os.fork() == 0:\n"
        "        hog = [bytearray(os.urandom(2**20) * 64)]\n"
        "        time.sleep(3600)\n"
        "time.sleep(4)",
        status="graded|too-much-memory",
    ),
    Attempt(
        LIMITS,
        "take memory that belongs to no program",
        "def hide():\n"
        "    kept = []\n"
        "    while True:\n"
        "        kept.append(os.memfd_create('x'))\n"
        "        os.write(kept[-1], bytes(2**24))\n"
        "attempt(hide)",
        REFUSED,
        status="graded|too-much-memory",
    ),
    Attempt(
        LIMITS,
        "write output without end",
        "while True: print('x' * 10**6); time.sleep(0.01)",
        status="too-much-output",
    ),
    Attempt(
        LIMITS,
        "answer with what is too big to send",
        "total = 'x' * 300_000_000\nlines = [[0] * 10**6] * 200",
        status="graded|too-much-output|too-much-memory|too-long|crashed",
    ),
    Attempt(
        LIMITS,
        "answer with what has no end",
        "total = []\ntotal.append(total)\nlines = 0\nfor number in range(10**5): lines = [lines]",
        status="graded|crashed|too-long",
    ),
    Attempt(
        LIMITS,
        "answer with what never returns",
        "class Never:\n"
        "    def __getattr__(self, name):\n"
        "        while True: pass\n"
        "    __eq__ = __repr__ = __bool__ = __hash__ = __len__ = __iter__ ="
        " lambda self, *words: self.for_ever\n"
        "total = Never()",
        status="graded|too-long",
    ),
    Attempt(
        LIMITS,
        "put pipes and links where the grader may look",
        "with contextlib.suppress(OSError):\n"
        "    os.remove('numbers.csv')\n"
        "for name in ('numbers.csv', 'results.json', 'lab01.ipynb', '.OTTER_LOG'):\n"
        "    with contextlib.suppress(OSError):\n"
        "        os.path.exists(name) and os.remove(name)\n"
        "        os.mkfifo(name)\n"
        "for name in ('out', 'socket'):\n"
        "    with contextlib.suppress(OSError):\n"
        "        os.symlink('/dev/zero', name)",
    ),
    Attempt(
        LIMITS,
        "make folders that nobody can remove",
        "with contextlib.suppress(OSError):\n"
        "    for number in range(5000):\n"
        "        os.mkdir('deep')\n"
        "        os.chdir('deep')\n"
        "    os.chmod('..', 0)",
    ),
    Attempt(LIMITS, "crash the kernel", "ctypes.string_at(0)", status="crashed"),
    Attempt(LIMITS, "end the kernel as if all were well", "os._exit(0)", status="crashed"),
)
