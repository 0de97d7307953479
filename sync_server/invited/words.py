"""What letters and pages say of an event: when it is, where, how somebody answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_timezone_location, get_timezone_name

from garage.calendar.times import EventTimes
from garage.ics.event_writer import FullEvent
from garage.words import N_
from sync_server.kit.tongues import Tongue
from sync_server.kit.words import translator

ANSWERS: Mapping[str, str] = {
    "accepted": N_("Yes"), "tentative": N_("Maybe"), "declined": N_("No"),
}  # fmt: skip


def when(times: EventTimes | None, tongue: Tongue) -> str:
    """As "Tuesday, 5 March 2047, 10:00–11:00 (Central European Standard Time, Berlin)"."""
    if times is None:
        return ""
    locale = tongue.locale(times.zone)
    start, end = times.start, _end(times)
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if end is not None else start
        return _day(start, locale) if last <= start else _span(start, last, locale)
    text = f"{_day(start.date(), locale)}, {_clock(start, locale)}"
    if isinstance(end, datetime) and end > start:
        same = end.date() == start.date()
        until = _clock(end, locale)
        text += f"–{until}" if same else f" – {_day(end.date(), locale)}, {until}"
    zone = _zone(times, start, locale)
    return f"{text} ({zone})" if zone else text


def _end(times: EventTimes) -> date | None:
    if times.end is not None or times.duration is None:
        return times.end
    return times.duration.after(times.start) if isinstance(times.start, datetime) else None


def _span(first: date, last: date, locale: str) -> str:
    return f"{_day(first, locale)} – {_day(last, locale)}"


def _day(day: date, locale: str) -> str:
    return format_date(day, "full", locale=locale)


def _clock(when_: datetime, locale: str) -> str:
    return format_time(when_.time(), "short", locale=locale)


def _zone(times: EventTimes, start: datetime, locale: str) -> str:
    """What the zone of an event is called on that day, and where it is; "" for one in none."""
    if not times.zone:
        return ""
    zone = times.tz(UTC)
    if not isinstance(zone, ZoneInfo):
        # One that a program made up itself.
        return times.zone.replace("_", " ")
    name = get_timezone_name(start.replace(tzinfo=zone), "long", locale=locale)
    place = get_timezone_location(zone, locale=locale, return_city=True)
    return f"{name}, {place}" if "/" in times.zone and not times.zone.startswith("Etc/") else name


def told(full: FullEvent, tongue: Tongue) -> dict[str, str]:
    """What fills a letter's places: title, when, where."""
    event, say = full.event, translator(tongue.language)
    text = when(event.times, tongue)
    if event.times is not None and event.times.recurs:
        text = say(N_("{when}, and again after that")).format(when=text)
    title = event.title or say(N_("An event without a title"))
    return {"title": title[:200], "when": text, "place": event.place[:300]}
