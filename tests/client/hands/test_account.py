"""Signing out and in again, against the real server, by the mouse and by keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from client.app.pages import PAGES
from client.app.syncing import Syncing
from client.machine import machine_name
from client.store import Store
from client.sync.signing import SignIn
from client.ui.desk import Desk
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from sync_server.accounts.tables import PERSON
from sync_server.kit import clock
from sync_server.oauth.service import pair_code
from tests.client.hands.person import Person
from tests.client.served import real_server

KEPT = {"name": "Jonas", "region": "IE", "zone": "UTC", "welcomed": True}
OUT = "Signed out: everything stays on this computer"


@pytest.fixture
def server(tmp_path):
    with real_server(tmp_path / "server") as made:
        yield made


@pytest.fixture
def person(tmp_path, server, qapp, qtbot):
    """Jonas, who is signed in."""
    apply(qapp, Scheme.LIGHT)
    with Store(tmp_path / "profile") as store:
        store.set_settings(KEPT)
        server.sign_in(store, "Jonas")
        desk = Desk(store, KEPT, lambda: datetime(2026, 11, 18, 9, 42, tzinfo=UTC))
        syncing = desk.sync.runner = Syncing(desk.sync)
        desk.workers.read(desk, "sync", lambda: desk.sync.begin(store), None, desk.failed.emit)
        shell = Shell(desk, PAGES)
        qtbot.addWidget(shell)
        shell.resize(1200, 800)
        shell.show()
        qtbot.waitExposed(shell)
        shell.begin()
        made = Person(shell, qtbot)
        made.settle()
        made.until(lambda: desk.sync.signed_in)
        yield made
        syncing.end()
        desk.stop()
        syncing.close()
        desk.close()


def code(server):
    """What “paddock-server pair” prints for Jonas."""
    with server.app.state.database.write() as connection:
        jonas = connection.execute(select(PERSON.c.id)).scalar_one()
        return pair_code(connection, jonas, clock.now())


def test_one_signs_out_and_in_again_by_the_mouse(person, server):
    person.click("Settings")
    person.click("Account")
    person.until(lambda: person.sees("Sign out"))
    person.click("Sign out")
    person.until(lambda: person.sees("You are signed out."))
    assert person.toast == OUT
    person.click("Or a pairing code")
    person.type(code(server))
    person.click("Pair")
    person.until(lambda: person.sees("jonas@example.org"))
    person.click("Sign out everywhere…")
    person.click("Sign out everywhere")
    person.until(lambda: person.sees("You are signed out."))


def test_one_signs_out_and_in_again_by_keys(person, server):
    person.command("Sync", "Devices")
    person.until(lambda: person.sees("Sign out"))
    person.go_to("Sign out")
    person.press("Space")
    person.until(lambda: person.at == "Sign in")
    assert person.toast == OUT
    person.go_to("Or a pairing code")
    person.type(code(server))
    person.press("Return")
    person.until(lambda: person.at == "Sign out")
    person.go_to("Sign out everywhere…")
    person.press("Space")
    person.go_to("Sign out everywhere")
    person.press("Return")
    person.until(lambda: person.at == "Sign in")


def test_another_device_is_signed_out_once_one_was_asked_by_either_hand(person, server, tmp_path):
    def sign_in_elsewhere():
        with Store(tmp_path / "phone") as phone:
            signing = SignIn(phone, server.url)
            signing.finish(signing.oauth.by_pair(code(server)))
            signing.close()

    asked = f"Sign out {machine_name()}"
    sign_in_elsewhere()
    person.command("Sync", "Devices")
    person.until(lambda: person.sees(asked))
    # By the keyboard: Enter alone signs nothing out.
    person.go_to(asked)
    person.press("Return")
    assert person.sees("asks to sign in again before it syncs")
    assert person.at == "Cancel"
    person.press("Return")
    assert person.at == asked
    person.press("Return")
    person.go_to("Sign out")
    person.press("Space")
    person.until(lambda: not person.sees(asked))
    # By the mouse.
    sign_in_elsewhere()
    person.press("Ctrl+1")
    person.click("Settings")
    person.click("Account")
    person.until(lambda: person.sees(asked))
    person.click(asked)
    person.click("Cancel")
    assert person.sees(asked)
    person.click(asked)
    person.click("Sign out")
    person.until(lambda: not person.sees(asked))
