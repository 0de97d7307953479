"""Overtaken values that a restored server forgot are given back by the devices that have them."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from client.operations.overtaken import overtaken_of
from client.store.spaces import held_spaces
from garage.sync.wire import OVERTAKEN
from sync_server.records.sound import check_digests
from sync_server.records.tables import RECORD
from tests.simulation import deeds
from tests.simulation.fleet import Device, Fleet, make_template
from tests.simulation.looks import kept_values, server_values, text
from tests.sync_server.conftest import own_postgresql, postgresql, template

__all__ = ["own_postgresql", "postgresql", "template"]


@pytest.fixture(params=["sqlite", "postgresql"])
def fleet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fleet]:
    """Ann's and Bob's devices, in step, with a family that they share."""
    over_postgresql = request.param == "postgresql"
    url = request.getfixturevalue("own_postgresql") if over_postgresql else ""
    made = Fleet(make_template(tmp_path / "template", url), tmp_path / "world", url, Counter())
    yield made
    made.close()


def on_the_server(fleet: Fleet) -> set[str]:
    """The values that the server has as overtaken."""
    with fleet.server.database.read() as connection:
        rows = connection.execute(select(RECORD.c.fields).where(RECORD.c.kind == OVERTAKEN))
        return {json.loads(row.fields)["value"] for row in rows}


def shown(device: Device, record: str) -> dict[str, str]:
    """Overtaken value → who is said to have set it, on a device."""
    found = device.store.read(lambda reader: overtaken_of(reader, record))
    return {str(each.value): each.by for each in found}


def synced(fleet: Fleet, *names: str) -> None:
    """Sync these devices, one after the other."""
    for name in names:
        fleet.devices[name].sync()


def overtake(fleet: Fleet) -> str:
    """Ann's laptop and Bob's device name one vehicle without seeing each other; its id."""
    laptop, bobs = fleet.devices["laptop"], fleet.devices["bobs"]
    space = fleet.spaces["family"]
    (record, *_) = [r for r in deeds.all_of(laptop) if r.space == space and r.kind == "vehicle"]
    assert deeds.edit(laptop, record, "name", "FromAnn")
    assert deeds.edit(bobs, record, "name", "FromBob")
    synced(fleet, "laptop", "bobs", "laptop")
    assert on_the_server(fleet) == {"FromAnn"}
    return str(record.id)


@pytest.mark.parametrize("first", ["laptop", "bobs"])
def test_whoever_comes_first_gives_back_what_was_overtaken(fleet: Fleet, first: str) -> None:
    fleet.server.backup()
    record = overtake(fleet)
    before = shown(fleet.devices["laptop"], record)
    assert set(before) == {"FromAnn"}
    assert fleet.server.restore()
    assert on_the_server(fleet) == set()
    other = next(name for name in ("laptop", "bobs") if name != first)
    synced(fleet, first)
    assert on_the_server(fleet) == {"FromAnn"}
    synced(fleet, other, first, other)
    assert on_the_server(fleet) == {"FromAnn"}
    for name in ("laptop", "bobs"):
        device = fleet.devices[name]
        assert shown(device, record) == before
        assert kept_values(device) == set()
    agree(fleet, "laptop", "bobs")


def test_what_a_viewer_may_not_give_back_stays_in_their_history(fleet: Fleet) -> None:
    fleet.server.backup()
    record = overtake(fleet)
    synced(fleet, "cids")
    assert fleet.server.restore()
    synced(fleet, "cids", "cids")
    assert on_the_server(fleet) == set()
    cids = fleet.devices["cids"]
    assert text("FromAnn") not in {value.text for value in kept_values(cids)}
    # The members come after them, and it is shown as before.
    synced(fleet, "laptop", "bobs", "cids")
    assert set(shown(cids, record)) == {"FromAnn"}
    agree(fleet, "laptop", "cids")


def agree(fleet: Fleet, *names: str) -> None:
    """The devices hold of the family what the server has, to the last digit."""
    with fleet.server.database.read() as connection:
        assert check_digests(connection) == []
    digests = set()
    for name in names:
        held = fleet.devices[name].store.read(lambda reader: held_spaces(reader.connection))
        digests |= {space.digest for space in held if space.id == fleet.spaces["family"]}
    assert len(digests) == 1


def test_of_an_offer_that_comes_too_late_only_ones_own_is_kept(fleet: Fleet) -> None:
    laptop, bobs = fleet.devices["laptop"], fleet.devices["bobs"]
    club = fleet.spaces["club"]
    fleet.server.backup()
    (record, *_) = [r for r in deeds.all_of(bobs) if r.space == club and r.kind == "vehicle"]
    assert deeds.edit(laptop, record, "trim", "FromAnn")
    assert deeds.edit(bobs, record, "name", "FromBob")
    synced(fleet, "laptop", "bobs")
    assert fleet.server.restore()
    for _ in range(2):
        assert bobs.attempt(lambda engine: engine.pull_once())
    body = {"space": club, "to": fleet.spaces["home of ann"], "ids": [record.id]}
    assert fleet.ask("ann", "POST", "/records/move", body).status_code < 300
    bobs.sync()
    assert {value.text for value in kept_values(bobs)} == {text("FromBob")}
    laptop.sync()
    assert text("FromAnn") in {value.text for value in server_values(fleet)[1]}
