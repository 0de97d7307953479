"""What a calendar brings in, and what it changes of what is here already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from garage.calendar.instances import start_of
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.content_lines import unescaped
from garage.errors import ValueRefused
from garage.ics.components import Component, Fault, check_size, components
from garage.ics.event_reader import ReadEvent, read_event
from garage.ics.zone_reader import ZoneBook
from garage.records.agenda import Event
from garage.records.registry import kind_of
from garage.words import N_

EventKey = tuple[str, str]
"""An event's identifier, and the instant that an override stands for ("" for a series)."""

_EVENT = kind_of(Event)
# What says when and how often an event was changed, and not how it is.
_OF_EDITS = ("modified", "created", "sequence")


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that did not come in: its line, its title where it has one, why, and what to do."""

    line: int
    title: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """A calendar that was read; `faults` tell by line what was doubtful."""

    events: tuple[ReadEvent, ...]
    refused: tuple[Refused, ...] = ()
    faults: tuple[Fault, ...] = ()
    name: str = ""
    method: str = ""
    others: Mapping[str, int] | None = None
    """Components that are no events, by their names: tasks, journals, what nobody knows."""


Progress = Callable[[int, int], None]
"""Called now and then with the lines that were read and all there are; what it raises ends it."""

_PROGRESS_EVERY = 200


def read_calendar(data: bytes, zone: str = "UTC", progress: Progress | None = None) -> ReadCalendar:
    """All events of a file or feed; a bad one never loses a good one.

    `zone` is where times are that a zone was lost of. Raises ValueRefused (`too_large`,
    `no_calendar`) for what is no calendar.
    """
    check_size(data)
    zones = ZoneBook.of(data, zone)
    found: dict[EventKey, ReadEvent] = {}
    refused: list[Refused] = []
    faults: list[Fault] = []
    others: dict[str, int] = {}
    own = Component("VCALENDAR")
    total = data.count(b"\n") if progress else 0
    for place, component in enumerate(components(data)):
        if progress and place % _PROGRESS_EVERY == 0:
            progress(component.number, total)
        if component.name == "VEVENT":
            try:
                event = _with_uid(read_event(component, zones))
            except (ValueRefused, OverflowError) as error:
                refused.append(_refused(component, error))
                continue
            faults += event.faults
            faults += _add(found, event)
        elif component.name == "VCALENDAR":
            own = component
            faults += component.faults
        elif component.name != "VTIMEZONE":
            others[component.name] = others.get(component.name, 0) + 1
            faults += component.faults
    name = unescaped(own.value("NAME") or own.value("X-WR-CALNAME"))[:500]
    method = own.value("METHOD").strip().upper()
    ordered = tuple(sorted(faults, key=lambda fault: fault.line))
    return ReadCalendar(tuple(found.values()), tuple(refused), ordered, name, method, others)


def _refused(component: Component, error: ValueRefused | OverflowError) -> Refused:
    title = unescaped(component.value("SUMMARY"))[:200]
    if isinstance(error, OverflowError):
        message = N_("a time of the event is past the calendar's end")
        return Refused(component.number, title, message, N_("correct it"))
    return Refused(component.number, title, error.message, error.hint)


def _add(found: dict[EventKey, ReadEvent], event: ReadEvent) -> list[Fault]:
    """Keep the newer of two states of one event; two events of one identifier are both kept."""
    key = key_of(event.values)
    before = found.get(key)
    if before is None:
        found[key] = event
        return []
    if _age(event) == _age(before) and event.values["times"] != before.values["times"]:
        apart = {**event.values, "uid": f"{key[0]}-{_digest(event)}"[:500]}
        found[key_of(apart)] = replace(event, values=apart)
        return [Fault(event.line, N_("two events have one identifier: both are kept"))]
    if _age(event) >= _age(before):
        found[key] = event
    return [Fault(event.line, N_("the event comes twice: the newer one counts"))]


def _age(event: ReadEvent) -> tuple[int, datetime]:
    return event.values.get("sequence", 0), event.stamp or datetime.min.replace(tzinfo=UTC)


def key_of(values: Mapping[str, Any]) -> EventKey:
    """What tells an event from others of its calendar: instances by their instants."""
    instance: InstanceId | None = values.get("recurrence")
    return values.get("uid", ""), "" if instance is None else instant_key(instance)


def instant_key(instance: InstanceId) -> str:
    """An instance's instant, or its day, or its wall time where that floats."""
    if not isinstance(instance.when, datetime) or not instance.zone:
        return instance.text
    own = EventTimes(start=instance.when, zone=instance.zone)
    if not own.zone_known:
        return instance.text
    return start_of(instance.when, own.tz(UTC), UTC).isoformat()


def _with_uid(event: ReadEvent) -> ReadEvent:
    """An event without an identifier gets one of what it says, the same each time."""
    if event.values.get("uid"):
        return event
    return replace(event, values={**event.values, "uid": f"{_digest(event)}@paddock"})


def _digest(event: ReadEvent) -> str:
    times: EventTimes = event.values["times"]
    said = f"{times.to_json()}\n{event.values.get('title', '')}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Change:
    """An event that is here as it comes in again, and which fields are other."""

    id: str
    event: ReadEvent
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does: events added, changed, left as they are, and no longer there."""

    added: tuple[ReadEvent, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """Ids of events of the calendar that a feed has no more; an import of a file leaves them."""


def plan_import(read: ReadCalendar, here: Iterable[Event]) -> ImportPlan:
    """Hold what was read to the events of the calendar, by identifier and instance.

    An event that comes in older than it is here (by its SEQUENCE) changes nothing.
    """
    known = {key_of(vars(event)): event for event in here}
    added: list[ReadEvent] = []
    changed: list[Change] = []
    unchanged: list[str] = []
    for event in read.events:
        ours = known.pop(key_of(event.values), None)
        if ours is None:
            added.append(event)
            continue
        fields = _differing(ours, event)
        if fields and event.values.get("sequence", 0) >= (ours.sequence or 0):
            changed.append(Change(ours.id, event, fields))
        else:
            unchanged.append(ours.id)
    gone = tuple(event.id for event in known.values())
    return ImportPlan(tuple(added), tuple(changed), tuple(unchanged), gone)


_CARRIED = tuple(
    spec.name
    for spec in _EVENT.fields
    if spec.name not in ("calendar", "vehicle", "reminder", "person", "tags", "custom", "source")
)


def _differing(ours: Event, event: ReadEvent) -> dict[str, Any]:
    """Fields that come in other than they are here; None clears one. None of them: no change."""
    empty = Event()
    differing = {
        name: event.values.get(name)
        for name in _CARRIED
        if event.values.get(name, getattr(empty, name)) != getattr(ours, name)
    }
    return differing if any(name not in _OF_EDITS for name in differing) else {}
