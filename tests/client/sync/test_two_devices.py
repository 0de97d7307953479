"""Two devices and a server between them: what one writes the other shows, field by field."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from client.operations import records
from client.operations.sample import make_sample_garage
from client.store import Query
from client.store.schema import KEPT, UNKNOWN
from client.store.spaces import held_spaces
from garage.records import FillUp, kind_named, kinds, registry
from tests.client.store import making
from tests.client.store.making import add_vehicle, vehicle
from tests.client.sync.conftest import Device, World, check_agreement, rows


def test_a_garage_shows_on_the_other_device(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Herbie", year=1963, tags="racing, white")
    assert laptop.sync().sent == 1
    report = desktop.sync()
    assert report.received == 1
    assert report.changes.touched == {"vehicle": {id_}}
    shown = vehicle(desktop.store, id_)
    assert (shown.name, shown.year, shown.tags) == ("Herbie", 1963, {"racing", "white"})
    assert making.found(desktop.store, "herbie") == {id_}
    assert desktop.home() == laptop.home() == shown.space
    records.edit(desktop.store, id_, {"year": 1964})
    assert desktop.sync().sent == 1
    assert laptop.sync().received == 1
    assert vehicle(laptop.store, id_).year == 1964
    assert laptop.sync().received == 0
    check_agreement(world)


def test_what_was_just_pushed_does_not_come_back(world: World) -> None:
    laptop = world.device()
    making.import_vehicles(laptop.store, 30)
    laptop.sync()
    pulls = [request for name, request in world.server.requests if name == "pull"]
    assert [set(pull.spaces.values()) for pull in pulls] == [{30}]
    check_agreement(world)


def test_edits_of_both_meet_field_by_field_and_the_loser_shows_as_overtaken(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Herbie", year=1963)
    world.settle()
    records.edit(laptop.store, id_, {"name": "Laptop", "colour": "white"})
    records.edit(desktop.store, id_, {"name": "Desktop", "year": 1964})
    laptop.sync()
    assert desktop.sync().overtaken == 1
    world.settle()
    for device in (laptop, desktop):
        shown = vehicle(device.store, id_)
        assert (shown.name, shown.colour, shown.year) == ("Desktop", "white", 1964)
        history = device.store.read(lambda reader: reader.history(id_))
        assert [e.value for e in history if e.overtaken] == ["Laptop"]
        assert [(e.field, e.value) for e in history if e.current and e.field == "name"] == [
            ("name", "Desktop")
        ]
        assert ("year", 1963) in [(e.field, e.value) for e in history if not e.current]
    check_agreement(world)


def test_what_lost_before_it_was_sent_shows_as_overtaken_after_another_edit_too(
    world: World,
) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "Herbie")
    world.settle()
    records.edit(laptop.store, id_, {"name": "Laptop"})
    records.edit(desktop.store, id_, {"name": "Desktop"})
    desktop.sync()
    laptop.engine.pull_once()
    assert vehicle(laptop.store, id_).name == "Desktop"
    records.edit(laptop.store, id_, {"name": "Both"})
    world.settle()
    for device in (laptop, desktop):
        assert vehicle(device.store, id_).name == "Both"
        history = device.store.read(lambda reader: reader.history(id_))
        assert [e.value for e in history if e.overtaken] == ["Laptop"]
    check_agreement(world)


def test_a_clock_that_runs_ahead_is_corrected_and_nothing_is_lost(world: World) -> None:
    ahead, right = world.device(skew=86_400_000), world.device()
    id_ = add_vehicle(ahead.store, "Tomorrow")
    records.edit(ahead.store, id_, {"name": "Tomorrow's"})
    ahead.sync()
    assert rows(ahead, KEPT) == []
    right.sync()
    assert vehicle(right.store, id_).name == "Tomorrow's"
    records.edit(right.store, id_, {"name": "Later today"})
    world.settle()
    assert vehicle(ahead.store, id_).name == "Later today"
    records.edit(ahead.store, id_, {"name": "Later still"})
    records.undo(ahead.store)
    world.settle()
    assert vehicle(right.store, id_).name == "Later today"
    check_agreement(world)


def test_undo_goes_on_after_what_it_undoes_got_another_stamp(world: World) -> None:
    ahead = world.device(skew=86_400_000)
    id_ = add_vehicle(ahead.store, "First")
    records.edit(ahead.store, id_, {"name": "Second"})
    ahead.sync()
    records.undo(ahead.store)
    assert vehicle(ahead.store, id_).name == "First"
    records.undo(ahead.store)
    assert ahead.names() == []
    ahead.sync()
    check_agreement(world)


def test_undo_after_the_confirmation_and_of_a_whole_import(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    id_ = add_vehicle(laptop.store, "First")
    records.edit(laptop.store, id_, {"name": "Second", "year": 1963})
    making.import_vehicles(laptop.store, 5)
    world.settle()
    records.edit(desktop.store, making.fixed_id(2), {"name": "Mine"})
    world.settle()
    records.undo(laptop.store)
    assert laptop.names() == ["Second"]
    world.settle()
    assert desktop.names() == ["Second"]
    records.redo(laptop.store)
    world.settle()
    assert desktop.names() == ["Car 1", "Car 3", "Car 4", "Car 5", "Mine", "Second"]
    records.undo(laptop.store)
    records.undo(laptop.store)
    world.settle()
    assert vehicle(desktop.store, id_).name == "First"
    check_agreement(world)


def test_what_this_version_does_not_know_is_kept_whole(world: World, monkeypatch: Any) -> None:
    new, old = world.device(), world.device()
    with monkeypatch.context() as patch:
        car = add_vehicle(new.store, "Herbie")
        note = making.only(
            records.add(
                new.store,
                kind_named("note"),
                {"vehicle": car, "title": "Hello", "date": making.TODAY},
            )
        )
        new.sync()
        patch.delitem(registry._KINDS, "note")
        old.sync()
        assert [row.id for row in rows(old, UNKNOWN)] == [note]
        (held,) = old.store.read(lambda reader: held_spaces(reader.connection))
        assert held.digest == world.server.kept.rooms[held.id].digest()
        check_agreement(world)


def test_a_fill_up_is_the_same_on_both_devices_to_the_cell(world: World) -> None:
    laptop, desktop = world.device(), world.device()
    make_sample_garage(laptop.store, date(2029, 3, 10), UTC)
    world.settle()

    def cells(device: Device, table: str) -> list[Any]:
        return device.store.read(
            lambda r: [
                {n: v for n, v in row._mapping.items() if n not in ("n", "batch")}
                for row in r.connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
            ]
        )

    for kind in kinds():
        assert cells(laptop, f"k_{kind.name}") == cells(desktop, f"k_{kind.name}"), kind.name
    fills = desktop.store.read(lambda r: r.all(FillUp, Query()))
    assert len(fills) > 10
    check_agreement(world)
