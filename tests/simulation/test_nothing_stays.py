"""What leaves a machine leaves no word behind: not in any file of the profile, byte by byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.app.glimpse import NAME as GLIMPSE
from client.operations import records
from client.store import Transaction
from garage.records import kind_named
from tests.simulation import deeds
from tests.simulation.fleet import Device, Fleet, make_template

SECRET = "xylophone"
"""Nothing else in a profile says so."""
VEHICLE, NOTE = kind_named("vehicle"), kind_named("note")


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[Fleet]:
    """Ann's and Bob's devices, in step, with a family that they share."""
    made = Fleet(make_template(tmp_path / "template"), tmp_path / "world", "", Counter())
    yield made
    made.close()


def told_in(device: Device) -> list[str]:
    """The files of a profile, its program closed, in which the secret stands."""
    device.close()
    files = sorted(path for path in device.folder.rglob("*") if path.is_file())
    # The index keeps words beside others that begin alike without their beginning.
    found = [path.name for path in files if SECRET[2:].encode() in path.read_bytes().lower()]
    device.open()
    return found


def say(device: Device, id_: str, text: str) -> None:
    assert records.edit(device.store, id_, {"name": text, "notes": f"{text} {'and more ' * 600}"})


def fill(fleet: Fleet) -> list[str]:
    """Records of the family that say the secret, as do their history and what undo knows."""
    laptop, bobs = fleet.devices["laptop"], fleet.devices["bobs"]
    space = fleet.spaces["family"]
    for device in (laptop, bobs):
        device.store.operate(lambda t: [_add(t, n) for n in range(150)] and None, "add", "many")
    ids = [deeds.add(laptop, space, 0, f"{SECRET} {number}") for number in range(4)]
    notes: list[str] = []
    for each in ids[1:]:
        note = {"title": f"Note of {SECRET}", "vehicle": each}
        notes += records.add(laptop.store, NOTE, note).ids
        say(laptop, each, f"{SECRET} of Ann")
    _sync(laptop, bobs)
    for each in ids:
        say(bobs, each, f"{SECRET} of Bob")
        say(bobs, each, "harmless")
    records.undo(bobs.store)
    records.redo(bobs.store)
    # Two at once: one of them is overtaken.
    say(laptop, ids[0], f"{SECRET} at once")
    say(bobs, ids[0], f"{SECRET} unseen")
    _sync(bobs, laptop, bobs)
    for device in (laptop, bobs):
        # As a window keeps it.
        (device.folder / GLIMPSE).write_text(f'{{"card": "{SECRET}"}}')
        assert told_in(device) == [GLIMPSE, "paddock.sqlite"]
    return ids + notes


def _add(transaction: Transaction, number: int) -> str:
    words = " ".join(f"w{number * k % 977}" for k in range(30))
    values = {"name": f"Car {number}", "notes": words}
    return transaction.add(VEHICLE, VEHICLE.complete(values))


def _sync(*devices: Device) -> None:
    for device in devices:
        device.sync()


def test_of_a_space_that_one_was_removed_from(fleet: Fleet) -> None:
    fill(fleet)
    space, bob = fleet.spaces["family"], fleet.people["bob"]
    assert fleet.ask("ann", "DELETE", f"/spaces/{space}/members/{bob}").status_code < 300
    _sync(fleet.devices["bobs"])
    assert told_in(fleet.devices["bobs"]) == []


def test_of_what_was_erased(fleet: Fleet) -> None:
    ids = fill(fleet)
    body = {"space": fleet.spaces["family"], "ids": ids}
    assert fleet.ask("ann", "POST", "/records/erase", body).status_code < 300
    for name in ("laptop", "bobs"):
        _sync(fleet.devices[name])
        assert told_in(fleet.devices[name]) == []


def test_of_what_moved_out_of_sight(fleet: Fleet) -> None:
    bobs, club = fleet.devices["bobs"], fleet.spaces["club"]
    id_ = deeds.add(bobs, club, 0, f"{SECRET} 1")
    say(bobs, id_, f"{SECRET} 2")
    _sync(bobs)
    assert told_in(bobs) == ["paddock.sqlite"]
    body = {"space": club, "to": fleet.spaces["home of ann"], "ids": [id_]}
    assert fleet.ask("ann", "POST", "/records/move", body).status_code < 300
    _sync(bobs)
    assert told_in(bobs) == []
