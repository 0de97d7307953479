"""Records as no program of ours makes them, of a newer one or a hostile member, stop no sync."""

from __future__ import annotations

from typing import Any

import pytest

from garage.ids import new_id
from garage.records.agenda import Alarm, Event
from garage.sync import Clock, State
from tests.client.sync.conftest import World
from tests.client.sync.standin import Kept

ODD: list[tuple[str, dict[str, Any]]] = [
    ("event", {"title": "Odd", "times": {"start": "2026-03-02", "end": "2026-03-02T10:00"}}),
    ("event", {"title": "Odd", "created": "0001-01-01T00:00+14:00"}),
    ("alarm", {"title": "Odd", "trigger": {"at": "0001-01-01T00:00+14:00"}}),
    ("alarm", {"title": "Odd", "trigger": {"at": "9999-12-31T23:59-12:00"}}),
]


@pytest.mark.parametrize(("kind", "fields"), ODD)
def test_what_is_odd_comes_in_and_holds_up_nothing(
    world: World, kind: str, fields: dict[str, Any]
) -> None:
    laptop = world.device()
    laptop.sync()
    room = world.server.kept.rooms[laptop.home()]
    stamp = Clock("b" * 16).tick(world.clock.now).stamp
    for said in (fields, {"title": "Good"}):
        seq = room.next()
        state = State(said, dict.fromkeys(said, stamp))
        room.records[new_id(world.clock.now)] = Kept(kind, state, seq, seq, "ben")
    laptop.sync()
    type_ = {"event": Event, "alarm": Alarm}[kind]
    found = laptop.store.read(lambda reader: reader.all(type_))
    assert sorted(each.title or "" for each in found) == ["Good", "Odd"]
