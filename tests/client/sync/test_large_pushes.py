"""What waits goes in pushes that the server takes: smaller where it, or the line, takes less."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from client.errors import ServerAway, TooLarge
from client.operations import records
from client.remote.secrets import MemorySecrets
from client.store import Store
from client.store.codec import codec, dump
from client.store.rows import change_rows
from client.store.schema import KEPT, PENDING, PUSH, SENDING
from client.store.sending import next_push
from client.sync.engine import Engine
from client.sync.plan import PUSH_BYTES
from client.sync.report import Report
from client.sync.signing import connect
from garage.records import Vehicle, kind_named
from garage.records.fields import TEXT_LIMIT
from garage.sync.wire import MOST_BODY, PushAnswer
from sync_server.kit.bounds import Bounds
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.narrow_proxy import NarrowProxy, narrow_proxy
from tests.client.sync.real_server import RealServer, running

KIB = 2**10
VEHICLES = codec(kind_named("vehicle")).table
_chance = random.Random(7)


def noise(length: int) -> str:
    """Text that hardly becomes smaller: packed some 2.4 bytes a letter."""
    return "".join(map(chr, _chance.choices(range(0x4E00, 0x9FA0), k=length)))


class Desk:
    """A profile of a person; `sizes` are the bytes of its pushes."""

    def __init__(self, folder: Path, server: RealServer, person: str) -> None:
        self.store = Store(folder)
        server.sign_in(self.store, person)
        self.sizes: list[int] = []

    def sync(self, transport: httpx.BaseTransport | None = None, *, live: bool = False) -> Report:
        """Whatever waits, by an engine that knows nothing yet; `live` as beside a live line."""
        remote = connect(self.store, transport=transport, kept_in=MemorySecrets())
        push = remote.push

        def counted(body: bytes) -> PushAnswer:
            self.sizes.append(len(body))
            return push(body)

        remote.push = counted  # type: ignore[method-assign]  # carried as ever, and counted
        try:
            engine = Engine(self.store, remote, patience=20)
            return engine.push_waiting() if live else engine.sync()
        finally:
            remote.close()

    def notes(self) -> dict[str, str | None]:
        """Name → notes."""
        return {v.name: v.notes for v in self.store.read(lambda reader: reader.all(Vehicle))}

    def rows(self, table: Any) -> list[Any]:
        """What is in a table."""
        return self.store.read(lambda reader: list(reader.connection.execute(select(table))))

    def nothing_is_left(self) -> bool:
        """Nothing waits or is on its way."""
        return not any(self.rows(table) for table in (PUSH, SENDING, PENDING)) and not (
            self.store.read(lambda reader: reader.waiting())
        )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with running(tmp_path / "server") as made:
        yield made


@pytest.fixture
def desks(tmp_path: Path, server: RealServer) -> Iterator[tuple[Desk, Desk]]:
    """Two profiles of one person, who has nothing yet."""
    person = server.person()
    made = tuple(Desk(tmp_path / name, server, person) for name in ("laptop", "desktop"))
    made[0].sync()
    yield made[0], made[1]
    for desk in made:
        desk.store.close()


@pytest.fixture
def proxy() -> Iterator[NarrowProxy]:
    with narrow_proxy(64 * KIB) as made:
        yield made


def arrived(laptop: Desk, desktop: Desk) -> bool:
    """All that the laptop has is on the desktop, and nothing waits."""
    desktop.sync()
    return laptop.nothing_is_left() and desktop.notes() == laptop.notes()


def test_more_than_the_server_takes_at_once_goes_in_several_pushes(
    desks: tuple[Desk, Desk],
) -> None:
    laptop, desktop = desks
    ids = [add_vehicle(laptop.store, f"Car {n}") for n in range(20)]
    laptop.sync()
    for id_ in ids:
        records.edit(laptop.store, id_, {"notes": noise(TEXT_LIMIT)})
    for n in range(20):
        add_vehicle(laptop.store, f"Van {n}", notes=noise(TEXT_LIMIT))
    laptop.sizes.clear()
    assert laptop.sync().sent == 40
    assert sum(laptop.sizes) > MOST_BODY
    assert max(laptop.sizes) <= PUSH_BYTES
    assert len(laptop.sizes) <= 4
    assert arrived(laptop, desktop)


def test_a_push_that_an_older_version_made_too_large_is_divided(desks: tuple[Desk, Desk]) -> None:
    laptop, desktop = desks
    for n in range(40):
        add_vehicle(laptop.store, f"Car {n}", notes=noise(TEXT_LIMIT))
    made = laptop.store.layered(lambda t: next_push(t, 2_000, 2**30))
    assert made is not None
    assert len(made.body) > MOST_BODY
    records.edit(laptop.store, made.patches()[0].id, {"name": "Berta"})
    assert laptop.sync().refused == 0
    assert "Berta" in laptop.notes()
    assert arrived(laptop, desktop)


def test_a_record_that_no_server_takes_is_kept_and_holds_up_nothing(
    desks: tuple[Desk, Desk],
) -> None:
    laptop, desktop = desks
    add_vehicle(laptop.store, "First")
    # A newer version's field, out of an archive: none of ours is as long.
    huge = add_vehicle(laptop.store, "Huge")
    extra = {"extra": dump({"diary": noise(4_000_000)})}
    laptop.store.layered(lambda t: change_rows(t.connection, VEHICLES, {"id": huge}, **extra))
    add_vehicle(laptop.store, "Last")
    report = laptop.sync()
    assert (report.sent, report.refused) == (2, 1)
    assert max(laptop.sizes) < KIB
    (kept,) = laptop.rows(KEPT)
    assert (kept.id, kept.code) == (huge, "too_large")
    assert sorted(laptop.notes()) == ["First", "Last"]
    assert arrived(laptop, desktop)


def test_a_proxy_that_takes_less_gets_smaller_pushes(
    desks: tuple[Desk, Desk], proxy: NarrowProxy
) -> None:
    laptop, desktop = desks
    ids = [add_vehicle(laptop.store, f"Car {n}", notes=noise(8_000)) for n in range(30)]
    assert laptop.sync(proxy.transport()).sent == 30
    for id_ in ids:
        records.edit(laptop.store, id_, {"notes": noise(8_000)})
    assert laptop.sync(proxy.transport()).sent == 30
    assert proxy.refused
    # What was found out holds: it is not tried again with each push.
    assert len(proxy.refused) <= 2 * 5
    assert max(proxy.taken) <= proxy.most
    assert len(proxy.taken) < 40
    assert arrived(laptop, desktop)


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("edited", [False, True])
def test_a_record_too_large_for_the_proxy_is_kept_and_all_others_go(
    desks: tuple[Desk, Desk], proxy: NarrowProxy, edited: bool, live: bool
) -> None:
    laptop, desktop = desks
    ids = [add_vehicle(laptop.store, f"Car {n}", notes="old") for n in range(7)]
    if edited:
        laptop.sync()
    for n, id_ in enumerate(ids):
        records.edit(laptop.store, id_, {"notes": noise(40_000 if n == 3 else 5_000)})
    report = laptop.sync(proxy.transport(), live=live)
    assert (report.sent, report.refused) == (6, 1)
    (kept,) = laptop.rows(KEPT)
    assert (kept.id, kept.code, kept.reason) == (ids[3], "too_large", "")
    assert laptop.notes().get("Car 3") == ("old" if edited else None)
    assert arrived(laptop, desktop)


def test_what_is_edited_after_a_push_that_is_divided_goes_after_it(
    desks: tuple[Desk, Desk], proxy: NarrowProxy
) -> None:
    laptop, desktop = desks
    ids = [add_vehicle(laptop.store, f"Car {n}", notes="old") for n in range(6)]
    laptop.sync()
    for id_ in ids:
        records.edit(laptop.store, id_, {"notes": noise(12_000)})
    # On its way, and then the machine was turned off.
    laptop.store.layered(lambda t: next_push(t, 2_000, 2**30))
    for n, id_ in enumerate(ids):
        records.edit(laptop.store, id_, {"notes": f"newest {n}"})
    report = laptop.sync(proxy.transport())
    assert (report.sent, report.refused) == (12, 0)
    assert proxy.refused
    assert arrived(laptop, desktop)
    assert [vehicle(desktop.store, id_).notes for id_ in ids] == [f"newest {n}" for n in range(6)]


def test_a_server_that_takes_less_itself_gets_smaller_pushes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync_server.app.Bounds", partial(Bounds, body=100 * KIB))
    with running(tmp_path / "server") as server, contextlib.ExitStack() as open_:
        person = server.person()
        laptop, desktop = (Desk(tmp_path / name, server, person) for name in ("one", "other"))
        open_.callback(laptop.store.close)
        open_.callback(desktop.store.close)
        for n in range(20):
            add_vehicle(laptop.store, f"Car {n}", notes=noise(60_000 if n == 9 else 20_000))
        report = laptop.sync()
        assert (report.sent, report.refused) == (19, 1)
        assert arrived(laptop, desktop)


def test_where_nothing_gets_through_no_record_is_blamed(
    desks: tuple[Desk, Desk], proxy: NarrowProxy
) -> None:
    laptop, desktop = desks
    for n in range(5):
        add_vehicle(laptop.store, f"Car {n}", notes=noise(200))
    proxy.most = 100
    with pytest.raises(TooLarge, match="takes no message this long"):
        laptop.sync(proxy.transport())
    assert len(laptop.notes()) == 5
    assert not laptop.rows(KEPT)
    proxy.most = MOST_BODY
    assert laptop.sync(proxy.transport()).sent == 5
    assert arrived(laptop, desktop)


@pytest.mark.parametrize("live", [False, True])
def test_a_slow_line_gets_smaller_pushes_until_all_has_gone(
    desks: tuple[Desk, Desk], proxy: NarrowProxy, live: bool
) -> None:
    laptop, desktop = desks
    proxy.slow = True
    ids = [add_vehicle(laptop.store, f"Car {n}", notes=noise(8_000)) for n in range(30)]
    assert laptop.sync(proxy.transport(), live=live).sent == 30
    assert proxy.refused
    for id_ in ids:
        records.edit(laptop.store, id_, {"notes": noise(8_000)})
    report = laptop.sync(proxy.transport(), live=live)
    assert (report.sent, report.refused) == (30, 0)
    assert max(proxy.taken) <= proxy.most
    assert not laptop.rows(KEPT)
    assert arrived(laptop, desktop)


def test_a_record_too_slow_alone_is_not_blamed_and_goes_over_a_better_line(
    desks: tuple[Desk, Desk], proxy: NarrowProxy
) -> None:
    laptop, desktop = desks
    for n in range(5):
        add_vehicle(laptop.store, f"Car {n}", notes=noise(40_000 if n == 3 else 200))
    proxy.slow = True
    with pytest.raises(ServerAway, match="too slowly"):
        laptop.sync(proxy.transport())
    assert not laptop.rows(KEPT)
    proxy.most = MOST_BODY
    laptop.sync(proxy.transport())
    assert arrived(laptop, desktop)
    assert len(desktop.notes()) == 5
