"""Alarms are told by the desktop with buttons while the window is away, over a real D-Bus."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from client.app.notifier import Notifier
from client.operations.alarm_marks import marks_of
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.shell import Shell
from garage.records import Alarm
from tests.client.app.desktop import Desktop, desktop
from tests.client.app.test_notifier import (  # noqa: F401 - fixtures
    Time,
    add,
    desk,
    settled,
    shell,
    store,
    time,
)

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None and os.environ.get("PADDOCK_REQUIRE_INTEROP") != "1",
    reason="dbus-daemon is not installed",
)

RING = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desktop, str]]:
    # This desktop shares its process with the window, and answers only in its turn.
    monkeypatch.setattr("client.app.desktop_line._LONGEST_WAIT", 60.0)
    with desktop(tmp_path) as (made, address):
        yield made, address


@pytest.fixture
def ends(desk: Desk) -> Iterator[None]:  # noqa: F811
    """The window goes at the end of the test, and hangs up."""
    yield
    desk.stop()


class Away(Notifier):
    """The window is away, as far as it knows."""

    def _is_seen(self) -> bool:
        return False


def test_it_is_told_by_the_desktop_and_answered_there(
    screen: tuple[Desktop, str], store: Store, shell: Shell, ends: None, time: Time,  # noqa: F811
    settled: Callable[[], None], qtbot: QtBot,  # noqa: F811
) -> None:  # fmt: skip
    there, bus = screen
    add(store, "Club <Golf & Co>")
    time.now = RING
    notifier = Away(shell, lambda: False, lambda: bus)
    qtbot.waitUntil(lambda: bool(there.shown))
    settled()
    title, words, actions = there.shown[1]
    assert title == "Club <Golf & Co>"
    assert words == "Thu 19 November, 19:00 – 21:00 · Gasthof Post"
    assert actions == ["default", "Open", "done", "Done", "snooze", "Snooze"]
    assert there.signatures == ["susssasa{sv}i"]
    there.press(1, "snooze")
    qtbot.waitUntil(lambda: notifier.told == ())
    kept = store.read(lambda r: marks_of(r).put_off)
    assert list(kept.values()) == [RING + timedelta(minutes=10)]
    # Put off, it is told anew, and what was answered is taken off the screen.
    qtbot.waitUntil(lambda: there.closed == [1])
    time.now = RING + timedelta(minutes=11)
    notifier.look()
    qtbot.waitUntil(lambda: 2 in there.shown)
    settled()
    there.press(2, "done")
    qtbot.waitUntil(lambda: notifier.told == ())
    settled()
    # The mark of what was put off is an alarm too.
    said = store.read(lambda r: [each.acknowledged for each in r.all(Alarm)])
    assert said
    assert None not in said


def test_a_desktop_that_refuses_leaves_it_to_the_tray(
    screen: tuple[Desktop, str], store: Store, shell: Shell, ends: None, time: Time,  # noqa: F811
    settled: Callable[[], None], qtbot: QtBot,  # noqa: F811
) -> None:  # fmt: skip
    there, bus = screen
    there.refuses = True
    add(store)
    time.now = RING
    asked: list[bool] = []

    def has_tray() -> bool:
        asked.append(True)
        return False

    Away(shell, has_tray, lambda: bus)
    qtbot.waitUntil(lambda: bool(asked))
    settled()
    assert there.shown == {}
