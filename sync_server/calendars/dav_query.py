"""calendar-query (RFC 4791, section 7.8): which resources a filter holds for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from garage.calendar.instances import Stretch
from garage.calendar.zones import find_zone
from garage.content_lines import ContentLine, unescaped
from garage.ics.components import Component
from garage.ics.event_reader import ReadEvent
from garage.records.agenda import Alarm
from garage.records.agenda_fields import Trigger
from garage.rules.alarms import rings
from sync_server.calendars.dav_names import c
from sync_server.calendars.dav_object import Object
from sync_server.calendars.dav_parsed import EARLIEST, LATEST, Parsed, parsed
from sync_server.calendars.dav_patience import Patience
from sync_server.calendars.dav_refused import Refused
from sync_server.calendars.dav_times import moment_in, stretch_of, zone_in
from sync_server.calendars.dav_xml import Element

_COLLATIONS: dict[str, Callable[[str], str]] = {
    "i;ascii-casemap": lambda text: "".join(
        letter.lower() if letter.isascii() else letter for letter in text
    ),
    "i;unicode-casemap": str.casefold,
    "i;octet": str,
}


MOST_CONDITIONS, MOST_RANGES = 200, 8
"""Of one filter."""


@dataclass(frozen=True)
class Match:
    """text-match: a part of a value."""

    wanted: str
    fold: Callable[[str], str]
    negated: bool

    def holds(self, text: str) -> bool:
        """Whether it is there, or (negated) is not."""
        return (self.fold(self.wanted) in self.fold(text)) is not self.negated


@dataclass(frozen=True)
class Property:
    """prop-filter and param-filter alike."""

    name: str
    absent: bool
    stretch: Stretch | None
    match: Match | None
    parameters: Sequence[Property] = ()


@dataclass(frozen=True)
class Part:
    """comp-filter."""

    name: str
    absent: bool
    stretch: Stretch | None
    properties: Sequence[Property]
    parts: Sequence[Part]


@dataclass(frozen=True)
class Query:
    """A filter, and the zone that the program said it is in."""

    calendar: Part
    said_zone: str
    patience: Patience = field(default_factory=Patience)

    @property
    def needs_text(self) -> bool:
        """Whether the texts have to be looked at."""
        top = self.calendar
        plain = all(
            each.name == "VEVENT"
            and not (each.absent or each.stretch or each.properties or each.parts)
            for each in top.parts
        )
        return not plain or bool(top.properties or top.absent)

    @property
    def window(self) -> tuple[int | None, int | None]:
        """In which (ms) all that it holds for has to have an instance."""
        for each in self.calendar.parts:
            if each.name == "VEVENT" and each.stretch is not None and not each.absent:
                since, before = each.stretch
                return int(since.timestamp() * 1000), int(before.timestamp() * 1000)
        return None, None

    def zone(self, of_calendar: str) -> tzinfo:
        """Where days and floating times are."""
        return find_zone(self.said_zone or of_calendar) or UTC

    def holds(self, event: Object, here: tzinfo) -> bool:
        """Whether it holds for a resource."""
        if not self.needs_text:
            return True
        self.patience.demand()
        found = parsed(event.body)
        looked = _Looked(found, event, here)
        return looked.all_hold(
            self.calendar, [found.head], lambda _: list(found.components), ("", None)
        )


def query_of(element: Element) -> Query:
    """The filter of a calendar-query; raises Refused (`valid-filter`, `supported-filter`)."""
    asked = element.child(c("filter"))
    _demand_few(asked)
    parts = [] if asked is None else [_part(each) for each in asked.all(c("comp-filter"))]
    if len(parts) != 1 or parts[0].name != "VCALENDAR":
        raise Refused(c("valid-filter"), "a filter begins with VCALENDAR")
    zone = element.said(c("timezone-id")) or zone_in(element.said(c("timezone")))
    return Query(parts[0], zone)


def _demand_few(element: Element | None) -> None:
    """That a filter is one that somebody might mean: each part is looked at for each event."""
    waiting, conditions, ranges = [element] if element is not None else [], 0, 0
    while waiting:
        for each in waiting.pop().children:
            conditions += 1
            ranges += each.name == c("time-range")
            waiting.append(each)
    if conditions > MOST_CONDITIONS or ranges > MOST_RANGES:
        raise Refused(c("supported-filter"), "the filter has too many conditions")


def _part(element: Element) -> Part:
    stretch = element.child(c("time-range"))
    return Part(
        element.attributes.get("name", "").upper(),
        element.child(c("is-not-defined")) is not None,
        None if stretch is None else stretch_of(stretch),
        [_property(each, c("param-filter")) for each in element.all(c("prop-filter"))],
        [_part(each) for each in element.all(c("comp-filter"))],
    )


def _property(element: Element, within: str = "") -> Property:
    stretch, match = element.child(c("time-range")), element.child(c("text-match"))
    return Property(
        element.attributes.get("name", "").upper(),
        element.child(c("is-not-defined")) is not None,
        None if stretch is None else stretch_of(stretch),
        None if match is None else _match(match),
        [_property(each) for each in element.all(within)] if within else (),
    )


def _match(element: Element) -> Match:
    named = element.attributes.get("collation", "i;ascii-casemap")
    fold = _COLLATIONS.get("i;ascii-casemap" if named == "default" else named)
    if fold is None:
        raise Refused(c("supported-collation"), f"{named[:60]} is not known")
    return Match(element.text, fold, element.attributes.get("negate-condition") == "yes")


_Inner = Callable[[Component], list[Component]]
_Owner = tuple[str, ReadEvent | None]


@dataclass(frozen=True)
class _Looked:
    """A resource that is looked at."""

    parsed: Parsed
    event: Object
    here: tzinfo

    def holds(self, part: Part, among: Sequence[Component], owner: _Owner) -> bool:
        """Whether one of the components is as the filter has it."""
        found = [each for each in among if each.name == part.name]
        if part.absent:
            return not found
        return any(
            self.all_hold(part, [each], lambda one: one.parts, self._owner(each) or owner)
            for each in found
        )

    def all_hold(
        self, part: Part, those: Sequence[Component], inner: _Inner, owner: _Owner
    ) -> bool:
        """Whether all that a filter says holds for a component."""
        (component,) = those
        if part.absent:
            return False
        if part.stretch is not None and not self._is_in(component, part.stretch, owner):
            return False
        return all(self._has(each, component) for each in part.properties) and all(
            self.holds(each, inner(component), owner) for each in part.parts
        )

    def _owner(self, component: Component) -> _Owner | None:
        for place, (own, read) in self.parsed.events.items():
            if own is component:
                return place, read
        return None

    def _is_in(self, component: Component, stretch: Stretch, owner: _Owner) -> bool:
        place, read = owner
        if component.name == "VEVENT":
            return place in self._touched(stretch)
        if component.name != "VALARM" or read is None:
            raise Refused(c("supported-filter"), "a time range is of events and alarms")
        return any(self._rings(place, values, stretch) for values in read.alarms)

    def _touched(self, stretch: Stretch) -> set[str]:
        if stretch.before >= LATEST and self.parsed.endless:
            return set(self.parsed.events)
        found = self.parsed.occurrences(_cut(stretch, self.event), self.here)
        # What takes too long to work out is rather told than kept back.
        refused = set(self.parsed.events) if found.refused else set()
        return refused | {each.event for each in found.occurrences}

    def _rings(self, place: str, values: Mapping[str, Any], stretch: Stretch) -> bool:
        alarm = Alarm(trigger=values["trigger"], action=values.get("action", ""))
        away = _reach(alarm.trigger)
        wide = Stretch(_moved(stretch.since, -away), _moved(stretch.before, away))
        around = _cut(wide, self.event)
        return any(
            stretch.since <= ring.at < stretch.before
            for each in self.parsed.occurrences(around, self.here).occurrences
            if each.event == place
            for ring in rings(each, [alarm])
        )

    def _has(self, wanted: Property, component: Component) -> bool:
        lines = [line for line in component.lines if line.name == wanted.name]
        if wanted.absent:
            return not lines
        return any(self._is(wanted, line) for line in lines)

    def _is(self, wanted: Property, line: ContentLine) -> bool:
        if wanted.stretch is not None:
            moment = moment_in(line.value, self.here)
            if moment is None or not wanted.stretch.since <= moment < wanted.stretch.before:
                return False
        if wanted.match is not None and not wanted.match.holds(unescaped(line.value)):
            return False
        return all(_parameter_is(each, line) for each in wanted.parameters)


def _parameter_is(wanted: Property, line: ContentLine) -> bool:
    values = [values for name, values in line.parameters if name == wanted.name]
    if wanted.absent:
        return not values
    told = [",".join(each) for each in values]
    match = wanted.match
    return bool(told) if match is None else any(match.holds(each) for each in told)


def _cut(stretch: Stretch, event: Object) -> Stretch:
    """Without what no instance lies in: a stretch without an end is worked out too."""
    since, before = stretch
    if event.since is not None:
        since = max(since, _of_ms(event.since))
    if event.until is not None:
        before = min(before, _of_ms(event.until))
    return Stretch(since, max(since, before))


def _of_ms(moment: int) -> datetime:
    try:
        return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=moment)
    except OverflowError:
        # The last moment there is, rounded.
        return LATEST if moment > 0 else EARLIEST


def _reach(trigger: Trigger | None) -> timedelta:
    """How far from its event an alarm may be."""
    if trigger is None or trigger.offset is None:
        return timedelta(0)
    every = trigger.every.span if trigger.every else timedelta(0)
    return abs(trigger.offset.span) + every * trigger.repeat + timedelta(days=2)


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment
