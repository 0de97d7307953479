"""What the tests of the form of events keep, open and answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from client.operations.agenda import Entry, agenda
from client.operations.events import Along, Scope, add_event
from client.store import Query, Store
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.scope_question import ScopeQuestion
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.records import Event
from garage.records.agenda_fields import Trigger
from tests.client.ui.calendar.conftest import BERLIN, TODAY

WEEKLY = EventTimes(
    start=datetime(2026, 11, 5, 19), end=datetime(2026, 11, 5, 21), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=WEEKLY;BYDAY=TH"),),
)  # fmt: skip


def events(store: Store) -> list[Event]:
    """All that are kept."""
    return store.read(lambda reader: reader.all(Event, Query()))


def entries(store: Store, first: date, last: date) -> list[Entry]:
    """What the calendar shows of some days."""
    return list(store.read(lambda reader: agenda(reader, first, last, BERLIN, today=TODAY)))


def days(store: Store) -> list[str]:
    """When what is in November and December begins, and what it is called."""
    found = entries(store, date(2026, 11, 1), date(2026, 12, 20))
    return [f"{entry.start:%d.%m. %H:%M} {entry.title}" for entry in found]


def opened(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], at: int = 0
) -> EventForm:
    """The form of one of the entries from today on."""
    deeds.edit(entries(store, TODAY, date(2026, 12, 20))[at])
    settled()
    form = next(each for each in page.findChildren(EventForm) if each.isVisible())
    settled()
    return form


def series(store: Store, calendar: str, **more: Any) -> str:
    """A club on every Thursday, with an alarm; gives its id."""
    values = {"calendar": calendar, "title": "Club", "times": WEEKLY, **more}
    alarm = Along("alarm", values={"trigger": Trigger(Duration(-1)), "action": "display"})
    return add_event(store, values, [alarm]).ids[0]


def answer(form: EventForm, scope: Scope) -> None:
    """Say how much of the series is meant."""
    question = next(each for each in form.findChildren(ScopeQuestion) if each.isVisible())
    question.take(scope)
