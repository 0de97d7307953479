"""calendar-data (RFC 4791, section 9.6): a text whole, in parts, expanded, or shortened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from garage.calendar.instances import Stretch, start_of
from garage.calendar.occurrences import Occurrence
from garage.calendar.series import InstanceId
from garage.calendar.zones import day_after, find_zone
from garage.content_lines import ContentLine
from garage.ics.components import Component
from garage.ics.values import moment_text
from sync_server.calendars.dav_names import CALENDAR_DATA, c, d
from sync_server.calendars.dav_parsed import Parsed, parsed
from sync_server.calendars.dav_patience import Patience
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.dav_times import stretch_of
from sync_server.calendars.dav_xml import Element

MOST_INSTANCES = 2_000
"""That one resource is expanded to."""

_OF_SERIES = frozenset(
    ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")
)
_DAY = (("VALUE", ("DATE",)),)


@dataclass(frozen=True)
class Data:
    """How texts are to be given; nothing said: as they are."""

    expand: Stretch | None = None
    limit: Stretch | None = None
    parts: Element | None = None
    patience: Patience = field(default_factory=Patience)

    def of(self, body: str) -> str:
        """The text so; raises Refused where it would be too long."""
        if self.expand is None and self.limit is None and self.parts is None:
            return self.patience.tell(body)
        self.patience.demand()
        found = parsed(body)
        components = list(found.components)
        if self.expand is not None and (found.recurs or _has_times(found)):
            components = list(self._expanded(found, self.expand, len(body)))
        elif self.limit is not None:
            components = list(_limited(found, self.limit))
        whole = Component("VCALENDAR", lines=list(found.head.lines), parts=components)
        if self.parts is not None:
            whole = _selected(whole, self.parts)
        return self.patience.tell(whole.text)

    def _expanded(self, found: Parsed, stretch: Stretch, size: int) -> Iterator[Component]:
        agenda = found.occurrences(stretch, UTC)
        if len(agenda.occurrences) > MOST_INSTANCES or agenda.refused:
            raise Refused(d("number-of-matches-within-limits"), "a series has too many instances")
        # Each instance has all the words of its event.
        self.patience.demand_room(len(agenda.occurrences) * size // max(len(found.events), 1))
        return _expanded(found, agenda.occurrences)


def _has_times(found: Parsed) -> bool:
    """Whether an expansion changes how its times are written."""
    return any(not read.values["times"].all_day for _, read in found.events.values())


def data_of(element: Element) -> Data:
    """How a report wants texts."""
    asked = element.child(d("prop"))
    asked = asked.child(CALENDAR_DATA) if asked is not None else None
    if asked is None:
        return Data()
    expand, limit = asked.child(c("expand")), asked.child(c("limit-recurrence-set"))
    return Data(
        None if expand is None else stretch_of(expand, whole=True),
        None if limit is None else stretch_of(limit, whole=True),
        asked.child(c("comp")),
    )


def _expanded(found: Parsed, instances: Iterable[Occurrence]) -> Iterator[Component]:
    """Each instance as an event of its own, in UTC."""
    for each in instances:
        component, _ = found.events[each.event]
        lines = [line for line in component.lines if line.name not in _OF_SERIES]
        times = list(_times(each))
        if each.at is not None:
            times.append(_instance(found, each, each.at))
        yield Component("VEVENT", lines=[*times, *lines], parts=component.parts)


def _times(each: Occurrence) -> Iterator[ContentLine]:
    if each.all_day:
        yield ContentLine("DTSTART", moment_text(each.first), _DAY)
        yield ContentLine("DTEND", moment_text(day_after(each.last)), _DAY)
    else:
        yield ContentLine("DTSTART", moment_text(each.start.astimezone(UTC)))
        yield ContentLine("DTEND", moment_text(each.end.astimezone(UTC)))


def _instance(found: Parsed, each: Occurrence, at: InstanceId) -> ContentLine:
    if not isinstance(at.when, datetime):
        return ContentLine("RECURRENCE-ID", moment_text(at.when), _DAY)
    zone = found.events[each.series][1].values["times"].tz(UTC)
    return ContentLine("RECURRENCE-ID", moment_text(start_of(at.when, zone, UTC)))


def _limited(found: Parsed, stretch: Stretch) -> Iterator[Component]:
    """The series, and of its overrides those that have to do with the stretch."""
    touched = {each.event for each in found.occurrences(stretch, UTC).occurrences}
    places = {id(component): place for place, (component, _) in found.events.items()}
    for component in found.components:
        place = places.get(id(component), "")
        values = found.events[place][1].values if place else {}
        at: InstanceId | None = values.get("recurrence")
        if at is None or place in touched or values.get("following") or _lies_in(at, stretch):
            yield component


def _lies_in(at: InstanceId, stretch: Stretch) -> bool:
    start = start_of(at.when, find_zone(at.zone) or UTC, UTC)
    return stretch.since <= start < stretch.before


def _selected(component: Component, wanted: Element) -> Component:
    """The properties and components that are named; without any named, all."""
    names = {each.attributes.get("name", "").upper() for each in wanted.all(c("prop"))}
    inner = {each.attributes.get("name", "").upper(): each for each in wanted.all(c("comp"))}
    every_line = wanted.child(c("allprop")) is not None or not names
    every_part = wanted.child(c("allcomp")) is not None
    lines = [line for line in component.lines if every_line or line.name in names]
    parts = [
        _selected(each, inner[each.name]) if each.name in inner else each
        for each in component.parts
        if every_part or each.name in inner
    ]
    return Component(component.name, lines=lines, parts=parts)
