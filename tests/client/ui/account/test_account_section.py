"""Signing in and out in the settings, at a real server."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.errors import SignInNeeded
from client.operations.records import add
from client.remote import secrets
from client.remote.protocol import DeviceInfo
from client.remote.secrets import KeyringAway, SystemSecrets
from client.store import Store
from client.store.account import account_of
from client.sync.service import SyncState
from client.ui.account.account_section import AccountSection
from client.ui.account.after_sign_in import JoinVehicles
from client.ui.account.devices_card import DeviceRow
from client.ui.account.sign_in_dialog import SignInDialog
from client.ui.account.sync_words import sync_words
from client.ui.routes import SETTINGS, Route
from client.ui.widgets.question_dialog import QuestionDialog
from garage.records import Vehicle, kind_named
from garage.regions import Preferences
from sync_server.accounts.deleting import delete_account
from tests.client.ui.account.conftest import PATIENCE, Elsewhere


@pytest.fixture
def section(shell, settled):
    """The account's section of the settings."""
    shell.desk.go(Route(SETTINGS, tab="account"))
    settled()
    made = shell.page.section("account")
    assert isinstance(made, AccountSection)
    return made


def dialog_of(kind):
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found[0] if found else None


def unavailable(*_):
    raise KeyringAway("the keyring is locked", "unlock it")


def pair(section, server, qtbot):
    section.server.set_text(server.url)
    section.pair.set_text(server.pair())
    qtbot.mouseClick(section.by_pair, Qt.MouseButton.LeftButton)


def test_signing_in_joins_what_is_here_and_signing_out_leaves_it(
    section, server, herbie, store, desk, phase, settled, qtbot, elsewhere
):
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.join.isVisible(), timeout=PATIENCE)
    assert "1 vehicle, 1 record in all" in dialog.words.text()
    qtbot.mouseClick(dialog.join, Qt.MouseButton.LeftButton)
    phase("synced")
    elsewhere.sync()
    assert elsewhere.names() == ["Herbie"]
    qtbot.waitUntil(lambda: section.who_card.isVisible(), timeout=PATIENCE)
    assert section.email.text() == "ann@example.org"
    assert "until Paddock is closed" in section.kept_in.text()
    qtbot.waitUntil(lambda: len(section.devices.rows) == 2, timeout=PATIENCE)
    assert [row.device.here for row in section.devices.rows] == [True, False]
    assert all("network 127.0.0.x" in row.seen.text() for row in section.devices.rows)
    qtbot.waitUntil(
        lambda: "has not set up Google" in section.calendars.note.text(), timeout=PATIENCE
    )
    qtbot.mouseClick(section.sign_out, Qt.MouseButton.LeftButton)
    phase("signed_out")
    qtbot.waitUntil(lambda: section.sign_in_card.isVisible(), timeout=PATIENCE)
    assert section.server.text() == server.url
    assert desk.command("account.sign_in").enabled()
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Herbie"]


def test_how_many_edits_wait_follows_the_sync(section, server, herbie, store, desk, phase, qtbot):
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.join.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(dialog.join, Qt.MouseButton.LeftButton)
    phase("synced")
    qtbot.waitUntil(lambda: section.who_card.isVisible(), timeout=PATIENCE)
    alone = "Once signed out, everything stays on this computer."
    for waiting, words in ((2, f"{alone} 2 edits waiting."), (0, alone)):
        state = SyncState("synced", waiting=waiting, account="ann@example.org")

        def said(state=state, words=words):
            # The real sync may tell of its own between.
            desk.sync.tell(state)
            return section.note.text() == words

        qtbot.waitUntil(said, timeout=PATIENCE)


def test_what_is_here_can_be_kept_apart_even_from_an_account_without_a_garage(
    section, server, herbie, store, phase, qtbot
):
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.join.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(dialog.apart, Qt.MouseButton.LeftButton)
    phase("synced", "waiting")
    with server.app.state.database.read() as connection:
        from sqlalchemy import func, select

        from sync_server.records.tables import RECORD

        assert connection.execute(select(func.count()).select_from(RECORD)).scalar_one() == 0
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Herbie"]


def test_what_one_types_to_sign_in_again_keeps_the_keyboard_while_it_is_tried_once_more(
    section, server, store, sign_in, desk, settled, qtbot
):
    sign_in(store)
    problem = SignInNeeded("nobody is signed in")
    for phase, wrong in (("synced", problem), ("syncing", None), ("synced", problem)):
        with qtbot.waitSignal(desk.sync.state_changed):
            desk.sync.tell(SyncState(phase, problem=wrong, account="ann@example.org"))
        settled()
        assert section.sign_in_card.isVisible()
        assert not desk.sync.signed_in
        if phase == "synced" and not section.pair.text():
            section.pair.line.setFocus()
            section.pair.set_text("ABCD")
        assert section.focusWidget() is section.pair.line


def test_a_sign_in_that_is_given_up_changes_nothing(section, server, herbie, store, qtbot):
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.join.isVisible(), timeout=PATIENCE)
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert store.read(lambda reader: account_of(reader.connection)) is None


def test_a_device_is_shown_with_where_it_was_as_far_as_that_is_known(qapp):
    now = datetime(2026, 11, 18, 12, tzinfo=UTC)
    at = int(now.timestamp() * 1000)
    for zone, network, words in (
        ("America/New_York", "203.0.113.x", " · New York time · network 203.0.113.x"),
        ("Etc/UTC", "", ""),
    ):
        row = DeviceRow(
            DeviceInfo("s", "d", "Desk", last=at, zone=zone, network=network), now,
            Preferences.for_region("IE"),
        )  # fmt: skip
        assert row.seen.text() == f"last seen 12:00{words}"
        row.deleteLater()


@pytest.mark.parametrize("address", ["", "ftp://x", "http://example.org"])
def test_an_address_that_cannot_be_is_told_at_the_field(section, qtbot, address):
    section.server.set_text(address)
    qtbot.mouseClick(section.sign_in, Qt.MouseButton.LeftButton)
    assert section.server.error.endswith(".")
    assert dialog_of(SignInDialog) is None


def test_a_wrong_code_is_told_with_a_way_to_try_again(section, server, qtbot):
    section.server.set_text(server.url)
    section.pair.set_text("WRONG-CODE")
    qtbot.keyClick(section.pair.line, Qt.Key.Key_Return)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.again.isVisible(), timeout=PATIENCE)
    assert dialog.words.text() == (
        "This code is not known, used up or has run out; ask for another."
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_device_code_is_shown_large_with_its_address(section, server, qtbot):
    section.server.set_text(server.url)
    qtbot.mouseClick(section.by_code, Qt.MouseButton.LeftButton)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.code.isVisible(), timeout=PATIENCE)
    assert len(dialog.code.text()) >= 8
    assert dialog.link.text() == f"{server.url}/device"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_another_device_is_signed_out_and_a_double_is_offered_for_joining(
    section, server, elsewhere, herbie, store, phase, qtbot, settled
):
    add(elsewhere.store, kind_named("vehicle"), {"name": "The Beetle", "plate": "OFP 857"})
    elsewhere.sync()
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.join.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(dialog.join, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog_of(JoinVehicles) is not None, timeout=PATIENCE)
    doubles = dialog_of(JoinVehicles)
    (box,) = [box for box, _double in doubles.boxes]
    assert "OFP 857" in box.text()
    qtbot.mouseClick(doubles.join, Qt.MouseButton.LeftButton)
    settled()
    assert len(store.read(lambda reader: reader.all(Vehicle))) == 1
    qtbot.waitUntil(lambda: len(section.devices.rows) == 2, timeout=PATIENCE)
    other = next(row for row in section.devices.rows if not row.device.here)
    qtbot.mouseClick(other.sign_out, Qt.MouseButton.LeftButton)
    question = dialog_of(QuestionDialog)
    assert question.windowTitle() == f"Sign out {other.device.name}?"
    qtbot.keyClick(question.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert len(section.devices.rows) == 2, "the keyboard stood on Cancel"
    qtbot.mouseClick(other.sign_out, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog_of(QuestionDialog).action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(section.devices.rows) == 1, timeout=PATIENCE)


def test_signing_out_everywhere_asks_first(section, server, store, sign_in, desk, phase, qtbot):
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    section.refresh()
    qtbot.waitUntil(lambda: section.who_card.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(section.everywhere, Qt.MouseButton.LeftButton)
    question = dialog_of(QuestionDialog)
    assert question.focusWidget() is question.cancel
    assert desk.sync.state.phase == "synced", "nothing happens before the answer"
    qtbot.mouseClick(question.action, Qt.MouseButton.LeftButton)
    phase("signed_out")


def test_without_a_keyring_the_sign_in_lasts_until_the_window_closes_if_one_wants(
    section, server, store, phase, qtbot, monkeypatch
):
    monkeypatch.setenv("PADDOCK_KEYRING", "system")
    for deed in ("get", "put", "delete"):
        monkeypatch.setattr(SystemSecrets, deed, unavailable)
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.for_now.isVisible(), timeout=PATIENCE)
    assert "The keyring is locked; unlock it. It can be kept" in dialog.words.text()
    qtbot.mouseClick(dialog.for_now, Qt.MouseButton.LeftButton)
    phase("synced")
    qtbot.waitUntil(lambda: section.who_card.isVisible(), timeout=PATIENCE)
    assert "only until Paddock is closed" in section.kept_in.text()


def test_a_sign_in_under_a_passphrase_asks_for_it_at_the_next_start(
    section, server, store, desk, phase, qtbot, monkeypatch
):
    monkeypatch.delenv("PADDOCK_KEYRING")
    for deed in ("get", "put", "delete"):
        monkeypatch.setattr(SystemSecrets, deed, unavailable)
    pair(section, server, qtbot)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.seal.isVisible(), timeout=PATIENCE)
    qtbot.mouseClick(dialog.seal, Qt.MouseButton.LeftButton)
    assert "at least 8" in dialog.passphrase.error
    qtbot.keyClicks(dialog.passphrase.line, "lamp ocean ticket")
    qtbot.mouseClick(dialog.seal, Qt.MouseButton.LeftButton)
    phase("synced")
    desk.sync.halt()
    secrets._CHOSEN.clear()  # As the next start knows nothing of it.
    desk.sync.begin(store)
    phase("offline")
    assert sync_words(desk.sync.state, desk.now(), desk.preferences).line == "Passphrase needed"
    section.refresh()
    qtbot.waitUntil(lambda: section.unlock_card.isVisible(), timeout=PATIENCE)
    field = section.unlock_card.passphrase
    qtbot.keyClicks(field.line, "lamp")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.error == "This is not the passphrase.", timeout=PATIENCE)
    qtbot.keyClicks(field.line, " ocean ticket")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    phase("synced")
    qtbot.waitUntil(lambda: section.unlock_card.isHidden(), timeout=PATIENCE)


def test_where_the_account_is_gone_another_one_takes_over_what_is_one_s_own(
    section, server, herbie, store, desk, phase, sign_in, settled, qtbot, tmp_path
):
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    state = server.app.state
    with state.database.write() as connection:
        delete_account(state, connection, server.people["ann@example.org"])
    desk.sync.sync_now()
    phase("signed_out")
    server.account("new@example.org", "Ann")
    qtbot.waitUntil(lambda: section.sign_in_card.isVisible(), timeout=PATIENCE)
    section.pair.set_text(server.pair("new@example.org"))
    qtbot.mouseClick(section.by_pair, Qt.MouseButton.LeftButton)
    dialog = dialog_of(SignInDialog)
    qtbot.waitUntil(lambda: dialog.along.isVisible(), timeout=PATIENCE)
    words = dialog.words.text()
    assert "was the one of ann@example.org" in words
    assert "sent to new@example.org: 1 vehicle, 1 record in all" in words
    assert "leaves this computer" not in words
    assert dialog.cancel.hasFocus()
    qtbot.mouseClick(dialog.along, Qt.MouseButton.LeftButton)
    phase("synced")
    qtbot.waitUntil(lambda: section.email.text() == "new@example.org", timeout=PATIENCE)
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Herbie"]
    with Store(tmp_path / "other") as other:
        sign_in(other, "new@example.org")
        Elsewhere(other).sync()
        assert Elsewhere(other).names() == ["Herbie"]
