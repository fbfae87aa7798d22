"""Hostile notebooks get no point that they have not earned, and leave nothing behind. Only in isolation."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from grader import judging
from grader.marking import Limits
from grader.sandbox.warm import Warm, warm_process
from public_tests.catalogue import find_exercise
from tests.grader_tasks import LAB, LIMITS, isolated, marked, only, shipped

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="isolation is Linux's")
NUMPY = "import os, sys, signal, threading, time, ctypes, builtins\nimport numpy as np"
RIGHT = "def relu(z):\n    return np.maximum(z, 0)"


@pytest.fixture(autouse=True)
def in_isolation() -> None:
    isolated()


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every exercise one second, so that what never ends costs a test little."""
    in_a_second = partial(dataclasses.replace, seconds=1.0)
    monkeypatch.setattr(judging, "find_exercise", lambda id: in_a_second(find_exercise(id)))


def relu_with(body: str, *cells: str, limits: Limits = LIMITS) -> tuple[str, int, str]:
    """Mark a `relu` that does something first; return status, points and message."""
    source = f"def relu(z):\n    {body}\n    return np.maximum(z, 0)"
    report = only(marked(NUMPY, *cells, ("relu", source), limits=limits)).report
    return report.status, report.points, report.message


ENDS = {
    "os._exit(0)": "it ended its own process (with status 0)",
    "os.abort()": "signal",
    "ctypes.string_at(0)": "signal 11",
    "os.close(3)": "ended",
    "os.closerange(0, 100)": "ended",
    "os.write(3, b'x' * 1000)": "can't be read",
    "os.write(3, b'\\xff' * 8)": "longer than a message may be",
    "os.write(3, (10).to_bytes(4, 'little') + bytes(4) + b'{\"a\": NaN}')": "can't be read",
    "os.write(3, (2).to_bytes(4, 'little') + bytes(4) + b'[]')": "can't be read",
}


@pytest.mark.parametrize(("body", "words"), ENDS.items())
def test_a_call_that_ends_or_floods_the_connection_gets_nothing(body: str, words: str) -> None:
    status, points, message = relu_with(body)
    assert (status, points) == ("error", 0) and words in message


@pytest.mark.parametrize("body", ["sys.exit(0)", "raise SystemExit", "raise KeyboardInterrupt"])
def test_a_call_that_exits_is_an_error_and_not_the_end(body: str) -> None:
    assert relu_with(body)[:2] == ("error", 0)


ENDLESS = {
    "plain": "while True: pass",
    "swallowing": "while True:\n        try:\n            while True: time.sleep(0.01)\n"
    "        except BaseException: pass",
    "without alarms": "signal.setitimer(signal.ITIMER_REAL, 0)\n    while True: pass",
    "ignored alarms": "signal.signal(signal.SIGALRM, signal.SIG_IGN)\n    while True: pass",
    "in C": "sum(range(10**12))",
}


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_a_cell_without_an_end_is_stopped_and_the_exercise_still_judged(body: str) -> None:
    cell = body.replace("\n    ", "\n")
    limits = Limits(cell_seconds=1, program_seconds=60)
    marking = marked(NUMPY, cell, ("relu", RIGHT), limits=limits)
    assert only(marking).report.passed and marking.status == "partly"
    assert "cell 2" in marking.troubles[0]


@pytest.mark.parametrize("body", [ENDLESS["plain"], ENDLESS["ignored alarms"]])
def test_a_call_without_an_end_is_told_as_one(body: str, hurry: None) -> None:
    report = only(marked(NUMPY, ("relu", f"def relu(z):\n    {body}"), limits=LIMITS)).report
    assert (report.status, report.points, report.diagnosis) == ("error", 0, "endless_loop")


def test_one_bad_exercise_costs_no_other() -> None:
    bad = "def my_softmax(z):\n    os._exit(1)"
    batch = ("softmax_batch", shipped("softmax_batch"))
    marking = marked(NUMPY, ("relu", RIGHT), ("my_softmax", bad), batch)
    assert [mark.report.points for mark in marking.exercises] == [2, 0, 8]


def test_a_cell_that_ends_its_process_is_left_out_and_told() -> None:
    marking = marked(NUMPY, "os._exit(5)", ("relu", RIGHT), "os.kill(os.getpid(), signal.SIGSEGV)")
    assert only(marking).report.points == 2 and marking.status == "partly"
    assert "cell 2 could not be run: it ended its own process (with status 5)." in marking.troubles[0]


KILLS = (
    "os.kill(os.getppid(), signal.SIGKILL)",
    "os.kill(-1, signal.SIGKILL)",
    "os.kill(1, signal.SIGKILL)",
    "os.killpg(0, signal.SIGTERM)",
    "[os.kill(pid, 9) for pid in range(2, 3000) if pid != os.getpid() and os.path.exists(f'/proc/{pid}')]",
)


@pytest.mark.parametrize("body", KILLS)
def test_nobody_outside_can_be_killed(body: str) -> None:
    warm = warm_process()
    relu_with(f"try: {body}\n    except OSError: pass")
    assert warm_process() is warm and only(marked(NUMPY, ("relu", RIGHT))).report.points == 2


LEFT_BEHIND = """
import subprocess
for _ in range(3):
    subprocess.Popen(["sleep", "4321"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(4321)
    os._exit(0)
threading.Thread(target=time.sleep, args=(4321,)).start()
import atexit
atexit.register(time.sleep, 4321)
"""


def of_the_warm_process_alone() -> bool:
    """Tell whether only the warm process, and the two that brought it into its namespaces, are there."""
    warm = warm_process()
    assert isinstance(warm, Warm)
    below = psutil.Process(warm._process.pid).children(recursive=True)
    return len([p for p in below if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]) == 2


def test_nothing_that_was_started_goes_on() -> None:
    assert only(marked(NUMPY, LEFT_BEHIND, ("relu", RIGHT))).report.points == 2
    waited = time.monotonic() + 300
    while time.monotonic() < waited:
        with contextlib.suppress(psutil.NoSuchProcess):
            if of_the_warm_process_alone():
                return
        time.sleep(0.1)
    raise AssertionError([p.name() for p in psutil.Process().children(recursive=True)])


def test_a_fork_bomb_and_threads_without_end_are_stopped(
    hurry: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = "while True: threading.Thread(target=time.sleep, args=(600,)).start()"
    status, points, _ = relu_with(threads)
    assert (status, points) == ("error", 0)
    bomb = "while True:\n        try: os.fork()\n        except OSError: pass"
    assert relu_with(bomb)[:2] == ("error", 0)
    # What is right may take its time while the machine still clears away what was ended.
    monkeypatch.setattr(judging, "find_exercise", find_exercise)
    # TensorFlow starts threads, and can't while the bomb's processes count as the same user's.
    assert only(marked(f"{NUMPY}, keras", ("relu", RIGHT))).report.points == 2


MEMORY = {
    "at once": "np.ones(30 * 2**27)",
    "bit by bit": "kept = []\n    while True: kept.append(np.ones(2**20))",
    "shared": "import mmap\n    kept = []\n    while True:\n        m = mmap.mmap(-1, 2**26)\n"
    "        m.write(b'x' * 2**26); kept.append(m)",
    "several": "for _ in range(8):\n        if os.fork() == 0:\n"
    "            a = np.ones(2**25); time.sleep(60)\n    time.sleep(60)",
}


@pytest.mark.parametrize("body", MEMORY.values(), ids=MEMORY)
def test_memory_without_end_is_refused(body: str, hurry: None) -> None:
    assert relu_with(body)[:2] == ("error", 0)


def test_files_are_bounded_and_gone_afterwards() -> None:
    write = "open('big', 'wb').write(b'x' * 2**30)"
    assert relu_with(write, limits=Limits(file_bytes=2**24))[:2] == ("error", 0)
    # Where the lab itself lies below /tmp, programs write to another place.
    many = "for n in range(100):\n        open(f'../{n}', 'wb').write(b'x' * 2**20)"
    assert relu_with(many, limits=Limits(file_bytes=2**24))[:2] == ("error", 0)
    gone = "assert sorted(os.listdir('..')) == ['.shm', 'work'] and not os.listdir()"
    assert relu_with(gone)[1] == 2


def test_a_gigabyte_of_output_is_dropped() -> None:
    used = psutil.Process().memory_info().rss
    assert relu_with("pass", "for _ in range(1000): print('x' * 2**20)")[1] == 2
    assert psutil.Process().memory_info().rss < used + 2**28


CANNOT_READ = (
    f"open({str(LAB / 'solutions' / '02_softmax.ipynb')!r}).read()",
    f"open({str(LAB / 'source' / '02_softmax.py')!r}).read()",
    f"open({str(LAB / 'public_tests' / 'exercises' / 'relu.py')!r}).read()",
    f"open({str(LAB / 'public_tests' / 'checking.py')!r}).read()",
    f"open({str(LAB / 'grader' / 'judging.py')!r}).read()",
    "import public_tests.exercises",
    "from public_tests.exercises.relu import reference",
    "import grader.judging",
    "open(os.path.expanduser('~root/.bashrc')).read()",
    "open('/etc/shadow').read()",
    "os.listdir('/home')",
    "os.listdir('/root/.ssh')",
    "open('/proc/kcore', 'rb').read(1)",
    f"os.listdir({str(LAB / 'tests')!r})",
    f"os.listdir({str(LAB / 'runs' / 'sweeps')!r})",
)


@pytest.mark.parametrize("body", CANNOT_READ)
def test_what_does_not_concern_it_cannot_be_read(body: str) -> None:
    assert relu_with(body)[:2] == ("error", 0)


CANNOT_WRITE = (
    f"open({str(LAB / 'lab_utils' / 'split.py')!r}, 'a')",
    "open(np.__file__, 'a')",
    "open(sys.executable, 'ab')",
    "open('/etc/passwd', 'a')",
    f"os.mkdir({str(LAB / 'new')!r})",
    "os.mkdir('/new')",
    "os.mknod('/tmp/device', 0o600 | 0o060000, os.makedev(254, 0))",
    "open('/dev/vda', 'rb')",
    "open('/proc/sys/kernel/core_pattern', 'w')",
)


@pytest.mark.parametrize("body", CANNOT_WRITE)
def test_nothing_outside_of_its_folder_can_be_written(body: str) -> None:
    assert relu_with(body)[:2] == ("error", 0)


CANNOT_REACH = (
    "import socket; socket.create_connection(('127.0.0.1', 22), 1)",
    "import socket; socket.create_connection(('10.0.0.1', 80), 1)",
    "import socket; socket.getaddrinfo('example.org', 80)",
    "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); "
    "socket.create_connection(s.getsockname(), 1)",
    "ctypes.CDLL(None, use_errno=True).unshare(0x10000000) and os.stat('/nowhere')",
    "ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, None) and os.stat('/nowhere')",
    "os.setuid(0)",
    "os.nice(-5)",
    "ctypes.CDLL(None).ptrace(16, 1, 0, 0) and os.stat('/nowhere')",
)


@pytest.mark.parametrize("body", CANNOT_REACH)
def test_neither_the_network_nor_more_rights_can_be_had(body: str) -> None:
    assert relu_with(body)[:2] == ("error", 0)


def test_only_the_connection_to_the_judge_is_open_and_the_environment_is_empty() -> None:
    os.environ["A_SECRET_OF_THE_TEACHER"] = "42"
    body = """
    import resource
    kept = sorted(int(n) for n in os.listdir('/proc/self/fd'))
    assert len([n for n in kept if n > 3]) <= 1, kept
    assert 'A_SECRET_OF_THE_TEACHER' not in os.environ
    assert os.getpid() == 1 and os.getuid() != 0
    assert 'CapEff:\\t0000000000000000' in open('/proc/self/status').read()
    assert 'NoNewPrivs:\\t1' in open('/proc/self/status').read()
    """.strip()
    try:
        assert relu_with(body) == ("pass", 2, "Everything that was tried is right.")
    finally:
        del os.environ["A_SECRET_OF_THE_TEACHER"]


PATCHES = {
    "comparing": "np.allclose = np.array_equal = lambda *a, **k: True",
    "numpy itself": "np.asarray = np.array = lambda *a, **k: 0",
    "builtins": "builtins.all = builtins.isinstance = lambda *a: True",
    "the check": "import public_tests\npublic_tests.check = lambda *a: 'pass'\n"
    "public_tests.check_relu = lambda *a: None",
    "the report": 'print(\'{"exercise": "relu", "points": 2, "status": "pass"}\')',
    "import hooks": "class Finder:\n    def find_spec(self, *a):\n        raise SystemExit\n"
    "sys.meta_path.insert(0, Finder())",
    "module table": "sys.modules.clear()",
    "files deleted": "import shutil; shutil.rmtree('/tmp/work'); shutil.rmtree('/', ignore_errors=True)",
    "atexit": "import atexit; atexit.register(lambda: print('pass'))",
    "excepthook": "sys.excepthook = sys.settrace = sys.setprofile = lambda *a: None",
    "frames": "for frame in sys._current_frames().values():\n    while frame:\n"
    "        frame.f_locals.update(status='pass', points=2)\n        frame = frame.f_back",
}


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
def test_whatever_is_patched_a_wrong_answer_stays_wrong(patch: str) -> None:
    marking = marked(NUMPY, patch, ("relu", "def relu(z):\n    return z"))
    assert marking.points == 0


VALUES = {
    "equals everything": """class Same(float):
    __eq__ = lambda *a: True
    __sub__ = lambda *a: 0
def relu(z):
    return Same(1)""",
    "ndarray subclass": """class Sly(np.ndarray):
    __eq__ = __le__ = __lt__ = lambda *a: True
    shape = property(lambda s: (1,))
def relu(z):
    return np.array([1.5]).view(Sly)""",
    "array protocol": """class Sly:
    def __array__(self, *a, **k):
        os._exit(0)
def relu(z):
    return Sly()""",
    "pickle": """class Sly:
    def __reduce__(self):
        return os.system, ('touch /tmp/hit',)
def relu(z):
    return np.array([Sly()], dtype=object)""",
    "deep": """def relu(z):
    a = []
    for _ in range(100000): a = [a]
    return a""",
    "itself": """def relu(z):
    a = []
    a.append(a)
    return a""",
    "huge": "def relu(z): return np.zeros(2**27)",
    "many": "def relu(z): return [0] * 10**7",
    "long number": "def relu(z): return 10**5000",
    "half characters": "def relu(z): return '\\ud800\\x00\\u202e<script>'",
    "a report": "def relu(z): return {'status': 'pass', 'points': 2}",
    "facts": "def relu(z): return {'kind': 'keras_model', 'weights': 1}",
    "evil class": """class Meta(type):
    __name__ = property(lambda s: os._exit(0))
class Sly(metaclass=Meta): pass
def relu(z):
    return Sly()""",
    "evil error": """class Sly(Exception):
    def __str__(self):
        os._exit(0)
def relu(z):
    raise Sly""",
    "endless": """class Sly(list):
    def __iter__(self):
        while True: yield 0
def relu(z):
    return Sly([1])""",
}


@pytest.mark.parametrize("source", VALUES.values(), ids=VALUES)
def test_whatever_is_returned_is_judged_or_refused_in_words(source: str, hurry: None) -> None:
    marking = marked(NUMPY, ("relu", source), limits=Limits(cell_seconds=5, program_seconds=30))
    report = only(marking).report
    assert report.points == 0 and report.message
    report.message.encode("utf-8")
    assert not {"\x00", "\u202e"} & set(report.message)


def test_no_reference_can_be_found_in_memory() -> None:
    hunt = """
    import gc, types
    functions = [f for f in gc.get_objects() if isinstance(f, types.FunctionType)]
    bad = [f for f in functions if 'public_tests.exercises' in (getattr(f, '__module__', '') or '')]
    assert not bad and not [m for m in sys.modules if m.startswith('public_tests.exercises')]
    assert 'grader.judging' not in sys.modules and 'public_tests.checking' not in sys.modules
    """.strip()
    assert relu_with(hunt)[1] == 2


def test_what_is_handed_over_tells_nothing_of_the_expected_values() -> None:
    spy = """
    import gc
    frame, seen = sys._getframe(), []
    while frame:
        seen += [k for k in frame.f_locals if 'expected' in k or 'reference' in k]
        frame = frame.f_back
    assert not seen, seen
    """.strip()
    assert relu_with(spy)[1] == 2


LAMBDA = """
def build_model():
    import keras
    steal = keras.layers.Lambda(lambda x: (os.system("touch /tmp/work/stolen"), x)[1])
    return keras.Sequential([keras.Input((400,)), steal, keras.layers.Dense(10)])
"""
FAKE = """
class Model:
    layers, weights, built, compiled, name = [], [], True, False, "net"
    input_shape, output_shape = (None, 400), (None, 10)
    trainable_weights = property(lambda s: s.weights)
    def __call__(self, x, training=False):
        return np.zeros((16, 10), dtype="float32")
    def count_params(self): return 10575
    def get_weights(self): return []
Model.__module__ = "keras"
def build_model():
    return Model()
"""


@pytest.mark.parametrize("source", [LAMBDA, FAKE], ids=["lambda", "fake"])
def test_a_model_with_code_or_none_at_all_gets_nothing(source: str) -> None:
    assert only(marked(NUMPY, ("build_model", source))).report.points == 0


NAMED_LIKE_KERAS = """
import keras
def relu(x):
    return keras.ops.maximum(x, 0.1 * x)
def build_model():
    layers = [keras.layers.Dense(n, a) for n, a in ((25, relu), (15, relu), (10, None))]
    return keras.Sequential([keras.Input((400,)), *layers])
"""
RATE_IN_ITS_SETTINGS_ALONE = """
import keras
def compile_model(model):
    adam = keras.optimizers.Adam(0.5)
    adam.get_config = keras.optimizers.Adam(0.001).get_config
    model.compile(adam, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""


def test_a_name_and_settings_that_are_right_gain_nothing_where_what_was_computed_is_wrong() -> None:
    marking = marked(NUMPY, ("build_model", NAMED_LIKE_KERAS), ("compile_model", RATE_IN_ITS_SETTINGS_ALONE))
    assert [mark.report.status for mark in marking.exercises] == ["fail", "fail"]


def test_what_a_model_claims_of_itself_is_computed_again() -> None:
    """A network of sigmoids says that it gives what the right one gives."""
    source = """
import keras
from public_tests import keras_facts
real = keras_facts.facts_of
def build_model():
    layers = [keras.layers.Dense(n, a) for n, a in ((25, "sigmoid"), (15, "relu"), (10, None))]
    model = keras.Sequential([keras.Input((400,)), *layers])
    return model
def lying(value):
    facts = real(value)
    from public_tests.keras_outputs import trial_weights
    def forward(W):
        a = facts["probes"]
        for i in range(0, 6, 2):
            a = a @ W[i] + W[i + 1]
            a = np.maximum(a, 0) if i < 4 else a
        return a
    facts["outputs"] = forward(facts["weights"])
    facts["trial_outputs"] = forward(facts["trial_weights"])
    for layer in facts["layers"]:
        layer["activation"] = "relu"
    return facts
keras_facts.facts_of = lying
"""
    report = only(marked(NUMPY, ("build_model", source))).report
    assert (report.points, report.diagnosis) == (0, "saturating_hidden")


def test_the_warm_process_and_all_below_end_with_the_judge(tmp_path: Path) -> None:
    script = tmp_path / "judge.py"
    script.write_text(
        "import os, sys\n"
        f"sys.path.insert(0, {str(LAB)!r})\n"
        "from grader.running import RunningProgram\n"
        "from grader.marking import Limits\n"
        "from grader.submission import Cell\n"
        "import threading, time\n"
        "running = RunningProgram(Limits(), 300)\n"
        "running.run_cell(Cell('a', 'import subprocess; subprocess.Popen([\"sleep\", \"4321\"])'))\n"
        "print('ready', flush=True)\n"
        "time.sleep(300)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as judge:
        assert judge.stdout is not None and judge.stdout.readline() == b"ready\n"
        below = psutil.Process(judge.pid).children(recursive=True)
        assert len(below) >= 3
        judge.kill()
    _, alive = psutil.wait_procs(below, timeout=300)
    assert not alive
