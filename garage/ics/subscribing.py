"""What reading a foreign feed changes in the calendar that it fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from garage.calendar.durations import Duration
from garage.errors import ValueRefused
from garage.ics.event_reader import ReadEvent
from garage.ics.foreign_feed import FeedFault
from garage.ics.importing import ReadCalendar, key_of, plan_import, read_calendar
from garage.ids import natural_id
from garage.records.agenda import Alarm, Attendee, Event
from garage.records.registry import Record, kind_of
from garage.words import N_, told

USUAL = Duration(seconds=12 * 3600)
OFTENEST, SELDOMEST = timedelta(minutes=15), timedelta(days=30)

_OURS = frozenset(("person", "channels", "acknowledged", "tags", "custom", "source"))
"""Fields of attendees and alarms that no feed has a say in."""

_FEW = 5
"""A calendar of more events than this is not believed to be empty all at once."""


@dataclass(frozen=True, slots=True)
class Written:
    """A record to write: all of its values, or those that are others now (None clears)."""

    id: str
    kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """Records to add (also those that were deleted before), to change and to delete."""

    added: tuple[Written, ...] = ()
    changed: tuple[Written, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    """(kind, id)."""
    doubts: str = ""
    """What did not come in, by line; "" where all of it did."""


def read_body(body: bytes, zone: str) -> ReadCalendar:
    """The calendar in a feed's body; raises FeedFault for what is none."""
    start = body[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise FeedFault(
            N_("there is a web page at this address, no calendar"),
            N_("look on it for the address of its calendar, which often ends with .ics"),
            "no_calendar",
        )
    try:
        return read_calendar(body, zone)
    except ValueRefused as error:
        raise FeedFault(error.message, error.hint, error.code) from error


def plan_feed(
    body: bytes,
    zone: str,
    place: tuple[str, str],
    here: Sequence[Event],
    children: Iterable[Record],
    *,
    alarms: bool = False,
) -> FeedPlan:
    """What to write so that the calendar (`place`: space and id) is what the feed says.

    `here` are its events and `children` what hangs on them, without what was deleted. Who reads
    the same feed elsewhere makes the same records. Raises FeedFault for what is no calendar, and
    where a calendar would be emptied at once: the last good copy stays.
    """
    read = read_body(body, zone)
    if not read.events and len(here) > _FEW:
        raise FeedFault(
            N_("the feed is empty all at once: the last copy is kept"),
            N_("delete the subscription if that is meant"),
            "suddenly_empty",
        )
    plan = plan_import(read, here)
    ids = {key_of(vars(event)): event.id for event in here}
    added = []
    for event in plan.added:
        key = key_of(event.values)
        ids[key] = natural_id(place[0], (place[1], *key))
        values = {**event.values, "calendar": place[1]}
        added.append(Written(ids[key], Event.kind, values))
    changed = [Written(each.id, Event.kind, each.fields) for each in plan.changed]
    wanted: dict[str, Written] = {}
    for event in read.events:
        for child in _children(event, ids[key_of(event.values)], place[0], alarms):
            wanted[child.id] = child
    there = {each.id: each for each in children}
    for child in wanted.values():
        before = there.get(child.id)
        if before is None:
            added.append(child)
        elif news := _differing(before, child):
            changed.append(Written(child.id, child.kind, news))
    gone = [(Event.kind, id_) for id_ in _gone(read, body, plan.gone, here)]
    lost = {id_ for _, id_ in gone}
    gone += [
        (each.kind, each.id)
        for each in there.values()
        if each.id not in wanted and getattr(each, "event", "") not in lost
    ]
    return FeedPlan(tuple(added), tuple(changed), tuple(gone), _doubts(read))


def _differing(before: Record, child: Written) -> dict[str, Any]:
    """Fields that the feed says otherwise than it did; None clears one that it says no more."""
    kind = kind_of(type(before))
    empty = kind.type()
    said = {
        spec.name: child.values.get(spec.name)
        for spec in kind.fields
        if spec.name not in _OURS and (spec.initial is None or spec.name in child.values)
    }
    return {
        name: value
        for name, value in said.items()
        if getattr(before, name) != (getattr(empty, name) if value is None else value)
    }


def _children(event: ReadEvent, id_: str, space: str, alarms: bool) -> Iterable[Written]:
    for values in event.attendees:
        key = (id_, Attendee.kind, str(values.get("address", "")))
        yield Written(natural_id(space, key), Attendee.kind, {**values, "event": id_})
    for values in event.alarms if alarms else ():
        trigger = msgspec.json.encode(values["trigger"].to_json(), order="sorted").decode()
        key = (id_, Alarm.kind, trigger)
        yield Written(natural_id(space, key), Alarm.kind, {**values, "event": id_})


def _gone(read: ReadCalendar, body: bytes, gone: Iterable[str], here: Sequence[Event]) -> list[str]:
    """What is no longer in the feed. One that is cut off says nothing about the rest."""
    if not body.rstrip().upper().endswith(b"END:VCALENDAR"):
        return []
    # What could not be read now is still there: its last good copy stays.
    unread = {each.title for each in read.refused}
    titles = {event.id: event.title for event in here}
    return [id_ for id_ in gone if titles[id_] not in unread]


def _doubts(read: ReadCalendar) -> str:
    if not read.refused:
        return ""
    first = read.refused[0]
    more = ", ".join(str(each.line) for each in read.refused[1:20])
    lines = f"{first.line}, {more}" if more else str(first.line)
    return told(
        "{n} of {total} events were not understood (lines {lines}): {why}",
        n=len(read.refused), total=len(read.refused) + len(read.events), lines=lines,
        why=first.reason,
    )[:500]  # fmt: skip


def pause_of(every: str) -> timedelta:
    """How long to wait between two readings, within bounds; what cannot be read is the usual."""
    try:
        span = Duration.parse(every).span if every else USUAL.span
    except ValueRefused:
        span = USUAL.span
    return min(max(span, OFTENEST), SELDOMEST)
