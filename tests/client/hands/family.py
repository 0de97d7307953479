"""A family's garage on a real server: Jonas at the window, Anna on a machine of hers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from client.app.pages import PAGES
from client.app.syncing import Syncing
from client.operations import sharing
from client.store import Store
from client.ui.desk import Desk
from client.ui.routes import Route
from client.ui.shell.shell import Shell
from tests.client.hands.person import Person
from tests.client.served import RealServer, real_server, sync

KEPT = {"name": "Jonas", "region": "IE", "zone": "UTC", "welcomed": True}


@dataclass
class Family:
    """Jonas's store is that of the window; he owns the garage of which Anna is a member."""

    server: RealServer
    store: Store
    anna: Store
    space: str

    def person_of(self, name: str) -> str:
        """The id of one of the two."""
        people = sharing.people(self.store, self.space).members
        return next(each.person for each in people if each.name == name)


@contextmanager
def a_family(folder: Path) -> Iterator[Family]:
    """The server and both profiles, as long as a test runs."""
    with (
        real_server(folder / "server") as server,
        Store(folder / "profile") as store,
        Store(folder / "anna") as hers,
    ):
        store.set_settings(KEPT)
        server.sign_in(store, "Jonas")
        space = sharing.new_garage(store, "Lindner", "family")[0]
        server.sign_in(hers, "Anna")
        sharing.join_garage(hers, sharing.invite(store, space, "member").code)
        sync(store)
        yield Family(server, store, hers, space)


@contextmanager
def at_window(
    store: Store, qtbot: QtBot, route: Route | None = None, *, syncing: bool = False
) -> Iterator[Person]:
    """Somebody before the window over a store, on 18 November 2026; it may sync by itself."""
    settings = store.read(lambda reader: dict(reader.settings()))
    desk = Desk(store, settings, lambda: datetime(2026, 11, 18, 9, 42, tzinfo=UTC))
    runner = desk.sync.runner = Syncing(desk.sync) if syncing else None
    shell = Shell(desk, PAGES)
    qtbot.addWidget(shell)
    shell.resize(1200, 800)
    shell.show()
    qtbot.waitExposed(shell)
    shell.begin(route)
    made = Person(shell, qtbot, aside=not syncing)
    made.settle()
    try:
        yield made
    finally:
        desk.stop()
        if runner is not None:
            runner.close()
        desk.close()
