"""Items: the records that bear one UID in a calendar, as the texts that feeds and CalDAV give."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from garage.calendar.instances import end_of, start_of
from garage.calendar.times import EventTimes
from garage.ics.calendar_writer import ZoneUse, events_text, zones_used
from garage.ics.detail import Detail, Feed, told
from garage.ics.event_writer import FullEvent
from garage.records.agenda import Alarm, Attendee, Event
from garage.records.registry import Record, kind_of
from sync_server.records.service import Seen

DETAILS: tuple[Detail, ...] = ("full", "titles", "busy")
_SLACK = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Item:
    """A series with its overrides, or an event that comes once.

    `texts` are its VEVENTs for each detail, `since` and `until` (ms; None: for ever) hold all its
    instances, wherever one is. `floating`: some of its times are in no zone.
    """

    uid: str
    vehicle: str
    texts: Mapping[Detail, str]
    zones: Mapping[str, ZoneUse]
    since: int | None
    until: int | None
    floating: bool

    @property
    def etag(self) -> str:
        """A strong validator, without quotes."""
        return hashlib.sha256(self.texts["full"].encode()).hexdigest()[:32]


@dataclass(slots=True)
class Family:
    """The records of one UID: its events, and what hangs on them."""

    events: list[Event] = field(default_factory=list)
    attendees: dict[str, list[Attendee]] = field(default_factory=dict)
    alarms: dict[str, list[Alarm]] = field(default_factory=dict)

    def full(self) -> list[FullEvent]:
        """Each event with its attendees and alarms, in an order that does not change."""
        return [
            FullEvent(each, self.attendees.get(each.id, ()), self.alarms.get(each.id, ()))
            for each in self.events
        ]


def read(type_: type[Record], seen: Seen, **more: Any) -> Any:
    """A record as a value; fields of another shape are passed over."""
    values, extra = kind_of(type_).read_json(seen.fields)
    return type_(id=seen.id, deleted=seen.deleted, extra=extra, **{**values, **more})


def family(records: Iterable[Seen]) -> Family:
    """Events, attendees and alarms put together; what was deleted is left out."""
    found = Family()
    for seen in sorted(records, key=lambda each: (each.born, each.id)):
        if seen.deleted:
            continue
        if seen.kind == Event.kind:
            found.events.append(read(Event, seen))
        elif seen.kind == Attendee.kind:
            attendee = read(Attendee, seen)
            found.attendees.setdefault(attendee.event, []).append(attendee)
        elif seen.kind == Alarm.kind:
            alarm = read(Alarm, seen)
            found.alarms.setdefault(alarm.event, []).append(alarm)
    return found


def items_of(uid: str, those: Family) -> list[Item]:
    """The items of one UID.

    Two series of one UID, which two devices made, are told apart by the record's id.
    """
    full = [each for each in those.full() if each.event.times is not None]
    masters = [each for each in full if each.event.recurrence is None]
    first = [each for each in full if each.event.recurrence is not None or each is masters[0]]
    groups = [(uid, first)] if first else []
    groups += [(each.event.id, [each]) for each in masters[1:]]
    return [_item(name, [_named(name, each) for each in events]) for name, events in groups]


def _named(uid: str, full: FullEvent) -> FullEvent:
    return full if full.event.uid == uid else replace(full, event=replace(full.event, uid=uid))


def _item(uid: str, events: Sequence[FullEvent]) -> Item:
    texts = {
        detail: events_text(told(Feed("", detail, "", salt=None), events)) for detail in DETAILS
    }
    since, until = bounds(events)
    return Item(
        uid,
        next((each.event.vehicle for each in events if each.event.vehicle), ""),
        texts,
        zones_used(events),
        since,
        until,
        any(_floats(each.event.times) for each in events),
    )


def _floats(times: EventTimes | None) -> bool:
    return times is not None and not times.all_day and not times.zone


def bounds(events: Iterable[FullEvent]) -> tuple[int | None, int | None]:
    """From when to when (ms; None: for ever) there may be instances, wherever one is."""
    starts: list[datetime] = []
    ends: list[datetime | None] = []
    for times in (each.event.times for each in events):
        if times is not None:
            zone = times.tz(UTC)
            starts += [start_of(at, zone, UTC) for at in (times.start, *_added(times))]
            ends.append(_last(times))
    until = None if None in ends else max((each for each in ends if each), default=None)
    since = _ms(min(starts), -_SLACK) if starts else None
    return since, None if until is None else _ms(until, _SLACK)


def _added(times: EventTimes) -> list[date]:
    return [each.start for each in times.added]


def _last(times: EventTimes) -> datetime | None:
    """When the last instance has ended; None where rules do not say."""
    zone = times.tz(UTC)
    first = start_of(times.start, zone, UTC)
    length = end_of(times, UTC) - first
    lasts = [first, *(start_of(each.end or each.start, zone, UTC) for each in times.added)]
    for rule in times.rules:
        if rule.until is None:
            return None
        if isinstance(rule.until, datetime) and rule.until.tzinfo is not None:
            lasts.append(rule.until)
        else:
            lasts.append(_moved(start_of(rule.until, zone, UTC), timedelta(days=1)))
    return _moved(max(lasts), length)


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return moment


def _ms(moment: datetime, slack: timedelta) -> int:
    return int(_moved(moment, slack).timestamp() * 1000)
