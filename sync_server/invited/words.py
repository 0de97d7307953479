"""What letters and pages say of an event: when it is, where, how somebody answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_time

from garage.calendar.times import EventTimes
from garage.ics.event_writer import FullEvent
from garage.words import N_
from sync_server.kit.words import translator

ANSWERS: Mapping[str, str] = {
    "accepted": N_("Yes"), "tentative": N_("Maybe"), "declined": N_("No"),
}  # fmt: skip


def when(times: EventTimes | None, language: str) -> str:
    """As "Tuesday, 3 March 2026, 10:00–11:00 (Europe/Berlin)"."""
    if times is None:
        return ""
    start, end = times.start, _end(times)
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if end is not None else start
        return _day(start, language) if last <= start else _span(start, last, language)
    text = f"{_day(start.date(), language)}, {_clock(start, language)}"
    if isinstance(end, datetime) and end > start:
        same = end.date() == start.date()
        until = _clock(end, language)
        text += f"–{until}" if same else f" – {_day(end.date(), language)}, {until}"
    zone = times.zone.replace("_", " ")
    return f"{text} ({zone})" if zone else text


def _end(times: EventTimes) -> date | None:
    if times.end is not None or times.duration is None:
        return times.end
    return times.duration.after(times.start) if isinstance(times.start, datetime) else None


def _span(first: date, last: date, language: str) -> str:
    return f"{_day(first, language)} – {_day(last, language)}"


def _day(day: date, language: str) -> str:
    return format_date(day, "full", locale=_locale(language))


def _clock(when_: datetime, language: str) -> str:
    return format_time(when_.time(), "short", locale=_locale(language))


def _locale(language: str) -> str:
    # English for people of any country: the day first, and 24 hours.
    return "en_GB" if language == "en" else language


def told(full: FullEvent, language: str) -> dict[str, str]:
    """What fills a letter's places: title, when, where."""
    event, say = full.event, translator(language)
    text = when(event.times, language)
    if event.times is not None and event.times.recurs:
        text = say(N_("{when}, and again after that")).format(when=text)
    title = event.title or say(N_("An event without a title"))
    return {"title": title[:200], "when": text, "place": event.place[:300]}
