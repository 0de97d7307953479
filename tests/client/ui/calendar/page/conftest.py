"""The calendar page, and what is in the calendar: an appointment, a series, a reminder."""

from datetime import date, datetime

import pytest

from client.operations.agenda import agenda
from client.operations.events import add_event
from client.operations.records import add
from client.ui.calendar.calendar_page import CalendarPage
from client.ui.routes import CALENDAR, Route
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.records import kind_named
from tests.client.ui.calendar.entries import ZONE

WED = date(2026, 11, 18)


@pytest.fixture
def golf(store):
    """A vehicle with an inspection that is due."""
    id_ = add(store, kind_named("vehicle"), {"name": "Golf"}).ids[0]
    reminder = {"vehicle": id_, "title": "Oil change", "due": date(2026, 11, 20)}
    add(store, kind_named("reminder"), reminder)
    return id_


@pytest.fixture
def dentist(store, family):
    """An appointment today."""
    return event(store, family, "Dentist", "2026-11-18T09:45", "2026-11-18T11:00")


@pytest.fixture
def lesson(store, family):
    """A lesson on every Tuesday."""
    rule = parse_rule("FREQ=WEEKLY")
    return event(store, family, "Lesson", "2026-11-03T16:00", "2026-11-03T17:00", rule)


def event(store, calendar, title, start, end, *rules, **more):
    """An event in Berlin; gives its ids."""
    begin, finish = datetime.fromisoformat(start), datetime.fromisoformat(end)
    times = EventTimes(start=begin, end=finish, zone="Europe/Berlin", rules=rules)
    values = {"calendar": calendar, "title": title, "times": times, **more}
    return add_event(store, values).touched["event"]


@pytest.fixture
def page(desk, qtbot, settled):
    """The page as one comes to it."""
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1_224, 836)
    made.show()
    made.show_route(Route(CALENDAR))
    settled()
    return made


def titles(page):
    """What the page has read."""
    return [entry.title for entry in page.read.entries]


def entry(page, title, day=None):
    """The entry of a name, on a day if it is named as month and day."""
    found = [each for each in page.read.entries if each.title == title]
    return next(each for each in found if day is None or (each.start.month, each.start.day) == day)


def kept(store, title):
    """When the occurrences of a month are."""
    found = store.read(lambda r: agenda(r, date(2026, 11, 1), date(2026, 12, 1), ZONE, today=WED))
    return [(each.start.day, each.start.hour) for each in found if each.title == title]
