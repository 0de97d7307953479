"""Garages, their people and what waits, through the real server, by the mouse and by keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from client.app.pages import PAGES
from client.operations import sharing
from client.store import Store
from client.ui.desk import Desk
from client.ui.routes import PEOPLE, Route
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from tests.client.hands.person import Person
from tests.client.served import real_server, sync

KEPT = {"name": "Jonas", "region": "IE", "zone": "UTC", "welcomed": True}


@pytest.fixture
def person(tmp_path, qapp, qtbot):
    """Jonas, who owns a family's garage of which Anna is a member."""
    apply(qapp, Scheme.LIGHT)
    with (
        real_server(tmp_path / "server") as server,
        Store(tmp_path / "profile") as store,
        Store(tmp_path / "anna") as hers,
    ):
        store.set_settings(KEPT)
        server.sign_in(store, "Jonas")
        family = sharing.new_garage(store, "Lindner", "family")[0]
        server.sign_in(hers, "Anna")
        sharing.join_garage(hers, sharing.invite(store, family, "member").code)
        sync(store)
        desk = Desk(store, KEPT, lambda: datetime(2026, 11, 18, 9, 42, tzinfo=UTC))
        shell = Shell(desk, PAGES)
        qtbot.addWidget(shell)
        shell.resize(1200, 800)
        shell.show()
        qtbot.waitExposed(shell)
        shell.begin(Route(PEOPLE, family))
        made = Person(shell, qtbot)
        made.settle()
        yield made
        desk.stop()
        desk.close()


def test_somebody_is_invited_given_a_role_and_removed_by_either_hand(person):
    # By the keyboard.
    person.press("Ctrl+N", "Return")
    assert person.sees("They are shown only now.")
    person.press("Escape")
    person.go_to("Anna, since")
    person.press("Return")
    person.pick("Viewer")
    person.until(lambda: person.sees("Viewer"))
    # By the mouse.
    person.click("Anna, since")
    person.choose("Member")
    person.until(lambda: not person.sees("Viewer"))
    person.click("Invite…")
    person.click("Invite")
    assert person.sees("They are shown only now.")
    person.click("Done")
    person.click("Anna, since")
    person.choose("Remove")
    person.click("Remove")
    person.until(lambda: not person.sees("Anna, since"))
    person.click("All garages, 2 garages")
    person.click("Jonas, Your own")
    assert person.sees("Jonas, ")
