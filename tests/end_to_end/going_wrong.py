"""Two profiles and a way to their server on which things go wrong, and what must hold then."""

from __future__ import annotations

import json
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from client.app.start import start
from client.errors import CertificateWrong, ClientError, NotPaddock, ServerAway, SignInNeeded
from client.operations import records
from client.store import Store
from client.sync.engine import Engine
from client.sync.service import SyncService, SyncState
from client.sync.signing import SignIn, connect
from client.ui.account.sync_words import SyncWords, sync_words
from client.ui.shell.said import sentence
from garage.regions import Preferences
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.test_service import Told
from tests.end_to_end.serving import ServerProcess, until
from tests.end_to_end.way import Way

ANN = "ann@example.org"
LINES: dict[type[ClientError], str] = {
    ServerAway: "Offline since 10:42",
    NotPaddock: "Another page answers",
    CertificateWrong: "Certificate not valid",
    SignInNeeded: "Sign in again",
}


@dataclass
class World:
    """A server, the way to it, and two profiles of one person."""

    server: ServerProcess
    way: Way
    desk: Path
    laptop: Path
    id: str = ""

    def sign_in(self, folder: Path, email: str = ANN) -> None:
        """Sign a profile in."""
        with Store(folder) as store:
            signing = SignIn(store, self.way.url)
            try:
                signing.finish(signing.oauth.by_pair(self.server.pair(email)))
            finally:
                signing.close()

    def sync(self, folder: Path) -> None:
        """Sync a profile, which must go well."""
        with Store(folder) as store, closing(connect(store)) as remote:
            Engine(store, remote).sync()

    def edit(self, name: str) -> None:
        """Edit the vehicle at the desk."""
        with Store(self.desk) as store:
            records.edit(store, self.id, {"name": name})

    def name(self, folder: Path) -> str:
        """What the vehicle is called in a profile."""
        with Store(folder) as store:
            return vehicle(store, self.id).name

    def waiting(self) -> int:
        """How much waits at the desk."""
        with Store(self.desk) as store:
            return store.read(lambda reader: reader.waiting())

    def state(self) -> tuple[str, ClientError]:
        """How the window would say that it stands: the phase, and the problem."""
        with Store(self.desk) as store:
            told = Told()
            service = SyncService(store, self.desk, state_changed=told.state, live=False)
            service.start()
            try:
                state = told.wait(lambda: bool(told.states) and told.states[-1].problem is not None)
            finally:
                service.stop()
            assert state.problem is not None
            return state.phase, state.problem


def make_world(server: ServerProcess, way: Way, folder: Path, email: str = ANN) -> World:
    """Two profiles in step, with one vehicle."""
    server.command("account", "add", email, "--name", "Ann")
    made = World(server, way, folder / "desk", folder / "laptop")
    for profile in (made.desk, made.laptop):
        made.sign_in(profile, email)
    with Store(made.desk) as store:
        made.id = add_vehicle(store, "Z3")
    made.sync(made.desk)
    made.sync(made.laptop)
    return made


def command(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """The exit status of a command, and the document that it answers."""
    capsys.readouterr()
    status = start(["--profile", str(folder), *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


def check(
    world: World, capsys: pytest.CaptureFixture[str], kind: type[ClientError], words: str
) -> ClientError:
    """An edit waits, the command and the window say why, and it is sent once all is well."""
    name = f"edited {time.time_ns()}"
    world.edit(name)
    status, said = command(world.desk, capsys, "sync")
    assert (status, said["error"]["code"]) == (kind.exit_status, kind.code)
    assert words in said["error"]["message"]
    assert said["error"]["hint"]
    phase, problem = world.state()
    assert (phase, type(problem)) == ("offline", kind)
    assert words in problem.message
    said_in_window(phase, problem)
    assert world.waiting() == 1
    assert world.name(world.desk) == name
    return problem


def said_in_window(phase: str, problem: ClientError) -> SyncWords:
    """The line that is always visible, and the whole sentence: what it is, and what is done."""
    now = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
    words = sync_words(SyncState(phase, 1, problem=problem), now, Preferences.for_region("IE"), now)
    wait = isinstance(problem, ServerAway) and problem.retry_after
    assert words.line.startswith("Server says wait until 10:4" if wait else LINES[type(problem)])
    assert words.more == f"{sentence(problem)}. 1 edit waiting."
    assert problem.hint in words.more
    return words


def check_mended(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """All is well again: what waited is sent, and arrives."""

    def sent() -> Any:
        # Of two refreshes within a second the second is told to wait, and come again.
        status, said = command(world.desk, capsys, "sync")
        return said if status == 0 else None

    assert until(sent, "a good sync")["sent"] == 1
    assert world.waiting() == 0
    world.sync(world.laptop)
    assert world.name(world.laptop) == world.name(world.desk)


def check_ended(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """The session is over: said with its status, in the window too, and the edit waits."""
    world.edit("edited at the desk")

    def over() -> Any:
        with Store(world.desk) as store:
            told = Told()
            service = SyncService(store, world.desk, state_changed=told.state, live=False)
            service.start()
            state = told.wait(lambda: bool(told.states) and told.states[-1].phase != "syncing")
            service.stop()
            if state.phase != "signed_out" or not isinstance(state.problem, SignInNeeded):
                return False
            said_in_window(state.phase, state.problem)
            return True

    # The server notices within seconds; what it took until then is no loss either.
    until(lambda: over() or world.edit(f"edited {time.time_ns()}"), "the end of the session")
    name = world.name(world.desk)
    status, said = command(world.desk, capsys, "sync")
    assert (status, said["error"]["code"]) == (5, "sign_in")
    status, said = command(world.desk, capsys, "status")
    assert (status, said["state"], said["waiting"]) == (0, "signed_out", 1)
    assert world.name(world.desk) == name
