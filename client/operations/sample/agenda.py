"""What stands in the sample garage's calendars around today: work, family, trips, the club."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from client.operations.sample.book import Book
from garage.calendar.durations import Duration
from garage.calendar.rule_text import parse_rule
from garage.calendar.times import EventTimes
from garage.records.agenda_fields import Trigger

_ZONE = "Europe/Berlin"
_CALENDARS = (
    ("Trips", "seagreen"), ("Family", "royalblue"), ("Work", "slategray"),
    ("Beetle club", "sienna"), ("Holidays, Bavaria", "darkgray"),
)  # fmt: skip


class Hour(NamedTuple):
    """An event with times: on which day from the Monday of this week on, from when to when."""

    calendar: str
    title: str
    day: int
    begins: str
    ends: str
    place: str = ""
    vehicle: str = ""
    rule: str = ""


class Days(NamedTuple):
    """An event of whole days, both included, counted from the Monday of this week."""

    calendar: str
    title: str
    first: int
    last: int
    vehicle: str = ""


_HOURS = (
    Hour("Work", "Stand-up", -84, "08:00", "08:45", rule="FREQ=WEEKLY;BYDAY=MO,WE,FR"),
    Hour("Work", "Budget review", -153, "13:00", "14:00", rule="FREQ=MONTHLY;BYDAY=3TU"),
    Hour("Family", "Mia: driving lesson", -55, "16:00", "17:00", "", "Octavia",
         "FREQ=WEEKLY;COUNT=14"),
    Hour("Beetle club", "Beetle club evening", -140, "19:00", "22:00", "Gasthof Post", "Herbie",
         "FREQ=MONTHLY;BYDAY=3MO"),
    Hour("Work", "Review", 2, "09:30", "11:30"),
    Hour("Family", "Dentist", 2, "09:45", "11:00", "Hauptstraße 12"),
    Hour("Family", "Fetch the winter wheels", 2, "11:00", "12:00", "Reifen Huber", "Octavia"),
    Hour("Work", "Supplier call", 2, "14:00", "15:30"),
    Hour("Family", "Inspection (HU and AU)", 3, "08:30", "10:00",
         "TÜV Süd, Ridlerstraße 57, München", "Octavia"),
    Hour("Family", "Lunch with Anna", 3, "12:00", "13:00"),
    Hour("Trips", "Augsburg and back", 4, "09:00", "10:30", "", "Model 3"),
    Hour("Family", "Parents' evening", 4, "15:30", "17:00"),
    Hour("Work", "Handover", 4, "15:00", "16:30"),
    Hour("Beetle club", "Parts swap", 5, "10:00", "12:00", "", "Herbie"),
    Hour("Family", "Coffee with Oma", 6, "15:00", "17:00"),
    Hour("Beetle club", "Advent run", 12, "15:00", "18:00", "", "Herbie"),
    Hour("Trips", "Stuttgart", 11, "07:30", "19:00", "", "Model 3"),
    Hour("Family", "Lay up the Z3", -13, "18:00", "19:30", "", "Z3"),
)  # fmt: skip
_DAYS = (
    Days("Trips", "Lake Constance", -21, -17, "Model 3"),
    Days("Work", "Offsite in Nuremberg", -12, -10),
    Days("Beetle club", "Hall cleaning", -9, -8),
    Days("Trips", "Karl has the trailer", 0, 5, "Trailer"),
    Days("Beetle club", "Annual fee", 0, 0),
    Days("Family", "Oma is here", 3, 10),
    Days("Work", "Trade fair in Essen", 12, 14),
)
_HOLIDAYS = (
    ("New Year", 1, 1), ("Epiphany", 1, 6), ("Labour Day", 5, 1), ("Assumption", 8, 15),
    ("German Unity", 10, 3), ("All Saints", 11, 1), ("Christmas", 12, 25), ("Boxing Day", 12, 26),
)  # fmt: skip


def agenda(book: Book) -> None:
    """Write calendars and events; everything is counted from the Monday of this week."""
    vehicles = {row.values["name"]: row.id for row in book.rows if row.kind.name == "vehicle"}
    calendars = {
        name: book.add("calendar", name=name, colour=colour) for name, colour in _CALENDARS
    }
    monday = book.today - timedelta(days=book.today.weekday())
    for hour in _HOURS:
        _hour(book, calendars[hour.calendar], monday, hour, vehicles)
    for each in _DAYS:
        begin, end = _day(monday, each.first), _day(monday, each.last + 1)
        times = EventTimes(start=begin, end=end)
        _event(book, calendars[each.calendar], each.title, times,
               vehicle=vehicles.get(each.vehicle, ""), free=True)  # fmt: skip
    _holidays(book, calendars["Holidays, Bavaria"], _HOLIDAYS)


def _day(monday: date, day: int) -> date:
    return monday + timedelta(days=day)


def _hour(book: Book, calendar: str, monday: date, hour: Hour, vehicles: dict[str, str]) -> None:
    day = _day(monday, hour.day).isoformat()
    rules = (parse_rule(hour.rule),) if hour.rule else ()
    times = EventTimes(
        start=datetime.fromisoformat(f"{day}T{hour.begins}"),
        end=datetime.fromisoformat(f"{day}T{hour.ends}"),
        zone=_ZONE,
        rules=rules,
    )
    vehicle = vehicles.get(hour.vehicle, "")
    event = _event(book, calendar, hour.title, times, place=hour.place, vehicle=vehicle)
    if hour.place.startswith("TÜV"):
        book.add("alarm", event, trigger=Trigger(Duration.parse("-P1D")))
        for name, state in (("Jonas Lindner", "accepted"), ("Anna Lindner", "tentative")):
            address = f"mailto:{name.split()[0].lower()}@example.com"
            book.add("attendee", event, name=name, address=address, state=state)


def _event(book: Book, calendar: str, title: str, times: EventTimes, **more: Any) -> str:
    uid = f"{title}-{times.start.isoformat()}@sample.paddock".replace(" ", "-").lower()
    return book.add("event", calendar, uid=uid, title=title, times=times, **more)


def _holidays(book: Book, calendar: str, days: Iterable[tuple[str, int, int]]) -> None:
    yearly = (parse_rule("FREQ=YEARLY"),)
    for title, month, day in days:
        times = EventTimes(start=date(book.today.year - 2, month, day), rules=yearly)
        _event(book, calendar, title, times, free=True)
