"""A walk of the tour: the event's form, its repetition, the quick look, the list, the timeline."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.operations.agenda import Entry
    from client.store import Store
    from client.ui.calendar.calendar_page import CalendarPage
    from client.ui.shell.shell import Shell

_BERLIN = "Europe/Berlin"


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these; the calendar gets events that the sample has not."""
    from client.app.tour import vehicle_named
    from client.ui.routes import CALENDAR, Route

    desk = shell.desk
    tour.settle(desk)
    octavia, trailer = vehicle_named(shell, "Octavia"), vehicle_named(shell, "Trailer")
    desk.run(shell, lambda store: _fill(store, octavia, trailer), lambda _none: None)
    tour.settle(desk)
    desk.go(Route(CALENDAR))
    tour.settle(desk)
    from client.ui.calendar.calendar_page import CalendarPage

    page = shell.findChild(CalendarPage)
    assert isinstance(page, CalendarPage)
    page.refresh()
    tour.settle(desk)
    _quick_look(tour, shell, page)
    _forms(tour, shell, page)
    for key, name in (("list", "05-calendar-list"), ("timeline", "05-calendar-timeline")):
        page.choose_view(key)
        page.go_today()
        tour.settle(desk)
        tour.in_both(name, shell, desk)


def _named(page: CalendarPage, title: str) -> Entry:
    assert page.read is not None
    return next(entry for entry in page.read.entries if entry.title == title)


def _quick_look(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    page.choose_view("week")
    page.go_today()
    tour.settle(shell.desk)
    page.open_entry(_named(page, "Inspection (HU and AU)"))
    tour.settle(shell.desk)
    tour.in_both("04-calendar-look", shell, shell.desk)
    if page.events.look_shown is not None:
        page.events.look_shown.close_popover()


def _forms(tour: Tour, shell: Shell, page: CalendarPage) -> None:
    from client.ui.calendar.event_form import EventForm
    from client.ui.calendar.scope_question import ask_scope

    desk = shell.desk
    page.events.edit(_named(page, "Inspection (HU and AU)"))
    tour.settle(desk)
    form = shell.findChild(EventForm)
    assert isinstance(form, EventForm)
    form.unfold()
    tour.settle(desk)
    tour.in_both("04-event-form", form, desk)
    form.close()
    tour.settle(desk)
    page.events.edit(_named(page, "Beetle club evening"))
    tour.settle(desk)
    form = next(each for each in shell.findChildren(EventForm) if each.isVisible())
    tour.in_both("04-event-repeats", form, desk)
    form.close()
    question = ask_scope(page, "edit", lambda _scope: None, when="Tue 17 November, 19:30")
    tour.settle(desk)
    tour.in_both("04-event-scope", question, desk)
    question.reject()
    tour.settle(desk)


def _fill(store: Store, octavia: str, trailer: str) -> None:
    from client.operations.calendars import add_calendar
    from client.operations.events import Along, add_event

    ids = {
        name: add_calendar(store, {"name": name, "colour": colour}).ids[0]
        for name, colour in (
            ("Inspection and legal", "purple"), ("Family", "royalblue"), ("Club", "sienna"),
            ("Trips", "seagreen"),
        )
    }  # fmt: skip
    for calendar, title, times, values, along in _events(octavia, trailer):
        values = {"calendar": ids[calendar], "title": title, "times": times, **values}
        add_event(store, values, [Along(kind, values=each) for kind, each in along])


_Told = tuple[str, str, EventTimes, dict[str, Any], list[tuple[str, dict[str, Any]]]]


def _events(octavia: str, trailer: str) -> list[_Told]:
    from garage.records.agenda_fields import Trigger

    day_before = {"trigger": Trigger(Duration(-1)), "action": "display"}
    people = [
        {"name": "Jonas", "address": "mailto:jonas@lindner.example", "state": "accepted"},
        {"name": "Anna", "address": "mailto:anna@lindner.example", "state": "tentative"},
    ]
    evening = _at(17, 19, 30, 22, rule="FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU;UNTIL=20281231")
    return [
        ("Inspection and legal", "Inspection (HU and AU)", _at(19, 8, 30, 10),
         {"vehicle": octavia, "place": "TÜV Süd, Ridlerstraße 57, Munich",
          "url": "https://www.tuvsud.com/termine"},
         [("alarm", day_before), *(("attendee", each) for each in people)]),
        ("Club", "Beetle club evening", evening,
         {"place": "Gasthof Post"}, [("alarm", {"trigger": Trigger(Duration(0, -7200))})]),
        ("Family", "Lunch with Anna", _at(19, 12, 0, 13), {"place": "Gasthof Post"}, []),
        ("Family", "Dentist", _at(18, 9, 45, 11), {"place": "Dr. Huber"}, []),
        ("Family", "Oma visiting", EventTimes(start=date(2026, 11, 19), end=date(2026, 11, 23)),
         {}, []),
        ("Trips", "Karl has the trailer", EventTimes(start=date(2026, 11, 16),
                                                     end=date(2026, 11, 21)),
         {"vehicle": trailer}, []),
        ("Trips", "Christmas at Lake Garda", EventTimes(start=date(2026, 12, 23),
                                                        end=date(2027, 1, 3)),
         {"vehicle": octavia, "free": True}, []),
    ]  # fmt: skip


def _at(day: int, hour: int, minute: int, to: int, rule: str = "") -> EventTimes:
    return EventTimes(
        start=datetime(2026, 11, day, hour, minute), end=datetime(2026, 11, day, to),
        zone=_BERLIN, rules=(parse_rule(rule),) if rule else (),
    )  # fmt: skip
