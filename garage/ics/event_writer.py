"""Our events as VEVENT, with what other programs put there beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from garage.calendar.times import EventTimes
from garage.content_lines import ContentLine, Parameter, escaped, folded, kept_lines
from garage.ics.alarm_lines import alarm_component
from garage.ics.attendee_lines import attendee_line
from garage.ics.times_writer import instance_line, times_lines
from garage.ics.values import moment_text
from garage.moments import Moment
from garage.records.agenda import STATUSES, Alarm, Attendee, Event

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""DTSTAMP of what does not say when it was last changed: a body is the same each time."""

_ALTERED = "X-PADDOCK-"
_URI = frozenset(("ATTACH", "IMAGE", "CONFERENCE"))
_CLASSES = {"public": "PUBLIC", "private": "PRIVATE", "confidential": "CONFIDENTIAL"}


@dataclass(frozen=True, slots=True)
class FullEvent:
    """An event with who attends it and its alarms."""

    event: Event
    attendees: Sequence[Attendee] = ()
    alarms: Sequence[Alarm] = ()


def event_text(full: FullEvent, master: EventTimes | None = None) -> str:
    """The VEVENT, folded; `master` is the series that an override is of."""
    event = full.event
    foreign = kept_lines(event.foreign)
    more = {
        (line.name.removeprefix(_ALTERED), line.value): line.parameters
        for line in foreign
        if line.name.startswith(_ALTERED)
    }
    lines = [folded("BEGIN:VEVENT")]
    for line in _lines(full, master):
        extra = more.get((line.name, line.value)) if more else None
        lines.append(folded(_with(line, extra).text if extra else line.text))
    lines += [folded(each.text) for each in foreign if not each.name.startswith(_ALTERED)]
    for alarm in full.alarms:
        part = alarm_component(vars(alarm), event.title)
        if part is not None:
            lines.append(part.text)
    lines.append(folded("END:VEVENT"))
    return "".join(lines)


def _with(line: ContentLine, extra: tuple[Parameter, ...]) -> ContentLine:
    own = {name for name, _ in line.parameters}
    return line._replace(
        parameters=(*line.parameters, *(each for each in extra if each[0] not in own))
    )


def _lines(full: FullEvent, master: EventTimes | None) -> Iterator[ContentLine]:
    event = full.event
    stamp = event.modified or event.created
    yield ContentLine("UID", escaped(event.uid or event.id))
    yield ContentLine("DTSTAMP", _utc(stamp) if stamp else moment_text(NEVER))
    if event.created:
        yield ContentLine("CREATED", _utc(event.created))
    if event.modified:
        yield ContentLine("LAST-MODIFIED", _utc(event.modified))
    if event.sequence is not None:
        yield ContentLine("SEQUENCE", str(event.sequence))
    if event.times is not None:
        yield from times_lines(event.times)
    if event.recurrence is not None:
        yield instance_line(event.recurrence, event.following, master)
    yield from _said(event)
    yield from map(attendee_line, map(vars, full.attendees))


def _said(event: Event) -> Iterator[ContentLine]:
    for name, text in (
        ("SUMMARY", event.title), ("DESCRIPTION", event.notes), ("LOCATION", event.place),
    ):  # fmt: skip
        if text:
            yield ContentLine(name, escaped(text))
    if event.position:
        yield ContentLine("GEO", event.position.replace(",", ";"))
    if event.status in STATUSES:
        yield ContentLine("STATUS", event.status.upper())
    if event.free:
        yield ContentLine("TRANSP", "TRANSPARENT")
    if event.privacy:
        yield ContentLine("CLASS", _CLASSES.get(event.privacy, "PRIVATE"))
    if event.priority is not None:
        yield ContentLine("PRIORITY", str(event.priority))
    for name, texts in (("CATEGORIES", event.categories), ("RESOURCES", event.resources)):
        if texts:
            yield ContentLine(name, ",".join(map(escaped, texts)))
    for name, text in (("COLOR", event.colour), ("URL", event.url)):
        if text:
            yield ContentLine(name, text)
    for name, texts in (
        ("CONTACT", event.contacts), ("COMMENT", event.comments), ("RELATED-TO", event.related),
    ):  # fmt: skip
        yield from (ContentLine(name, escaped(text)) for text in texts)
    yield from _references(event)


def _references(event: Event) -> Iterator[ContentLine]:
    uri: tuple[Parameter, ...] = (("VALUE", ("URI",)),)
    for name, values in (
        ("ATTACH", event.attachments), ("IMAGE", event.images), ("CONFERENCE", event.conferences),
    ):  # fmt: skip
        # ATTACH is a reference unless it says otherwise; the others must say so.
        yield from (ContentLine(name, each, () if name == "ATTACH" else uri) for each in values)
    if event.organizer:
        named = (("CN", (event.organizer_name,)),) if event.organizer_name else ()
        yield ContentLine("ORGANIZER", event.organizer, named)


@lru_cache(maxsize=4_096)
def _utc(moment: Moment) -> str:
    return moment_text(moment.instant)


def zones_of(times: EventTimes) -> Mapping[str, EventTimes]:
    """The zones that need a VTIMEZONE, by their names, with times that know them."""
    names = {each for each in (times.zone, times.end_zone) if each and each != "UTC"}
    return {
        name: times if name == times.zone else EventTimes(start=times.start, zone=name)
        for name in sorted(names)
    }
