"""Calendars as other programs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from garage.calendar.instances import Stretch, instances
from garage.ics.event_writer import FullEvent
from garage.ics.importing import ReadCalendar, read_calendar
from garage.records.agenda import Alarm, Attendee, Event

BERLIN = ZoneInfo("Europe/Berlin")
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Test//EN\n"


def calendar(*parts: str) -> bytes:
    """A calendar of these components."""
    body = "\n".join(part.strip() for part in parts)
    return f"{HEAD}{body}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def vevent(*lines: str, uid: str = "one@example.com") -> str:
    """An event of these lines."""
    body = "\n".join(lines)
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260101T000000Z\n{body}\nEND:VEVENT"


def read(*parts: str, zone: str = "Europe/Berlin") -> ReadCalendar:
    """What comes in of these components."""
    return read_calendar(calendar(*parts), zone)


def events(calendar: ReadCalendar) -> list[FullEvent]:
    """Its events as records."""
    return [
        FullEvent(
            Event(**{"id": f"id-{place}", **each.values}),
            [Attendee(**values) for values in each.attendees],
            [Alarm(**values) for values in each.alarms],
        )
        for place, each in enumerate(calendar.events)
    ]


def only(calendar: ReadCalendar) -> Event:
    """Its one event, which came in without a doubt."""
    assert calendar.refused == ()
    (found,) = events(calendar)
    return found.event


def starts(event: Event, year: int = 2026, years: int = 1) -> list[str]:
    """The event's starts in UTC, as "03-28 09:00"."""
    stretch = Stretch(datetime(year, 1, 1, tzinfo=UTC), datetime(year + years, 1, 1, tzinfo=UTC))
    assert event.times is not None
    return [f"{each.start:%m-%d %H:%M}" for each in instances(event.times, stretch, BERLIN)]
