"""A real `paddock-server` and real `paddock` commands, each a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx

from sync_server.commands.main import run as run_command
from tests import forked
from tests.ports import free_port
from tests.sync_server.templates import with_tables

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0


def until(look: Callable[[], Any], what: str, *, every: float = 0.05) -> Any:
    """What `look` gives as soon as it is anything; fails when it does not come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(every)
    raise AssertionError(f"{what} did not come")


class ServerProcess:
    """A server over a data folder, at an address that it keeps when it is started again."""

    def __init__(self, data: Path, *options: str, port: int = 0) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self.log = data.with_name(f"{data.name}.{self.port}.log")
        self._words = ["--data", str(data), "--port", str(self.port), *options]
        self._process: forked.Process | None = None

    def start(self) -> None:
        """Serve; returns once it answers."""
        if not self.data.exists():
            with_tables(self.data)
        with self.log.open("ab") as log:
            file = log.fileno()
            self._process = forked.start("sync_server", self._words, stdout=file, stderr=file)
        until(self._answers, "the server")

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log.read_text()[-2000:]
        with contextlib.suppress(httpx.TransportError):
            # Without the certificates that it would read for each look, and not ask for.
            return httpx.get(f"{self.url}/health", verify=False).status_code == 200
        return False

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None:
            self._process.terminate()
            assert self._process.wait(PATIENCE_SECONDS) in (0, -signal.SIGTERM), (
                self.log.read_text()[-2000:]
            )
            self._process = None

    def command(self, *words: str) -> Any:
        """What a command of whoever runs the server says, as JSON; in this process, to be quick."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = run_command([*self._words, *words, "--json"])
        assert status == 0, said.getvalue()
        return json.loads(said.getvalue())

    def pair(self, email: str) -> str:
        """A code that signs a device of this person in."""
        return str(self.command("pair", email)["code"])


class Profile:
    """A profile, worked on by `paddock` commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "PADDOCK_KEYRING": "file", "PADDOCK_PASSPHRASE": "a lamp in the ocean",
            "LC_ALL": "en_GB.UTF-8", "TZ": "UTC",
        }  # fmt: skip

    def command(self, *words: str) -> tuple[str, ...]:
        """The words of a command on it."""
        return ("--profile", str(self.folder), *words)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What a command says, and its exit status."""
        done = forked.run(
            "client", self.command(*words), environment=self.environment, timeout=PATIENCE_SECONDS
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def ask(self, *words: str, status: int = 0) -> Any:
        """The JSON document that a command answers, which must end with this exit status."""
        done = self.run(*words, "--json")
        assert done.returncode == status, done.stdout + done.stderr
        return json.loads(done.stdout)

    @contextlib.contextmanager
    def watching(self, *options: str) -> Iterator[list[str]]:
        """`sync --watch` beside what is done here; the lines that it says."""
        reading, writing = os.pipe()
        process = forked.start(
            "client", self.command("sync", "--watch", *options), environment=self.environment,
            stdout=writing, stderr=writing,
        )  # fmt: skip
        os.close(writing)
        lines: list[str] = []
        with os.fdopen(reading, encoding="utf-8") as said:
            reader = threading.Thread(target=lines.extend, args=(said,))
            reader.start()
            try:
                yield lines
            finally:
                process.send_signal(signal.SIGINT)
                try:
                    status = process.wait(PATIENCE_SECONDS)
                finally:
                    process.kill()
                    reader.join()
        assert status == 1, lines
        assert "stopped" in lines[-1], lines
