"""The service: syncs by itself, tells what changed and how things stand, and stops at once."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from client.errors import ServerAway, SignInNeeded
from client.operations import records
from client.remote.live_socket import TokenWorn
from client.remote.protocol import Poke
from client.store import Changes, Store
from client.sync import service as service_module
from client.sync.live import Live
from client.sync.service import SyncService, SyncState
from tests.client.store.making import add_vehicle
from tests.client.sync.conftest import Device, World
from tests.client.sync.standin import Session

PATIENCE_SECONDS = 60.0


class Told:
    """What a service told, to be waited for."""

    def __init__(self) -> None:
        self.changes: list[Changes] = []
        self.states: list[SyncState] = []
        self._news = threading.Condition()

    def changed(self, changes: Changes) -> None:
        with self._news:
            self.changes.append(changes)
            self._news.notify_all()

    def state(self, state: SyncState) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()

    def wait(self, met: Callable[[], bool]) -> SyncState:
        """The state as it became so; the service goes on at once, and may have told another since.

        It is looked at now and then too: what stays as it was is not told again.
        """
        end = time.monotonic() + PATIENCE_SECONDS
        with self._news:
            while not met():
                assert time.monotonic() < end, self.states[-3:]
                self._news.wait(0.05)
            return self.states[-1]


class Closing:
    """A stand-in's session as a service holds it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def token(self, worn: str = "") -> str:
        return "token"

    def close(self) -> None:
        """Nothing is open."""


def serve(device: Device, told: Told) -> SyncService:
    def factory(_: Store) -> Any:
        return Closing(device.session)

    return SyncService(
        device.store, device.folder, factory, changed=told.changed, state_changed=told.state,
        live=False,
    )  # fmt: skip


@pytest.fixture
def running(world: World) -> Iterator[tuple[Device, SyncService, Told]]:
    device, told = world.device(), Told()
    service = serve(device, told)
    service.start()
    yield device, service, told
    service.stop()


def test_it_sends_what_is_edited_and_tells_what_comes(
    world: World, running: tuple[Device, SyncService, Told]
) -> None:
    device, service, told = running
    told.wait(lambda: bool(told.states) and told.states[-1].phase == "synced")
    id_ = add_vehicle(device.store, "Herbie")
    told.wait(lambda: any(s.phase == "syncing" and s.waiting for s in told.states))
    told.wait(lambda: told.states[-1].phase == "synced" and told.states[-1].last_sync > 0)
    other = world.device()
    other.sync()
    records.edit(other.store, id_, {"name": "Theirs"})
    other.sync()
    service.sync_now()
    told.wait(lambda: any(c.touched.get("vehicle") == {id_} for c in told.changes))
    assert device.store.read(lambda reader: reader.find(id_)).name == "Theirs"


def test_what_another_program_edits_on_the_profile_is_sent(
    running: tuple[Device, SyncService, Told],
) -> None:
    device, _, told = running
    told.wait(lambda: bool(told.states) and told.states[-1].phase == "synced")
    with contextlib.closing(Store(device.folder)) as another:
        add_vehicle(another, "Herbie")
    told.wait(lambda: any(s.phase == "syncing" and s.waiting for s in told.states))
    told.wait(lambda: told.states[-1].phase == "synced" and not told.states[-1].waiting)


class Meanwhile(Closing):
    """While its first answer is on the way, another program adds a vehicle to the profile."""

    def __init__(self, device: Device) -> None:
        super().__init__(device.session)
        self._device: Device | None = device

    def pull(self, request: Any) -> Any:
        answer = self._session.pull(request)
        device, self._device = self._device, None
        if device is not None:
            with contextlib.closing(Store(device.folder)) as another:
                add_vehicle(another, "Herbie")
        return answer


def test_what_another_program_edits_during_a_sync_is_sent_after_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_module, "poll_delay", lambda *_: 100 * PATIENCE_SECONDS)
    device, told = world.device(), Told()
    service = SyncService(
        device.store, device.folder, lambda _: Meanwhile(device),
        state_changed=told.state, live=False,
    )  # fmt: skip
    service.start()
    try:
        told.wait(lambda: any(state.waiting for state in told.states))
        told.wait(lambda: told.states[-1].phase == "synced" and not told.states[-1].waiting)
    finally:
        service.stop()


def test_an_edit_that_comes_while_another_program_s_are_looked_for_is_not_forgotten(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = world.device()
    service = serve(device, Told())
    service.state = SyncState("synced")
    version = device.store.data_version()

    def meanwhile() -> int:
        service._on_edit()
        return version

    monkeypatch.setattr(device.store, "data_version", meanwhile)
    assert service._has_edits()


def test_that_a_garage_is_called_otherwise_is_told_though_no_record_changed(
    world: World, running: tuple[Device, SyncService, Told]
) -> None:
    device, service, told = running
    told.wait(lambda: bool(told.states) and told.states[-1].phase == "synced")
    before = len(told.changes)
    world.server.kept.rooms[device.home()].name = "Lindners"
    service.sync_now()
    told.wait(lambda: len(told.changes) > before)
    assert not told.changes[-1].touched
    assert device.store.read(lambda reader: reader.home()[1]) == "Lindners"


def test_a_server_that_is_away_is_told_and_what_is_typed_waits(
    running: tuple[Device, SyncService, Told],
) -> None:
    device, service, told = running
    told.wait(lambda: bool(told.states) and told.states[-1].phase == "synced")
    device.session.away = True
    add_vehicle(device.store, "Unsent")
    service.sync_now()
    state = told.wait(lambda: told.states[-1].phase == "offline")
    assert isinstance(state.problem, ServerAway)
    assert state.waiting == 1
    device.session.away = False
    service.sync_now()
    assert told.wait(lambda: told.states[-1].phase == "synced").problem is None


def test_without_an_account_it_waits_for_one(world: World) -> None:
    device, told = world.device(sign_in=False), Told()

    def nobody(_: Store) -> Any:
        raise SignInNeeded("nobody is signed in")

    service = SyncService(device.store, device.folder, nobody, state_changed=told.state)
    service.start()
    service.stop()
    service.stop()
    assert service.state.phase == "local"
    assert service.state.problem is None


class Socket:
    """A live socket that says what it is told to say."""

    def __init__(self, messages: list[Any]) -> None:
        self._messages = messages
        self.closed = threading.Event()

    def next(self, seconds: float) -> Poke | None:
        if not self._messages:
            self.closed.wait(60)
            raise ServerAway("closed")
        message = self._messages.pop(0)
        if isinstance(message, Exception):
            raise message
        return message  # type: ignore[no-any-return]  # a Poke or None

    def close(self) -> None:
        self.closed.set()


def test_the_live_channel_opens_again_with_another_token(monkeypatch: Any) -> None:
    monkeypatch.setattr("client.sync.live.retry_delay", lambda *_: 0.0)
    tokens: list[str] = []
    heard: list[str] = []
    whole = threading.Event()
    sockets = [
        Socket([Poke("ready"), Poke("poke", "a", 1, 2), None, TokenWorn("ended")]),
        Socket([Poke("ready"), Poke("spaces")]),
    ]

    def token(worn: str) -> str:
        tokens.append(worn)
        return f"token-{len(tokens)}"

    def poked(poke: Poke) -> None:
        heard.append(poke.type)
        if poke.type == "spaces":
            whole.set()

    made = iter(sockets)
    live = Live("http://x", token, poked, open_socket=lambda *_: next(made))  # type: ignore[arg-type,return-value]  # a stand-in
    live.start()
    assert whole.wait(60)
    live.stop()
    assert heard == ["overflow", "poke", "broken", "overflow", "spaces"]
    assert tokens == ["", "token-1"]
