"""Alarms that have gone off, answered on their cards by the mouse and by the keyboard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton

from client.app.notifier import Notifier
from client.operations.calendars import add_calendar
from client.operations.events import Along, add_event
from client.store import Store
from client.ui.calendar.alarm_cards import AlarmCard
from client.ui.routes import CALENDAR
from garage.calendar.durations import Duration
from garage.calendar.times import EventTimes
from garage.records.agenda_fields import Trigger
from tests.client.hands.conftest import KEPT, furnish
from tests.client.hands.person import called
from tests.client.ui.operations import Garage

MADE = 1_793_500_000_000  # in the night to 1 November 2026
NOW = datetime(2026, 11, 18, 10)
EVENING, CHOIR, PRESSURE = "Parents’ evening", "Choir", "Tyre pressure"
ALL = [PRESSURE, EVENING, CHOIR]
HALF_AN_HOUR_BEFORE = Trigger(Duration.parse("-PT30M"))


@pytest.fixture
def store(tmp_path):
    """A garage furnished weeks before what is told now."""
    with Store(tmp_path / "profile", lambda: MADE) as opened:
        opened.set_settings(KEPT)
        garage = Garage(opened, tmp_path)
        furnish(garage)
        garage.put("reminder", vehicle=garage.car, title=PRESSURE, due=NOW.date())
        calendar = add_calendar(opened, {"name": "School"}).ids[0]
        for title, minutes in ((EVENING, 20), (CHOIR, 25)):
            start = NOW + timedelta(minutes=minutes)
            times = EventTimes(start=start, end=start + timedelta(hours=1), zone="UTC")
            alarm = Along("alarm", values={"trigger": HALF_AN_HOUR_BEFORE})
            add_event(opened, {"calendar": calendar, "title": title, "times": times}, [alarm])
        yield opened


@pytest.fixture
def told(person):
    """What stands on the cards of a window that tells alarms, the lowest first."""
    notifier = Notifier(person.shell, lambda: False, lambda: None)
    person.settle()

    def titles():
        return [card.told.title for card in notifier.cards.cards]

    person.until(lambda: titles() == ALL)
    return titles


def on_card(person, title, words):
    """A button of the card of an alarm."""
    card = person.find(title, AlarmCard)
    (found,) = [each for each in card.findChildren(QAbstractButton) if called(each) == words]
    return found


def heard(person, title):
    """When an event's alarm was acknowledged; None for not yet."""
    return person.only("alarm", event=person.only("event", title=title).id).acknowledged


def is_finished(person):
    return person.only("reminder", title=PRESSURE).finished


def test_alarms_are_answered_by_the_mouse(person, told):
    person.click(on_card(person, EVENING, "Snooze"))
    person.choose("1 hour")
    person.until(lambda: told() == [PRESSURE, CHOIR])
    assert heard(person, EVENING) is None
    person.click("Undo")
    person.until(lambda: told() == ALL)
    person.click(on_card(person, EVENING, "Done"))
    person.until(lambda: told() == [PRESSURE, CHOIR])
    assert heard(person, EVENING) is not None
    person.click("Undo")
    person.until(lambda: told() == ALL)
    # Of what is due it is asked when it was done.
    person.click(on_card(person, PRESSURE, "Done"))
    person.click("Done")
    person.until(lambda: told() == [EVENING, CHOIR])
    assert is_finished(person)
    person.click("Undo")
    person.until(lambda: told() == ALL)
    assert not is_finished(person)
    person.click(on_card(person, CHOIR, f"Open {CHOIR}"))
    assert person.shell.desk.trail.here.page == CALENDAR


def test_alarms_are_answered_by_keys(person, told):
    def on(words, title):
        card = person.keyboard.parent()
        return person.at == words and isinstance(card, AlarmCard) and card.told.title == title

    person.go_to("Octavia, M JL")
    person.press("F6")
    assert on("Done", PRESSURE)
    # Esc goes back, and puts nothing off.
    person.press("Tab", "Escape")
    assert person.at.startswith("Octavia, M JL")
    assert told() == ALL
    person.press("F6")
    assert on("Snooze", PRESSURE)
    person.press("Shift+Tab", "Space", "Return")
    # The keyboard goes to the card that is next, and after the last to where it came from.
    person.until(lambda: on("Done", EVENING))
    assert is_finished(person)
    person.press("Tab", "Space")
    person.pick("1 hour")
    person.until(lambda: on("Done", CHOIR))
    assert told() == [CHOIR]
    person.press("Space")
    person.until(lambda: told() == [])
    assert heard(person, CHOIR) is not None
    assert person.at.startswith("Octavia, M JL")
    for title in (CHOIR, EVENING, PRESSURE):
        person.undo()
        person.until(lambda title=title: title in told())
    assert not is_finished(person)
    # The menu of all commands has the way too; Tab goes from card to card in their order.
    person.command("Go", "Go to the first alarm")
    assert on("Done", PRESSURE)
    person.press("Tab", "Tab", "Tab")
    assert on("Done", EVENING)
    person.press("Shift+F6")
    assert person.at.startswith("Octavia, M JL")
