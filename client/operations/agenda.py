"""What is in the calendar on some days: events as they come, and what records cause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, select

from client.operations.addresses import asked_events
from client.operations.agenda_due import DUE_COLOURS, DUE_NAMES, due_between
from client.operations.mutes import own_mutes
from client.store import Query, Reader
from client.store.codec import codec
from client.store.ground import Ground
from client.store.listing import Sight
from client.store.occurrences import rows_in
from client.store.series_rows import Days, instance_at, json_list, listed, shown
from garage.calendar.series import InstanceId
from garage.permissions import Verb, may, why_not
from garage.records import Calendar, Subscription, kind_named
from garage.rules.agenda import Entry as DueEntry
from garage.words import N_

HIDDEN = "hidden"
"""In the setting "calendars": the ids of those that are not shown."""

_SIGHTS = 8
"""One's own garage, another, all of them, and each while an import is under way."""
_COLUMNS = ("n", "id", "calendar", "title", "place", "vehicle", "colour", "status", "free")


# A struct like `Quantity`, since a view has thousands.
class Entry(msgspec.Struct, frozen=True, gc=False):
    """One occurrence of an event, or one due thing; see `garage.rules.agenda` for the latter.

    `start` and `end` are aware times in the zone that was asked for, or of whole days dates; the
    end is not included. What a due thing is called may be a told sentence: show it `in_words`.
    """

    id: str
    """The event's, or that of the record that is due."""
    kind: str
    """ "event", or "reminder", "plan_item", "inspection", "insurance_policy", …"""
    calendar: str
    """The id of a Calendar record, or of what is due "due:reminders", "due:plan", …"""
    title: str
    start: datetime | date
    end: datetime | date
    all_day: bool
    instance: InstanceId | None = None
    """Which instance of a series; None for one that does not recur."""
    recurring: bool = False
    estimate: bool = False
    """A day that is expected."""
    place: str = ""
    vehicle: str = ""
    colour: str = ""
    """A colour's name; "" for that of its calendar."""
    status: str = ""
    free: bool = False
    done: bool = False
    late: bool = False
    completable: bool = False
    """Whether what is due can be done from the calendar."""
    categories: tuple[str, ...] = ()
    asked: bool = False
    """An invitation that waits for the person's answer."""
    alarmed: bool = False
    """Whether an alarm is set, which its calendar may have muted."""
    guests: int = 0
    """How many take part."""


@dataclass(frozen=True)
class CalendarShown:
    """A calendar in the list of calendars.

    `of` is "events", or what fills it; the names of those are texts to translate. `shown`: the
    person has it ticked. `muted`: its alarms are quiet for them.
    """

    id: str
    name: str
    colour: str
    of: str = "events"
    shown: bool = True
    editable: bool = True
    why_not: str = ""
    """Why one cannot add to it or change what is in it, a text to translate."""
    muted: bool = False
    subscribed: bool = False
    space: str = ""
    shows_busy: bool = False
    """Others see by it when whoever made it is busy."""
    own: bool = True
    """Whether the person made it."""


def agenda(
    reader: Reader,
    first: date,
    last: date,
    zone: tzinfo,
    *,
    today: date,
    everything: bool = False,
) -> tuple[Entry, ...]:
    """What touches the days from `first` to `last`, which is not included; by start.

    On a day what lasts it wholly comes first. Calendars that the person does not show are left
    out, unless `everything` is asked for.
    """
    hidden = frozenset() if everything else hidden_calendars(reader)
    days = Days(first, last, zone)
    found = _events(reader, days, hidden)
    for each in due_between(reader, first, last, today):
        if f"due:{each.calendar}" not in hidden:
            entry = _due(each, today)
            found.append((each.day.toordinal(), _ALL_DAY, entry.title, len(found), entry))
    found.sort()
    return tuple([each[-1] for each in found])


_ALL_DAY = float("-inf")
_Ordered = tuple[int, float, str, int, Entry]
"""Its day, its moment on it (what lasts it wholly comes first), its title, and one's own place."""
_Said = tuple[
    tuple[str, str, str, str],
    tuple[str, str, str, str, bool, bool, bool, bool, tuple[str, ...], bool, bool, int],
]
"""The fields of an Entry before its times, and those after whether it is an estimate."""


# ---------------------------------------------------------------------- events


def _events(reader: Reader, days: Days, hidden: frozenset[str]) -> list[_Ordered]:
    rows = rows_in(reader.connection, days)
    said = _said(reader, {row[0] for row in rows}, hidden)
    make: Callable[..., Entry] = Entry
    zone = days.zone
    found: list[_Ordered] = []
    # Of what is alike in all, none is compared further than by its place.
    for place, (event, _, clock, starts, ends, at, in_zone) in enumerate(rows):
        told = said.get(event)
        if told is None:
            continue
        named, rest = told
        start, end = shown(clock, starts, zone), shown(clock, ends, zone)
        instance = instance_at(at, in_zone)
        entry = make(*named, start, end, clock == 2, instance, at is not None, False, *rest)
        moment: float = starts
        if clock:
            moment = start.timestamp() if isinstance(start, datetime) else _ALL_DAY
        found.append((start.toordinal(), moment, named[3], place, entry))
    return found


def _said(reader: Reader, numbers: Iterable[int], hidden: frozenset[str]) -> dict[int, _Said]:
    """By row number, what an event says beside its times; none of what is out of sight."""
    found = reader.connection.execute(_telling(reader.sight), {"numbers": json_list(numbers)})
    decode = kind_named("event").field("categories").type.decode
    assert decode is not None
    read = cache(decode)
    asked = asked_events(reader)
    said: dict[int, _Said] = {}
    for row in found.all():
        n, id_, calendar, title, place, vehicle, colour, status, free, *more = row
        if calendar not in hidden:
            categories, alarms, guests = more
            said[n] = (
                (id_, "event", calendar or "", title or ""),
                (place or "", vehicle or "", colour or "", status or "", bool(free),
                 False, False, False, read(categories) if categories else (),
                 id_ in asked, alarms > 0, guests),
            )  # fmt: skip
    return said


@lru_cache(_SIGHTS)
def _telling(sight: Sight) -> Select[Any]:
    """What selects what `_said` says, of the row numbers "numbers"."""
    kind = kind_named("event")
    columns = codec(kind).table.c
    chosen = [columns[name] for name in (*_COLUMNS, "categories")]
    hanging = [_hanging(name, columns.id) for name in ("alarm", "attendee")]
    among = columns.n.in_(listed(bindparam("numbers")))
    return sight.listed(select(*chosen, *hanging), kind).where(among)


def _hanging(name: str, event: ColumnElement[str]) -> ScalarSelect[int]:
    """How many records of a kind hang on an event."""
    table = codec(kind_named(name)).table.c
    counted = select(func.count()).where(table.event == event, table.deleted == 0)
    if name == "attendee":
        counted = counted.where(func.coalesce(table.uninvited, 0) == 0)
    return counted.scalar_subquery()


# ---------------------------------------------------------------------- what is due


def overdue_before(reader: Reader, first: date, today: date) -> Iterator[Entry]:
    """What was due before a day and is late, in the calendars that the person shows."""
    hidden = hidden_calendars(reader)
    for each in due_between(reader, date.min, first, today):
        entry = _due(each, today)
        if entry.late and entry.calendar not in hidden:
            yield entry


def _due(each: DueEntry, today: date) -> Entry:
    """A day of its own calendar; one of a plan or an inspection that went by is late."""
    gone_by = each.calendar in ("plan", "inspections") and each.day < today
    done = each.state == "done"
    return Entry(
        each.record, each.kind, f"due:{each.calendar}", each.title, each.day,
        each.day + timedelta(days=1), True, estimate=each.estimate, vehicle=each.vehicle,
        free=True, done=done, late=not done and (each.state == "overdue" or gone_by),
        completable=each.completable,
    )  # fmt: skip


# ---------------------------------------------------------------------- calendars


def hidden_calendars(reader: Reader) -> frozenset[str]:
    """The ids of the calendars that the person does not show."""
    chosen = reader.settings().get("calendars") or {}
    return frozenset(map(str, chosen.get(HIDDEN, ())))


def calendars(reader: Reader) -> tuple[CalendarShown, ...]:
    """The person's calendars in their order, then those that the garage's records fill."""
    hidden, ground = hidden_calendars(reader), Ground(reader.connection)
    records = reader.all(Calendar, Query(sort="name"))
    subscribed = {each.calendar: each for each in reader.all(Subscription)}
    own = [each for each in records if each.of in ("", "events")]
    mutes = own_mutes(reader, [*(each.id for each in own), *map(due_id, DUE_NAMES)])
    shown = []
    for each in sorted(own, key=lambda one: (one.order or "~", one.name.casefold())):
        feed = subscribed.get(each.id)
        reason = ""
        if feed is not None:
            reason = N_("Others write this calendar: it is filled by a feed")
        elif not may(ground.role(each.space), Verb.ADD, "event"):
            reason = why_not(Verb.ADD, "event")
        muted = each.muted or (feed is not None and not feed.alarms)
        shown.append(
            CalendarShown(
                each.id, each.name, each.colour, "events", each.id not in hidden, not reason,
                reason, mutes.get(each.id, muted), feed is not None,
                each.space, each.shows_busy, ground.is_own(kind_named("calendar"), each),
            )
        )  # fmt: skip
    return (*shown, *_due_calendars({each.of: each for each in records}, hidden, mutes))


def due_id(of: str) -> str:
    """The id of the calendar that records fill."""
    return f"due:{of}"


def _due_calendars(
    named: Mapping[str, Calendar], hidden: frozenset[str], mutes: Mapping[str, bool]
) -> Iterator[CalendarShown]:
    for of, name in DUE_NAMES.items():
        own = named.get(of)
        id_ = due_id(of)
        yield CalendarShown(
            id_,
            own.name if own is not None and own.name else name,
            own.colour if own is not None and own.colour else DUE_COLOURS[of],
            of,
            id_ not in hidden,
            False,
            N_("What is due comes from the vehicles' own records"),
            mutes.get(id_, own is not None and own.muted),
        )
