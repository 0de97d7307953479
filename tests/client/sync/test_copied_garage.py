"""A profile that was copied before it had an account: each copy becomes a garage of its own."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

from client.operations import records
from client.store import Store
from client.store.spaces import held_spaces
from client.sync.engine import Engine
from garage.records import Vehicle
from tests.client.store.making import add_vehicle
from tests.client.sync.real_server import remote, running


def sync(store: Store) -> None:
    with closing(remote(store)) as line:
        Engine(store, line).sync()


def names(store: Store) -> list[str]:
    return sorted(vehicle.name for vehicle in store.read(lambda reader: reader.all(Vehicle)))


def home(store: Store) -> str:
    (space,) = store.read(lambda reader: held_spaces(reader.connection))
    assert space.home
    assert space.is_shared
    return space.id


def test_each_copy_of_a_garage_is_its_owner_s_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "ann") as store:
        berta = add_vehicle(store, "Berta")
    shutil.copytree(tmp_path / "ann", tmp_path / "ben")
    with (
        running(tmp_path / "server") as server,
        Store(tmp_path / "ann") as ann,
        Store(tmp_path / "ben") as ben,
    ):
        server.sign_in(ann, server.person("ann"))
        sync(ann)
        server.sign_in(ben, server.person("ben"))
        add_vehicle(ben, "Made by Ben")
        records.edit(ben, berta, {"name": "Ben's Berta"})
        for store in (ben, ann, ben):
            sync(store)
        assert names(ann) == ["Berta"]
        assert names(ben) == ["Ben's Berta", "Made by Ben"]
        assert home(ann) != home(ben)
