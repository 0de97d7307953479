"""How the sync stands, always visible and in plain words; what comes is shown by itself."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from client.errors import (
    CertificateWrong,
    DiskFull,
    NotPaddock,
    ReadOnly,
    Refused,
    ServerAway,
    SignInNeeded,
)
from client.operations.records import add, edit
from client.remote.secrets import KeyringAway, MemorySecrets
from client.sync.service import SyncState
from client.ui.account.state_card import clock_words
from client.ui.account.sync_words import sync_words
from client.ui.routes import ACTIVITY
from garage.records import Vehicle, kind_named
from garage.regions import Preferences
from tests.client.ui.account.conftest import PATIENCE

IRISH = Preferences.for_region("IE")
NOW = datetime(2026, 11, 18, 10, 42, tzinfo=UTC)
AT = int(datetime(2026, 11, 18, 10, 40, tzinfo=UTC).timestamp() * 1000)
BEFORE = int(datetime(2026, 11, 17, 9, 5, tzinfo=UTC).timestamp() * 1000)


def offline(problem, waiting=0):
    return SyncState("offline", waiting, 0, AT, problem)


@pytest.mark.parametrize(
    ("state", "line", "more"),
    [
        (SyncState("synced", last_sync=AT), "Synced 10:40", ""),
        (SyncState("synced", last_sync=BEFORE), "Synced yesterday 09:05", ""),
        (SyncState("synced", kept=2, last_sync=AT), "Synced 10:40", "2 edits were not taken"),
        (SyncState("waiting", 3), "3 edits waiting", ""),
        (SyncState("waiting", 1), "1 edit waiting", ""),
        (SyncState("syncing"), "Syncing…", ""),
        (SyncState("local"), "Not syncing", "stays on this computer"),
        (SyncState("signed_out"), "Signed out", "stays on this computer"),
        (SyncState("signed_out", 2, problem=SignInNeeded("you were signed out")),
         "Sign in again", "You were signed out. 2 edits waiting."),
        (SyncState("outdated"), "Update Paddock", "only reads"),
        (offline(ServerAway("x cannot be reached"), 3), "Offline since 10:29", "3 edits waiting."),
        (offline(ServerAway("busy", "", 180.0)), "Server says wait until 10:45", "Busy."),
        (offline(CertificateWrong("the certificate is not valid", "check the address")),
         "Certificate not valid", "The certificate is not valid; check the address."),
        (offline(NotPaddock("it is none")), "Another page answers", "It is none."),
        (offline(DiskFull("the disk is full")), "The disk is full", ""),
        (offline(ReadOnly("no")), "Folder cannot be written", ""),
        (offline(KeyringAway("locked")), "The keyring is locked", "Locked."),
        (offline(Refused("no more room")), "Sync does not go on", "No more room."),
    ],
)  # fmt: skip
def test_each_state_is_said_in_plain_words(state, line, more):
    words = sync_words(state, NOW, IRISH, datetime(2026, 11, 18, 10, 29, tzinfo=UTC))
    assert words.line == line
    assert more in words.more


@pytest.mark.parametrize(
    ("region", "now", "before", "long_before"),
    [
        ("IE", "Synced 15:40", "Synced yesterday 09:05", "Synced 8 Nov, 09:05"),
        ("US", "Synced 3:40 pm", "Synced yesterday 9:05 am", "Synced Nov 8, 9:05 am"),
    ],
)
def test_moments_are_told_as_the_person_reads_a_clock(region, now, before, long_before):
    today = datetime(2026, 11, 18, 15, 42, tzinfo=UTC)
    for at, words in (
        (datetime(2026, 11, 18, 15, 40, tzinfo=UTC), now),
        (datetime(2026, 11, 17, 9, 5, tzinfo=UTC), before),
        (datetime(2026, 11, 8, 9, 5, tzinfo=UTC), long_before),
    ):
        state = SyncState("synced", last_sync=int(at.timestamp() * 1000))
        assert sync_words(state, today, Preferences.for_region(region)).line == words
    waits = sync_words(offline(ServerAway("busy", "", 180.0)), today, Preferences.for_region("US"))
    assert waits.line == "Server says wait until 3:45 pm"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(50_000, ""), (5 * 60_000, "5 minutes slow"), (-61_000, "1 minute fast"),
     (-3 * 3_600_000, "3 hours fast"), (400 * 86_400_000, "400 days slow")],
)  # fmt: skip
def test_a_clock_that_is_wrong_is_said_as_roughly_as_one_would(ahead, words):
    said = clock_words(ahead)
    assert said == (f"This computer’s clock is {words}; that is allowed for." if words else "")


def test_without_an_account_nothing_is_said_of_syncing(shell, herbie, settled):
    shell.refresh()
    settled()
    assert shell.sidebar.sync.accessibleName() == "Not syncing, 1 record"


def test_the_garage_is_no_longer_only_on_this_computer_once_it_has_synced(
    shell, desk, store, sign_in, phase, settled, qtbot
):
    desk.change_settings(shell, {"name": None})
    settled()
    assert shell.sidebar.space.standing == "On this computer"
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    qtbot.waitUntil(lambda: shell.sidebar.space.standing == "Owner", timeout=PATIENCE)


def test_what_is_edited_elsewhere_shows_by_itself_and_what_is_edited_here_is_sent(
    shell, desk, store, sign_in, elsewhere, phase, qtbot
):
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    qtbot.waitUntil(lambda: desk.sync.state.live, timeout=PATIENCE)
    said = shell.sidebar.sync.accessibleName
    qtbot.waitUntil(lambda: said().startswith("Synced "), timeout=PATIENCE)
    herbie = add(elsewhere.store, kind_named("vehicle"), {"name": "Herbie"}).ids[0]
    elsewhere.sync()

    def named(name):
        return lambda: [v.name for v in shell.sidebar.contents.vehicles] == [name]

    qtbot.waitUntil(named("Herbie"), timeout=PATIENCE)
    desk.operate(shell, lambda opened: edit(opened, herbie, {"name": "Dudu"}))

    def sent():
        elsewhere.sync()
        return elsewhere.names() == ["Dudu"]

    qtbot.waitUntil(sent, timeout=PATIENCE)
    assert elsewhere.names() == ["Dudu"]


def test_a_server_that_goes_away_is_told_and_what_is_typed_waits(
    shell, desk, store, server, sign_in, phase, qtbot, heard
):
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    heard.clear()
    server.stop()
    desk.operate(shell, lambda opened: add(opened, kind_named("vehicle"), {"name": "Unsent"}))
    phase("offline")
    qtbot.waitUntil(
        lambda: any(words.startswith("Offline since ") for words, _how in heard), timeout=PATIENCE
    )
    assert shell.sidebar.sync.accessibleName().startswith("Offline since ")
    qtbot.waitUntil(lambda: "1 edit waiting" in shell.sidebar.sync.toolTip(), timeout=PATIENCE)
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Unsent"]


def test_the_line_leads_to_the_activity_by_click_and_by_key(shell, settled, qtbot):
    qtbot.mouseClick(shell.sidebar.sync, Qt.MouseButton.LeftButton)
    settled()
    assert shell.desk.trail.here.page == ACTIVITY
    shell.desk.back()
    qtbot.keyClick(shell.sidebar.sync, Qt.Key.Key_Return)
    settled()
    assert shell.desk.trail.here.page == ACTIVITY


def test_a_sync_that_is_done_at_once_does_not_make_the_line_flicker(shell, desk, qtbot):
    foot = shell.sidebar.sync
    # The pause ends when the test says so, however slow the machine is.
    foot._pause.setInterval(60_000)
    desk.sync.tell(SyncState("synced", last_sync=AT))
    desk.sync.tell(SyncState("syncing", last_sync=AT))
    qtbot.waitUntil(lambda: desk.sync.state is not None and desk.sync.state.phase == "syncing")
    assert foot.accessibleName().startswith("Synced")
    assert foot._pause.isActive()
    foot._pause.start(0)
    qtbot.waitUntil(lambda: shell.sidebar.sync.accessibleName() == "Syncing…")


def test_a_sign_in_that_was_lost_is_asked_for_again(
    shell, desk, store, sign_in, phase, settled, qtbot
):
    sign_in(store)
    MemorySecrets.kept.clear()
    desk.sync.begin(store)
    qtbot.waitUntil(
        lambda: shell.sidebar.sync.accessibleName() == "Sign in again", timeout=PATIENCE
    )
    assert not desk.sync.signed_in
    desk.command("account.sign_in").run()
    settled()
    section = shell.page.section("account")
    assert section.sign_in_card.isVisible()
    assert not section.who_card.isVisible()
