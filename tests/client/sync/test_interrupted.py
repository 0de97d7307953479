"""An answer is lost, a record refused, a pull cut short: nothing goes twice, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from client.errors import ServerAway
from client.operations import records
from client.store.arriving import land_slice
from client.store.codec import load
from client.store.schema import KEPT
from client.sync.status import read_status
from garage.sync.wire import PushRequest
from tests.client.store import making
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.conftest import World, check_agreement, rows


def pushes(world: World) -> list[PushRequest]:
    return [request for name, request in world.server.requests if name == "push"]


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_lost_answer_is_repeated_to_the_byte_and_changes_nothing(world: World, lost: int) -> None:
    laptop, desktop = world.device(), world.device()
    world.settle()
    id_ = add_vehicle(laptop.store, "Herbie")
    world.server.requests.clear()
    laptop.session.lose = lost
    for _ in range(lost):
        with pytest.raises(ServerAway):
            laptop.sync()
        records.edit(laptop.store, id_, {"notes": f"after {_}"})
        laptop.reopen()
    laptop.sync()
    sent = pushes(world)
    assert sent[0] == sent[lost]
    assert {request.number for request in sent} == {1, 2}
    world.settle()
    assert vehicle(desktop.store, id_).notes == f"after {lost - 1}"
    assert vehicle(desktop.store, id_).name == "Herbie"
    check_agreement(world)


def test_an_edit_while_its_record_is_on_its_way_waits_for_the_next_push(world: World) -> None:
    laptop = world.device()
    laptop.sync()
    id_ = add_vehicle(laptop.store, "First")
    laptop.session.lose = 1
    with pytest.raises(ServerAway):
        laptop.engine.push_once()
    records.edit(laptop.store, id_, {"name": "Second"})
    assert vehicle(laptop.store, id_).name == "Second"
    laptop.engine.push_once()
    assert vehicle(laptop.store, id_).name == "Second"
    ((_, patch, base),) = laptop.store.layered(lambda t: making.waiting_patches(t, 9))
    assert patch.fields == {"name": "Second"}
    assert base["name"] is not None
    laptop.sync()
    check_agreement(world)


def test_what_is_refused_is_kept_and_the_confirmed_value_shows_again(world: World) -> None:
    laptop = world.device()
    id_ = add_vehicle(laptop.store, "Confirmed")
    laptop.sync()
    records.edit(laptop.store, id_, {"name": "Refused", "year": 1970})
    world.server.refuse[id_] = "forbidden"
    new = add_vehicle(laptop.store, "Allowed")
    report = laptop.sync()
    assert (report.sent, report.refused) == (1, 1)
    assert id_ in report.changes.ids
    assert vehicle(laptop.store, id_).name == "Confirmed"
    assert making.found(laptop.store, "refused") == set()
    assert vehicle(laptop.store, new).name == "Allowed"
    (kept,) = rows(laptop, KEPT)
    assert load(kept.fields) == {"name": "Refused", "year": 1970}
    assert (kept.id, kept.code, kept.reason) == (id_, "forbidden", "no")
    check_agreement(world)


def test_a_new_record_that_is_refused_goes_with_what_was_edited_since(world: World) -> None:
    laptop = world.device()
    laptop.sync()
    id_ = add_vehicle(laptop.store, "Refused")
    world.server.refuse[id_] = "invalid"
    laptop.session.lose = 1
    with pytest.raises(ServerAway):
        laptop.engine.push_once()
    records.edit(laptop.store, id_, {"year": 1970})
    laptop.sync()
    assert laptop.names() == []
    assert [load(kept.fields).get("year") for kept in rows(laptop, KEPT)] == [None, 1970]
    check_agreement(world)


def test_an_import_undone_while_it_is_on_its_way_is_undone_everywhere(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    world.settle()
    making.import_vehicles(laptop.store, 4)
    laptop.session.lose = 1
    with pytest.raises(ServerAway):
        laptop.engine.push_once()
    records.undo(laptop.store)
    world.settle()
    assert laptop.names() == desktop.names() == []
    records.redo(laptop.store)
    world.settle()
    assert desktop.names() == ["Car 1", "Car 2", "Car 3", "Car 4"]
    check_agreement(world)


def test_below_the_server_s_minimum_it_sends_what_it_has_and_then_reads_only(world: World) -> None:
    old, new = world.device(), world.device()
    id_ = add_vehicle(old.store, "Herbie")
    world.server.schema_minimum = 99
    assert old.sync().sent == 1
    assert old.store.read(read_status).state == "outdated"
    records.edit(old.store, id_, {"name": "Waits"})
    assert old.sync().sent == 0
    assert old.waiting() == 1
    new.sync()
    assert new.names() == ["Herbie"]
    world.server.schema_minimum = 0
    assert old.sync().sent == 1
    assert old.waiting() == 0


def test_a_pull_that_is_cut_short_goes_on_where_it_stopped(world: World, monkeypatch: Any) -> None:
    laptop, desktop = world.device(), world.device()
    making.import_vehicles(laptop.store, 50)
    laptop.sync()
    monkeypatch.setattr("client.sync.pulling.SLICE", 10)
    landed = []

    def dies(part: Any, _: Any, transaction: Any) -> Any:
        if len(landed) == 3:
            raise ServerAway("the process died")
        landed.append(part)
        return land_slice(transaction, part)

    with monkeypatch.context() as patch:
        patch.setattr("client.sync.pulling._land_part", dies)
        with pytest.raises(ServerAway):
            desktop.sync()
    desktop.reopen()
    assert len(desktop.names()) == 30
    assert desktop.sync().received == 20
    check_agreement(world)
