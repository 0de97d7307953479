"""What could not be committed has not happened: not at the next start, and not after a restore."""

import errno
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from garage.permissions import Role
from sync_server.app import create_app
from sync_server.kit.clock import now
from sync_server.settings import Settings
from sync_server.spaces import membership
from tests.disk import small_disk
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.places import Place, again
from tests.sync_server.templates import with_tables

Request = tuple[str, str, Any]


class Garage:
    """A family of Ann's with Bob in it and two records, and all that takes something away."""

    def __init__(self, world: World) -> None:
        self.ann, self.bob = world.person("ann"), world.person("bob")
        made = self.ann.ask("POST", "/spaces", {"name": "F", "kind": "family"})
        self.space: str = made.json()["id"]
        with world.database.write() as connection:
            membership.join(connection, self.space, self.bob.person, Role.MEMBER, now())
        self.ids = [self.ann.add(space=self.space, name=name).id for name in ("Berta", "Emil")]

    def requests(self) -> list[Request]:
        """Each takes something away; the last one all of it."""
        one, other = self.ids
        moved = {"space": self.space, "to": self.ann.home, "ids": [other]}
        return [
            ("POST", "/records/erase", {"space": self.space, "ids": [one]}),
            ("POST", "/records/move", moved),
            ("DELETE", f"/spaces/{self.space}/members/{self.bob.person}", None),
            ("DELETE", f"/spaces/{self.space}", None),
        ]

    def before(self, world: World) -> Device:
        """Ann, at another start of the server."""
        again(self.bob, world)
        return again(self.ann, world)

    def is_whole(self) -> bool:
        """Whether all of it is there, for both."""
        wanted = set(self.ids)
        return set(self.ann.records(self.space)) == wanted == set(self.bob.records(self.space))


def started(settings: Settings) -> World:
    """A server over this folder."""
    app = create_app(settings)
    app.state.authenticate = stand_in
    return World(app)


def full(*_: object) -> None:
    """What a commit says that finds no room."""
    raise OSError(errno.ENOSPC, "there is no room")


def refused(garage: Garage, world: World) -> None:
    """Ask for everything while nothing can be committed."""
    event.listen(world.database.engine, "commit", full)
    for request in garage.requests():
        assert garage.ann.ask(*request).status_code == 503, request
    event.remove(world.database.engine, "commit", full)


def test_what_was_refused_is_not_done_at_the_next_start(settings: Settings) -> None:
    with started(settings) as world:
        garage = Garage(world)
        refused(garage, world)
        assert garage.is_whole()
    with started(settings) as world:
        garage.before(world)
        assert garage.is_whole()


def test_nor_is_it_once_something_else_was_done(settings: Settings) -> None:
    with started(settings) as world:
        garage = Garage(world)
        other = garage.ann.add(name="Otto")
        refused(garage, world)
        erase = {"space": garage.ann.home, "ids": [other.id]}
        assert garage.ann.ask("POST", "/records/erase", erase).status_code == 200
    with started(settings) as world:
        garage.before(world)
        assert garage.is_whole()


def test_a_disk_that_fills_up_takes_nothing_away_later(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        settings = Settings(with_tables(disk.folder / "server"))
        with started(settings) as world:
            garage = Garage(world)
            for request in garage.requests():
                # There is a connection, with the files that it needs.
                assert garage.is_whole()
                disk.fill()
                # The line may find room in the last block of its file.
                assert garage.ann.ask(*request).status_code == 503, request
                disk.free()
        with started(settings) as world:
            garage.before(world)
            assert garage.is_whole()


def test_a_restored_database_takes_in_what_was_done_and_not_what_was_refused(place: Place) -> None:
    with started(place.settings) as world:
        garage = Garage(world)
        other = garage.ann.add(name="Otto")
        place.copy(world)
        refused(garage, world)
        erase = {"space": garage.ann.home, "ids": [other.id]}
        assert garage.ann.ask("POST", "/records/erase", erase).status_code == 200
    place.restore()
    with started(place.settings) as world:
        garage.before(world)
        assert garage.is_whole()
        assert garage.ann.records() == {}


def test_a_part_that_is_undone_with_others_beside_it_leaves_nothing(place: Place) -> None:
    with started(place.settings) as world:
        garage = Garage(world)
        place.copy(world)

        def undone(connection: Any) -> None:
            membership.remove(connection, garage.ann.person, garage.space, garage.bob.person, now())
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            world.run(world.database.writing(undone))
        assert garage.is_whole()
    place.restore()
    with started(place.settings) as world:
        garage.before(world)
        assert garage.is_whole()


def test_what_a_crash_left_open_is_settled_by_what_the_database_has_seen(place: Place) -> None:
    written = place.folder / "journal.jsonl"
    with started(place.settings) as world:
        garage = Garage(world)
        place.copy(world)
        assert garage.ann.ask(*garage.requests()[0]).status_code == 200
        refused(garage, world)
    # As if each crash had come before the word that the transaction was over.
    written.write_bytes(reopened(written.read_bytes()))
    with started(place.settings):
        pass
    place.restore()
    with started(place.settings) as world:
        assert set(garage.before(world).records(garage.space)) == set(garage.ids[1:])
        assert set(garage.bob.records(garage.space)) == set(garage.ids[1:])


def reopened(journal: bytes) -> bytes:
    """All its lines open."""
    assert b'{"state":1' in journal
    for state in (b"1", b"2"):
        journal = journal.replace(b'{"state":' + state, b'{"state":0')
    return journal
