"""A server in a process of its own, and profiles that sync with it over real HTTP."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from client.remote.http import Http
from client.remote.server import HttpRemote
from client.store import Changes, Store
from client.store.account import set_account
from client.sync.engine import Engine
from garage.ids import new_id
from sync_server.accounts import sessions
from sync_server.accounts.people import add_person, set_home
from sync_server.app import make_home
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.oauth.keys import Keys
from sync_server.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ISSUER = "http://127.0.0.1:1"
"""What tokens name as their maker: one for all servers on a database."""


class Tokens:
    """Access tokens made beside the server, so that no sign-in is measured."""

    def __init__(self, token: str) -> None:
        self._token = token

    def access(self, worn: str = "") -> str:
        """The token: a benchmark is over before it is."""
        return self._token

    def end(self) -> None:
        """Sessions do not end here."""


class Seen:
    """What a service tells, as a window would hear it: waited for by id."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._touched: set[str] = set()
        self._live = False

    def changed(self, changes: Changes) -> None:
        """Records look different now."""
        with self._news:
            for ids in changes.touched.values():
                self._touched |= ids
            self._news.notify_all()

    def state(self, state: Any) -> None:
        """How the sync stands."""
        with self._news:
            self._live = self._live or (state.live and state.phase == "synced")
            self._news.notify_all()

    def wait_for(self, id_: str) -> None:
        """Until this record was told of."""
        with self._news:
            if not self._news.wait_for(lambda: id_ in self._touched, 20):
                raise RuntimeError("an edit did not arrive")
            self._touched.clear()

    def wait_live(self) -> None:
        """Until the live line stands."""
        with self._news:
            if not self._news.wait_for(lambda: self._live, 20):
                raise RuntimeError("there is no live line")


class World:
    """One server, and whoever has an account there."""

    def __init__(self, address: str, pid: int, settings: Settings) -> None:
        self.address = address
        self.pid = pid
        self.database = Database(settings.database_url)
        self._keys = Keys(self.database, settings.issuer)

    def person(self, name: str) -> tuple[str, str]:
        """Somebody new: their id, and that of their garage."""
        with self.database.write() as connection:
            person = add_person(connection, f"{name}@example.org", name, None, clock.now())
            home = set_home(connection, person, new_id(clock.now()))
            make_home(connection, person, home, name, clock.now())
        return person, home

    def token(self, person: str, device: str) -> str:
        """Sign a device in."""
        granted = sessions.Granted(person, "paddock-desktop", "account sync", 0)
        with self.database.write() as connection:
            session = sessions.open_session(connection, granted, device, "bench", clock.now())
        return self._keys.access_token(session, clock.now())

    def remote(self, store: Store, person: str) -> HttpRemote:
        """Sign a profile in; what speaks with the server for it."""
        token = self.token(person, store.read(lambda reader: reader.device()))
        store.layered(
            lambda t: set_account(t.connection, server=self.address, person=person, told=1)
        )
        tokens: Any = Tokens(token)
        return HttpRemote(Http(self.address), tokens)

    def engine(self, store: Store, person: str) -> Engine:
        """The engine of a profile that is signed in now."""
        return Engine(store, self.remote(store, person))

    @contextlib.contextmanager
    def editor(self, folder: Path, person: str) -> Iterator[Callable[[str], None]]:
        """Another device, in a process of its own; what is handed to it is an id and a station."""
        with Store(folder) as store:
            token = self.token(person, store.read(lambda reader: reader.device()))
        command = [sys.executable, "-m", "tests.bench.sync_editor", str(folder), self.address]
        with subprocess.Popen(
            [*command, token], cwd=ROOT, env=_environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as running:  # fmt: skip
            assert running.stdin is not None
            assert running.stdout is not None
            inwards = running.stdin
            if running.stdout.readline() != "ready\n":
                raise RuntimeError("the other device did not begin")

            def edit(line: str) -> None:
                inwards.write(line + "\n")
                inwards.flush()

            yield edit
            inwards.close()

    def busy(self) -> float:
        """Seconds that the processors have worked for the server and for us."""
        ours = os.times()
        return _worked(self.pid) + ours.user + ours.system

    def memory(self) -> int:
        """Bytes that the server holds in memory."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _worked(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def serving(folder: Path, url: str = "") -> Iterator[World]:
    """A server of its own over an empty database."""
    command = [sys.executable, "-m", "sync_server", "--data", str(folder), "--port", "0"]
    command += ["--base-url", ISSUER, *(["--database", url] if url else [])]
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL, stderr=log
        ) as running,
    ):
        try:
            address = _listening(running, folder / "log")
            world = World(address, running.pid, Settings(folder, url, base_url=ISSUER))
            with contextlib.closing(world.database):
                yield world
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(40)


def _listening(running: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the server listens; gives where."""
    while running.poll() is None:
        if said := re.search(rb'"address": ?"([^"]+)"', log.read_bytes()):
            return said[1].decode()
        time.sleep(0.02)
    raise RuntimeError(log.read_text(encoding="utf-8"))
