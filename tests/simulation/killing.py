"""Servers and devices that are processes of their own, to be killed; and the world they leave."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from client.store import Store
from sync_server.kit.database import Database
from sync_server.settings import Settings
from sync_server.spaces import parts
from tests.end_to_end.serving import ServerProcess
from tests.simulation.killed_syncing import said_file


class Forker:
    """A clean process that forks servers and devices, and kills them."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.simulation.killed_syncing"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, *words: Any) -> Any:
        """The answer to one line."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(words), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def kill(self, pid: int) -> None:
        """Kill a child, which must not have ended by itself."""
        assert self.ask("kill", pid), "a child ended by itself"

    def end(self) -> None:
        """Kill what is left, and wait."""
        self.process.communicate(timeout=180)


class Server(ServerProcess):
    """A server that a forker forks."""

    def __init__(self, forker: Forker, data: Path, database: str) -> None:
        options = ("--database", database) if database else ()
        super().__init__(data, *options)
        self.settings = Settings(data, database)
        self.forker = forker
        self.options = options
        self.pid = 0

    def fork(self) -> None:
        """Start, without waiting until it answers."""
        self.pid = self.forker.ask("server", str(self.data), self.port, *self.options)

    def kill(self) -> None:
        """Kill it."""
        self.forker.kill(self.pid)

    def answers(self) -> bool:
        """Whether it serves."""
        try:
            return httpx.get(f"{self.url}/health", verify=False).status_code == 200
        except httpx.TransportError:
            return False


@dataclass
class Machine:
    """A device, and what it wrote of itself."""

    forker: Forker
    folder: Path
    pid: int = 0
    life: int = 0
    lines: list[list[Any]] = field(default_factory=list)
    _read: int = 0

    def fork(self) -> None:
        """Start it."""
        self.life += 1
        self.lines.append(["life", self.life])
        self.pid = self.forker.ask("device", str(self.folder), self.life)

    def kill(self) -> None:
        """Kill it."""
        self.forker.kill(self.pid)
        self.look()

    def look(self) -> None:
        """Read what it wrote since the last time."""
        if not said_file(self.folder).exists():
            return
        with said_file(self.folder).open("rb") as file:
            file.seek(self._read)
            whole = file.read().rpartition(b"\n")[0]
        if whole:
            self._read += len(whole) + 1
            self.lines += [json.loads(line) for line in whole.split(b"\n")]

    def heard(self, word: str) -> int:
        """How often it said this."""
        self.look()
        return sum(line[0] == word for line in self.lines)

    def is_syncing(self) -> bool:
        """Whether the last that it said of a sync is that it began."""
        self.look()
        of_syncs = [line[0] for line in self.lines if line[0] in ("sync", "synced", "away")]
        return of_syncs[-1:] == ["sync"]


@dataclass
class Standing:
    """A machine at rest, as the checks of the simulation see a device."""

    name: str
    person: str
    store: Store


class Rest:
    """The world at rest, as the checks of the simulation see a fleet."""

    def __init__(self, server: Server, machines: list[Machine]) -> None:
        self.database = Database(server.settings.database_url)
        self.server = self
        self.counts: Counter[str] = Counter()
        self.devices = {
            m.folder.name: Standing(m.folder.name, "ann", Store(m.folder)) for m in machines
        }

    def member_of(self, person: str) -> set[str]:
        """The spaces of the only person there is."""
        (said,) = {
            device.store.read(lambda r: r.connection.exec_driver_sql("SELECT person FROM account")
                              .scalar_one())
            for device in self.devices.values()
        }  # fmt: skip
        with self.database.read() as connection:
            return set(parts.roles_of(connection, said))

    def close(self) -> None:
        """Close all that is open."""
        for device in self.devices.values():
            device.store.close()
        self.database.close()
