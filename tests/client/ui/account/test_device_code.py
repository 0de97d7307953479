"""Signing in by a code that is typed elsewhere, to its end, at a real server."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from client.store.account import account_of
from client.ui.account.account_section import AccountSection
from client.ui.account.sign_in_dialog import SignInDialog
from client.ui.account.signing_in import SigningIn, Way
from client.ui.routes import SETTINGS, Route
from sync_server.kit import clock
from sync_server.oauth import devices
from sync_server.oauth.tables import DEVICE_CODE
from tests.client.ui.account.conftest import PATIENCE


@pytest.fixture
def every_second(monkeypatch):
    """The server lets a device ask each second, rather than each five."""
    monkeypatch.setattr(devices, "INTERVAL_SECONDS", 1)


@pytest.fixture
def dialog(shell, server, settled, qtbot, every_second):
    """The dialog, which shows the code."""
    shell.desk.go(Route(SETTINGS, tab="account"))
    settled()
    section = shell.page.section("account")
    assert isinstance(section, AccountSection)
    section.server.set_text(server.url)
    qtbot.mouseClick(section.by_code, Qt.MouseButton.LeftButton)
    (made,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog)]
    qtbot.waitUntil(lambda: made.code.isVisible(), timeout=PATIENCE)
    return made


def typed(server, code, *, yes):
    """Ann typed the code in a browser elsewhere, and said yes or no."""
    now = clock.now()
    with server.app.state.database.write() as connection:
        waits = devices.waiting(connection, code, now)
        assert waits is not None
        assert devices.decide(connection, code, server.people["ann@example.org"], now, yes, now)


def change(server, **values):
    with server.app.state.database.write() as connection:
        connection.execute(update(DEVICE_CODE).values(values))


def account(store):
    found = store.read(lambda reader: account_of(reader.connection))
    return None if found is None else found.email


def test_who_types_the_code_elsewhere_is_signed_in_here(
    dialog, server, herbie, store, elsewhere, phase, qtbot
):
    typed(server, dialog.code.text().lower().replace("-", " "), yes=True)
    qtbot.waitUntil(lambda: dialog.join.isVisible(), timeout=PATIENCE)
    with qtbot.waitSignal(dialog.signed_in, timeout=PATIENCE):
        qtbot.mouseClick(dialog.join, Qt.MouseButton.LeftButton)
    assert account(store) == "ann@example.org"
    phase("synced")
    elsewhere.sync()
    assert elsewhere.names() == ["Herbie"]


def test_who_says_no_elsewhere_is_told_here_and_may_begin_again(dialog, server, store, qtbot):
    first = dialog.code.text()
    typed(server, first, yes=False)
    qtbot.waitUntil(lambda: dialog.again.isVisible(), timeout=PATIENCE)
    assert dialog.words.text() == "The sign-in was declined; begin it again."
    assert account(store) is None
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.code.isVisible(), timeout=PATIENCE)
    assert dialog.code.text() != first
    typed(server, dialog.code.text(), yes=True)
    with qtbot.waitSignal(dialog.signed_in, timeout=PATIENCE):
        pass
    assert account(store) == "ann@example.org"


def test_a_code_that_ran_out_on_the_server_is_told(dialog, server, store, qtbot):
    change(server, expires=clock.now() - 1)
    qtbot.waitUntil(lambda: dialog.again.isVisible(), timeout=PATIENCE)
    assert dialog.words.text() == "The code was not typed in time; begin it again."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert account(store) is None


class Hasty(threading.Event):
    """Waits no longer than a moment, whatever it is told, and remembers what that was."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def wait(self, timeout=None):
        self.asked.append(timeout)
        return super().wait(0.01)


@pytest.fixture
def hasty(desk, server):
    """A sign-in that asks far sooner than the server said; its patience, and the codes it has."""
    made = SigningIn(desk.sync, server.url, Way.DEVICE)
    made._cancelled = Hasty()
    codes = []
    made.code_ready.connect(lambda *code: codes.append(code))
    return made, codes


def test_a_device_that_asks_too_often_slows_down_and_gets_in_all_the_same(
    hasty, desk, server, store, shell, qtbot
):
    signing, codes = hasty
    came = []
    desk.run(shell, signing.work, came.append)
    qtbot.waitUntil(lambda: len(signing._cancelled.asked) > 3, timeout=PATIENCE)
    typed(server, codes[0][0], yes=True)
    qtbot.waitUntil(lambda: bool(came), timeout=PATIENCE)
    assert came[0].email == "ann@example.org"
    # The first poll is never too early; each after it is, and adds five seconds.
    asked = signing._cancelled.asked
    assert asked[:4] == [5, 5, 10, 15]


def test_nobody_types_the_code_and_the_device_stops_asking(
    hasty, desk, server, store, shell, monkeypatch, qtbot
):
    monkeypatch.setattr(devices, "LIFETIME", clock.SECOND)
    signing, _codes = hasty
    failed = []
    desk.run(shell, signing.work, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed), timeout=PATIENCE)
    assert failed[0].message == "the code was not typed in time"
    assert failed[0].exit_status == 5
    assert account(store) is None
