"""The live line to the real server: what it brings, how it breaks, and that it is made again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client.errors import ServerAway
from client.operations import records
from client.remote.live_socket import LiveSocket, TokenWorn
from client.remote.server import HttpRemote
from client.store import Store
from client.sync.engine import Engine
from client.sync.live import Live
from client.sync.service import SyncService
from garage.records import Vehicle
from sync_server.kit.problem import Unauthorized
from sync_server.live.hub import OVERFLOW, RESTARTING
from tests.client.store.making import add_vehicle
from tests.client.sync.real_server import RealServer, remote, running
from tests.client.sync.test_service import Told


class Desk:
    """A profile whose service runs."""

    def __init__(self, folder: Path, server: RealServer, person: str) -> None:
        self.store = Store(folder)
        server.sign_in(self.store, person)
        self.told = Told()
        self.service = SyncService(
            self.store, folder, remote, changed=self.told.changed, state_changed=self.told.state
        )

    def start(self) -> None:
        self.service.start()
        self.told.wait(lambda: any(s.live and s.phase == "synced" for s in self.told.states))

    def sees(self, id_: str, name: str) -> None:
        """Wait until the window would show this."""

        def shown() -> bool:
            vehicles = self.store.read(lambda reader: reader.all(Vehicle))
            return (id_, name) in {(vehicle.id, vehicle.name) for vehicle in vehicles}

        self.told.wait(shown)

    def close(self) -> None:
        self.service.stop()
        self.store.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with running(tmp_path / "server") as made:
        yield made


@pytest.fixture(autouse=True)
def in_a_moment(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Lines are made again at once; the numbers of the attempts, for who asks."""
    attempts: list[int] = []

    def delay(attempt: int, *_: float) -> float:
        attempts.append(attempt)
        return 0.01

    monkeypatch.setattr("client.sync.live.retry_delay", delay)
    return attempts


@pytest.fixture
def desks(tmp_path: Path, server: RealServer) -> Iterator[tuple[Desk, Desk]]:
    person = server.person()
    both = Desk(tmp_path / "one", server, person), Desk(tmp_path / "other", server, person)
    for desk in both:
        desk.start()
    yield both
    for desk in both:
        desk.close()


def test_what_a_poke_brings_along_is_taken_in_without_a_pull(
    server: RealServer, desks: tuple[Desk, Desk]
) -> None:
    one, other = desks
    id_ = add_vehicle(one.store, "Herbie")
    other.sees(id_, "Herbie")
    before = server.pulls
    for name in ("Berta", "Emil"):
        records.edit(one.store, id_, {"name": name})
        other.sees(id_, name)
    records.edit(other.store, id_, {"name": "Back"})
    one.sees(id_, "Back")
    assert server.pulls == before
    # And nothing is missing that only a pull would bring.
    one.service.sync_now()
    one.told.wait(lambda: server.pulls > before)
    assert one.store.read(lambda reader: reader.waiting()) == 0


def test_a_line_that_breaks_is_made_again_and_what_came_meanwhile_is_asked_for(
    server: RealServer, desks: tuple[Desk, Desk], in_a_moment: list[int]
) -> None:
    one, other = desks
    id_ = add_vehicle(one.store, "Herbie")
    other.sees(id_, "Herbie")
    server.do(server.app.state.live.hub.end_all(RESTARTING))
    records.edit(one.store, id_, {"name": "Meanwhile"})
    other.sees(id_, "Meanwhile")
    other.told.wait(lambda: other.told.states[-1].live)
    assert set(in_a_moment) == {1}


def test_an_overflow_makes_everybody_ask(server: RealServer, desks: tuple[Desk, Desk]) -> None:
    one, _ = desks
    before = server.pulls

    async def overflow() -> None:
        server.app.state.live.hub.say_all(OVERFLOW)

    server.do(overflow())
    one.told.wait(lambda: server.pulls >= before + 2)
    assert server.pulls >= before + 2


def test_a_device_that_is_signed_out_elsewhere_says_so_at_once(
    server: RealServer, desks: tuple[Desk, Desk]
) -> None:
    one, other = desks
    add_vehicle(other.store, "Typed before")
    other.told.wait(lambda: other.store.read(lambda reader: reader.waiting()) == 0)
    asking = remote(one.store)
    asking.sign_out_others()
    asking.close()
    other.told.wait(lambda: other.told.states[-1].phase == "signed_out")
    assert one.service.state.phase != "signed_out"
    assert [v.name for v in other.store.read(lambda reader: reader.all(Vehicle))] == [
        "Typed before"
    ]


def test_a_token_that_ends_is_replaced_and_the_line_goes_on(
    server: RealServer, tmp_path: Path, in_a_moment: list[int]
) -> None:
    person = server.person()
    with Store(tmp_path / "one") as store:
        server.sign_in(store, person)
        asking = remote(store)
        worn: list[str] = []
        ready = threading.Semaphore(0)

        def token(old: str) -> str:
            worn.append(old)
            return asking.token(old)

        live = Live(
            server.address, token, lambda poke: ready.release() if poke.type == "overflow" else None
        )
        live.start()
        assert ready.acquire(timeout=180)
        first = asking.token()

        def ended(token: str) -> Any:
            raise Unauthorized("its time is over")

        server.do(server.app.state.live.round(ended))
        assert ready.acquire(timeout=180)
        live.stop()
        asking.close()
    assert worn == ["", first]
    assert in_a_moment[:1] == [1]


def test_a_token_of_nobody_is_told_from_a_server_that_is_away(server: RealServer) -> None:
    socket = LiveSocket(server.address, "none of ours")
    with pytest.raises(TokenWorn):
        socket.next(60)
    socket.close()
    with pytest.raises(ServerAway) as refused:
        LiveSocket("http://127.0.0.1:1", "whatever")
    assert not isinstance(refused.value, TokenWorn)


def test_closing_a_line_wakes_who_listens(server: RealServer, tmp_path: Path) -> None:
    with Store(tmp_path / "one") as store:
        server.sign_in(store, server.person())
        asking = remote(store)
        socket = LiveSocket(server.address, asking.token())
        ready = socket.next(60)
        assert ready is not None
        assert ready.type == "ready"
        threading.Timer(0.05, socket.close).start()
        with pytest.raises(ServerAway):
            socket.next(60)
        asking.close()


def test_without_a_line_it_asks_now_and_then(
    server: RealServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def polls(live: bool, chance: float) -> float:
        return 600.0 if live else 0.05

    monkeypatch.setattr("client.sync.service.poll_delay", polls)
    person = server.person()
    with Store(tmp_path / "other") as other:
        server.sign_in(other, person)
        desk = Desk(tmp_path / "one", server, person)

        def refused(store: Store) -> HttpRemote:
            made = remote(store)

            def no_token(worn: str = "") -> str:
                raise ServerAway("a proxy lets no sockets through")

            monkeypatch.setattr(made, "token", no_token)
            return made

        desk.service._factory = refused
        desk.service.start()
        desk.told.wait(lambda: bool(desk.told.states) and desk.told.states[-1].phase == "synced")
        asking = remote(other)
        id_ = add_vehicle(other, "Found by asking")
        Engine(other, asking).sync()
        asking.close()
        try:
            desk.sees(id_, "Found by asking")
            assert not desk.service.state.live
        finally:
            desk.close()
