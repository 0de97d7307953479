"""Our programs, loaded once for a test process and forked each time a test starts one.

To start a short command is to load what it is made of, ten times what it then has to do. A fork of
a process that has loaded it and has nothing open is a process of its own all the same, with its
own arguments, environment, files and end. That the programs load what they need when they are
really started show `tests/client/cli/test_main.py`, `tests/packaging` and every window of
`tests/end_to_end`.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FORKS = sys.platform == "linux"
"""Elsewhere a fork does not last, or is none: there every program is started."""

_MOST_BYTES = 1 << 20
_MOST_TOLD = 1 << 16
"""Bytes that a pipe takes before anybody reads it."""
_LOADED = {
    "client": ("client.app.start", "client.cli.main"),
    "sync_server": ("sync_server.commands.main", "sync_server.app"),
}
"""What a program is known to need, or a module is taken for what it imports itself.

What a command loads besides is learned from the first.
"""
_NEVER = ("PySide6", "shiboken6")
"""Starts threads, which no fork takes along."""


class Forked:
    """A program that runs, with what the tests use of `subprocess.Popen`."""

    def __init__(self, stem: _Stem, pid: int, words: Sequence[str]) -> None:
        self.pid = pid
        self.args = words
        self.returncode: int | None = None
        self._stem = stem

    def poll(self) -> int | None:
        """Its exit status, if it has ended."""
        if self.returncode is None:
            self.returncode = self._stem.ask({"reap": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status as soon as it has ended."""
        if self.poll() is None:
            end = os.pidfd_open(self.pid)
            try:
                select.select([end], [], [], timeout)
            finally:
                os.close(end)
        status = self.poll()
        if status is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return status

    def send_signal(self, number: int) -> None:
        """As `kill` does."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


Process = Forked | subprocess.Popen[bytes]


def start(
    module: str,
    words: Sequence[str],
    *,
    environment: Mapping[str, str] = os.environ,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
) -> Process:
    """Start `python -m module words…` in the project's folder."""
    if not FORKS:
        return subprocess.Popen(
            [sys.executable, "-m", module, *words], cwd=ROOT, env=environment,
            stdin=stdin, stdout=stdout, stderr=stderr,
            preexec_fn=_hear_interrupts if os.name == "posix" else None,
        )  # fmt: skip
    with Path(os.devnull).open("r+b", buffering=0) as nothing:
        chosen = (stdin, stdout, stderr)
        files = [nothing.fileno() if each == subprocess.DEVNULL else each for each in chosen]
        stem = _stem(module)
        pid = stem.ask({"words": list(words), "environment": dict(environment)}, files)
    return Forked(stem, pid, (module, *words))


def _hear_interrupts() -> None:
    """In a new process: SIGINT counts, even where the tests run in a shell's background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run(
    module: str, words: Sequence[str], *, environment: Mapping[str, str] = os.environ,
    input: str = "", timeout: float = 60,
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """What `python -m module words…` says, and its exit status."""
    with contextlib.ExitStack() as stack:
        typed, said, complained = (
            stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8")) for _ in range(3)
        )
        typed.write(input)
        typed.seek(0)
        process = start(
            module, words, environment=environment,
            stdin=typed.fileno(), stdout=said.fileno(), stderr=complained.fileno(),
        )  # fmt: skip
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        said.seek(0)
        complained.seek(0)
        return subprocess.CompletedProcess(words, status, said.read(), complained.read())


class Spoken:
    """A program that is typed to, and whose words are read as they come."""

    def __init__(self, module: str, words: Sequence[str], *, errors: bool = False) -> None:
        typing, said = os.pipe(), os.pipe()
        complained = os.pipe() if errors else None
        theirs = [typing[0], said[1], *([complained[1]] if complained else [])]
        self.process = start(
            module, words, stdin=theirs[0], stdout=theirs[1], stderr=theirs[-1] if errors else 2
        )
        for file in theirs:
            os.close(file)
        self.stdin = os.fdopen(typing[1], "w", encoding="utf-8")
        self.stdout = os.fdopen(said[0], encoding="utf-8")
        self.stderr = os.fdopen(complained[0], encoding="utf-8") if complained else None

    def close(self) -> None:
        """Let go of it once it has ended."""
        for file in (self.stdin, self.stdout, self.stderr):
            if file is not None:
                file.close()


class _Stem:
    """The process that has loaded a program, and forks."""

    def __init__(self, module: str) -> None:
        self._lock = threading.Lock()
        self._channel, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.forked", module, str(theirs.fileno())],
                cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
            )  # fmt: skip
        atexit.register(self._close)

    def ask(self, request: Mapping[str, Any], files: Sequence[int] = ()) -> Any:
        """Its answer."""
        with self._lock:
            socket.send_fds(self._channel, [json.dumps(request).encode()], files)
            answer = self._channel.recv(_MOST_BYTES)
        assert answer, "the process that forks has ended"
        return json.loads(answer)

    def _close(self) -> None:
        self._channel.close()
        self._process.wait()


_stem = functools.cache(_Stem)


# --- In the process that forks -------------------------------------------------------------


def _serve(module: str, channel: socket.socket) -> None:
    """Fork for each request until nobody asks any more; whoever still runs ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if module == "client":
        from tests.quick_keys import derive_quickly

        derive_quickly()
    for name in _LOADED.get(module, (module,)):
        importlib.import_module(name)
    if module not in _LOADED:
        # It is to be run, and not to be there before.
        del sys.modules[module]
    running: dict[int, int] = {}
    while True:
        message, files, _, _ = socket.recv_fds(channel, _MOST_BYTES, 3)
        if not message:
            break
        request = json.loads(message)
        if "reap" in request:
            answer = _reap(request["reap"], running)
        else:
            threads = list(Path("/proc/self/task").iterdir())
            assert len(threads) == 1, "what was loaded has begun threads, which no fork takes along"
            gc.freeze()
            reading, writing = os.pipe()
            answer = os.fork()
            if answer == 0:
                channel.close()
                os.close(reading)
                _become(module, request, files, writing)
                return
            os.close(writing)
            running[answer] = reading
            for file in files:
                os.close(file)
        channel.send(json.dumps(answer).encode())
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def _reap(pid: int, running: dict[int, int]) -> int | None:
    """The exit status of a child, if it has ended; what it had to load is loaded here as well."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        return None
    with os.fdopen(running.pop(pid), encoding="utf-8") as told:
        for name in told.readline().split():
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    return os.waitstatus_to_exitcode(status)


def _become(module: str, request: Mapping[str, Any], files: Sequence[int], telling: int) -> None:
    """Be the program that is asked for."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    # Those of the stem have looked at its files, and not at these.
    sys.stdin = os.fdopen(0, encoding=sys.stdin.encoding, closefd=False)
    for name, number, buffering in (("stdout", 1, -1), ("stderr", 2, 1)):
        old = getattr(sys, name)
        told = {"encoding": old.encoding, "errors": old.errors, "closefd": False}
        setattr(sys, name, os.fdopen(number, "w", buffering, **told))
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    loaded = set(sys.modules)
    atexit.register(_tell, loaded, telling)
    sys.argv = [module, *request["words"]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _tell(loaded: set[str], telling: int) -> None:
    """The names of what was loaded since; of modules that a name is enough to load."""
    names = [
        name for name, each in list(sys.modules.items())
        if name not in loaded and getattr(each, "__spec__", None) is not None
        and not name.startswith(_NEVER) and not name.endswith("__main__")
    ]  # fmt: skip
    line = f"{' '.join(names)}\n".encode()
    # Nobody reads before this has ended: it is to fit in the pipe.
    if len(line) <= _MOST_TOLD:
        os.write(telling, line)


if __name__ == "__main__":
    _serve(sys.argv[1], socket.socket(fileno=int(sys.argv[2])))
