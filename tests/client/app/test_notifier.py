"""Alarms are told by cards as they go off, answered there, and told again when put off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from client.app.notifier import Notifier
from client.app.pages import PAGES
from client.app.view import _notify
from client.operations import records
from client.operations.calendars import add_calendar
from client.operations.events import Along, add_event, delete_event
from client.operations.subscriptions import add_subscription
from client.store import Store
from client.ui.calendar.feed_reading import FeedReading
from client.ui.desk import Desk
from client.ui.routes import CALENDAR
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from client.ui.vehicles.reminder_popovers import CompletePopover
from garage.calendar.durations import Duration
from garage.calendar.times import EventTimes
from garage.records import Alarm, Reminder, Subscription, kind_named
from garage.records.agenda_fields import Trigger
from tests.client.ui.waiting import settle

SETTINGS = {"region": "IE", "zone": "Europe/Berlin", "welcomed": True}
MADE = 1_793_500_000_000  # in the night to 1 November 2026


class Time:
    """A clock that the test sets."""

    now = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile", lambda: MADE) as opened:
        opened.set_settings(SETTINGS)
        yield opened


@pytest.fixture
def desk(store: Store, time: Time, qapp: QApplication) -> Iterator[Desk]:
    apply(qapp, Scheme.LIGHT)
    made = Desk(store, SETTINGS, clock=time)
    yield made
    made.stop()
    made.close()


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot) -> Shell:
    made = Shell(desk, {CALENDAR: PAGES[CALENDAR]})
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def settled(desk: Desk, qtbot: QtBot) -> Callable[[], None]:
    return lambda: settle(qtbot, desk)


def add(store: Store, title: str = "Club", hour: int = 19) -> str:
    """An event on 19 November in Berlin, told half an hour before."""
    there = store.read(lambda r: r.connection.exec_driver_sql("SELECT id FROM k_calendar").scalar())
    calendar = there or add_calendar(store, {"name": "Family"}).ids[0]
    start = datetime(2026, 11, 19, hour)
    times = EventTimes(start=start, end=start + timedelta(hours=2), zone="Europe/Berlin")
    alarm = Along("alarm", values={"trigger": Trigger(Duration.parse("-PT30M"))})
    values = {"calendar": calendar, "title": title, "times": times, "place": "Gasthof Post"}
    return next(iter(add_event(store, values, [alarm]).touched["event"]))


def titles(notifier: Notifier) -> list[str]:
    return [card.told.title for card in notifier.cards.cards]


def test_a_card_comes_as_the_alarm_goes_off(
    store: Store,
    shell: Shell,
    time: Time,
    settled: Callable[[], None],
    heard: list[tuple[str, object]],
) -> None:
    add(store)
    notifier = Notifier(shell, lambda: False)
    settled()
    assert titles(notifier) == []
    time.now = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    notifier.look()
    settled()
    assert titles(notifier) == ["Club"]
    (card,) = notifier.cards.cards
    assert card.isVisible()
    name = card.accessibleName()
    assert name == "Club, Thu 19 November, 19:00 – 21:00, Gasthof Post"
    assert [words for words, _how in heard] == [name]
    assert shell.stack.rect().contains(card.geometry().center())


def test_done_is_written_and_the_card_goes(
    store: Store, shell: Shell, time: Time, settled: Callable[[], None], qtbot: QtBot
) -> None:
    add(store)
    time.now = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)
    notifier = Notifier(shell, lambda: False)
    settled()
    qtbot.mouseClick(notifier.cards.cards[0].done_button, Qt.MouseButton.LeftButton)
    settled()
    assert titles(notifier) == []
    (alarm,) = store.read(lambda r: r.all(Alarm))
    assert alarm.acknowledged is not None
    records.undo(store)
    notifier.look()
    settled()
    assert titles(notifier) == ["Club"]


def test_what_is_put_off_comes_again(
    store: Store, shell: Shell, time: Time, settled: Callable[[], None], qtbot: QtBot
) -> None:
    add(store)
    time.now = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)
    notifier = Notifier(shell, lambda: False)
    settled()
    card = notifier.cards.cards[0]
    card.put_off(time.now + timedelta(minutes=10))
    settled()
    assert titles(notifier) == []
    time.now += timedelta(minutes=11)
    notifier.look()
    settled()
    assert titles(notifier) == ["Club"]
    assert notifier.told[0].again


def test_a_deleted_event_takes_its_card_away_and_others_stay(
    store: Store, desk: Desk, shell: Shell, time: Time, settled: Callable[[], None], qtbot: QtBot
) -> None:
    gone, _ = add(store), add(store, "School", 18)
    time.now = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)
    notifier = Notifier(shell, lambda: False)
    settled()
    assert titles(notifier) == ["School", "Club"]
    desk.operate(shell, lambda s: delete_event(s, gone))
    qtbot.waitUntil(lambda: titles(notifier) == ["School"])


def test_more_than_three_are_counted(
    store: Store, shell: Shell, time: Time, settled: Callable[[], None]
) -> None:
    for number in range(5):
        add(store, f"Event {number}")
    time.now = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)
    notifier = Notifier(shell, lambda: False)
    settled()
    assert len(notifier.cards.cards) == 3
    assert [card.more.text() for card in notifier.cards.cards] == ["", "", "and 2 more"]
    tops = [card.geometry().top() for card in notifier.cards.cards]
    assert tops == sorted(tops, reverse=True)


def test_open_goes_to_its_day_in_the_calendar(
    store: Store, desk: Desk, shell: Shell, time: Time, settled: Callable[[], None], qtbot: QtBot
) -> None:
    event = add(store)
    time.now = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)
    notifier = Notifier(shell, lambda: False)
    settled()
    qtbot.mouseClick(notifier.cards.cards[0].open_button, Qt.MouseButton.LeftButton)
    settled()
    here = desk.trail.here
    assert here is not None
    assert (here.page, here.vehicle, here.record) == (CALENDAR, event, "2026-11-19")


def test_the_keyboard_gets_to_the_first_card(
    store: Store, desk: Desk, shell: Shell, time: Time, settled: Callable[[], None]
) -> None:
    add(store)
    time.now = datetime(2026, 11, 19, 17, 31, tzinfo=UTC)
    notifier = Notifier(shell, lambda: False)
    assert not desk.command("alarms.first").enabled()
    settled()
    assert desk.command("alarms.first").enabled()
    desk.command("alarms.first").run()
    assert shell.focusWidget() is notifier.cards.cards[0].done_button


def test_done_on_what_is_due_asks_when_and_the_card_goes(
    store: Store, shell: Shell, time: Time, settled: Callable[[], None], qtbot: QtBot
) -> None:
    car = records.add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]
    values = {"vehicle": car, "title": "Oil change", "due": "2026-11-19"}
    records.add(store, kind_named("reminder"), values)
    notifier = Notifier(shell, lambda: False)
    settled()
    (card,) = notifier.cards.cards
    assert card.accessibleName() == "Oil change, Thu 19 November, Golf"
    qtbot.mouseClick(card.done_button, Qt.MouseButton.LeftButton)
    settled()
    (popover,) = shell.findChildren(CompletePopover)
    popover.keep_button.click()
    settled()
    qtbot.waitUntil(lambda: titles(notifier) == [])
    (reminder,) = store.read(lambda r: r.all(Reminder))
    assert reminder.finished


def test_what_is_due_is_silenced_by_the_menu_of_its_card(
    store: Store, shell: Shell, settled: Callable[[], None], qtbot: QtBot
) -> None:
    car = records.add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]
    values = {"vehicle": car, "title": "Oil change", "due": "2026-11-19"}
    records.add(store, kind_named("reminder"), values)
    notifier = Notifier(shell, lambda: False)
    settled()
    qtbot.mouseClick(notifier.cards.cards[0].snooze_button, Qt.MouseButton.LeftButton)
    (menu,) = notifier.cards.cards[0].findChildren(QMenu)
    (silence,) = [each for each in menu.actions() if each.text() == "Not again"]
    silence.trigger()
    menu.close()
    settled()
    assert titles(notifier) == []
    assert not store.read(lambda r: r.all(Reminder))[0].finished


def test_feeds_are_read_from_the_start_whichever_page_is_open(
    store: Store, shell: Shell, settled: Callable[[], None], qtbot: QtBot
) -> None:
    add_subscription(store, "https://[::1]/a.ics", "Club")
    told = store.read(lambda r: r.all(Subscription))[0].fault
    assert told == ""
    _notify(shell, None)
    (reading,) = shell.findChildren(FeedReading)
    qtbot.waitUntil(lambda: bool(store.read(lambda r: r.all(Subscription))[0].fault))
    settle(qtbot, shell.desk, aside=True)
    assert reading._timer.isActive()
