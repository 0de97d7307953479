"""Alarms by mail: each is looked at when it goes off, and told once to whom it is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from sqlalchemy import Connection, delete, select, update

from garage.calendar.instances import Stretch, start_of
from garage.calendar.occurrences import Occurrence, Scheduled, occurrences
from garage.permissions import Verb, may
from garage.records.agenda import Alarm, Calendar, Event, Subscription
from garage.rules.alarms import Ring, rings
from garage.rules.own_marks import chosen, mute_id
from garage.units import Quantity
from sync_server.accounts import service as accounts
from sync_server.calendars.items import family, read
from sync_server.calendars.mailed import enqueue, is_mailed
from sync_server.calendars.projection import records_by_item
from sync_server.calendars.service import bring_all_up, fresh
from sync_server.calendars.tables import FETCHING, ITEM, MAILED, PART, READING
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.kit.tongues import Tongue
from sync_server.kit.words import LANGUAGES
from sync_server.mail import service as mail
from sync_server.records.service import Seen, records_of
from sync_server.spaces import service as spaces

AHEAD = timedelta(days=31)
"""So far ahead it is worked out when an alarm goes off; then it is looked at again."""
TOO_LATE = timedelta(days=1)
"""What went off so long ago, as while the server was down, is not told any more."""
MOST_OFTEN = timedelta(minutes=10)
"""Between two letters of one alarm, whatever its rule or its repeats say."""
LONGEST_LEAD = timedelta(days=400)
MOST_ADDRESSES = 50


class AlarmLetters:
    """Does the two sorts of jobs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def listen(self, payload: Mapping[str, Any]) -> None:
        """Have a space's projections, which look at its alarms, from now on."""
        await fresh(self._database, [payload["space"]])

    async def look(self, payload: Mapping[str, Any]) -> None:
        """Tell an alarm if its time has come, and have it looked at again."""
        space, id_, due = payload["space"], payload["id"], payload["due"]
        await fresh(self._database, [space])
        await self._database.writing(lambda c: look(c, space, id_, due, clock.now()))


@dataclass(frozen=True, slots=True)
class _Set:
    """An alarm with all that has a say in it."""

    alarm: Alarm
    author: str
    event: Event
    family: tuple[Event, ...]
    zone: tzinfo


def look(connection: Connection, space: str, id_: str, due: int, now: int) -> None:
    """Tell what went off since the last look: in one transaction with that it is told."""
    bring_all_up(connection, [space])
    mine = (MAILED.c.space == space) & (MAILED.c.id == id_)
    row = connection.execute(select(MAILED).where(mine).with_for_update()).first()
    if row is None or row.next != due:
        return
    found = _set(connection, space, id_)
    if found is None:
        connection.execute(delete(MAILED).where(mine))
        return
    here = datetime.fromtimestamp(now / 1000, UTC)
    odometer = _odometer(connection, space, found.event.vehicle)
    meter = _meter(row.meter, found, odometer)
    past, soonest = _split(_rings(found, row.checked, meter, odometer, here), here)
    last = max((each for each in past if each.at > here - TOO_LATE), key=_at, default=None)
    if last is not None:
        _post(connection, space, found, last.occurrence)
    meter = 2 if meter and last is not None else meter
    connection.execute(update(MAILED).where(mine).values(checked=now, meter=meter))
    wait = AHEAD if soonest is None else soonest - here
    if last is not None:
        wait = max(wait, MOST_OFTEN)
    if meter == 0 and (soonest is not None or not _is_over(found, here)):
        enqueue(connection, space, id_, now, int(wait.total_seconds() * 1000) + 1)


def _meter(before: int, found: _Set, odometer: Quantity | None) -> int:
    """Whether it waits for an odometer (1), which was passed and told once (2), or for a time (0).

    One that is set to a greater distance, or whose reading was a mistake, waits anew.
    """
    assert found.alarm.trigger is not None
    wanted = found.alarm.trigger.odometer
    if wanted is None:
        return 0
    return 2 if before == 2 and odometer is not None and odometer.si >= wanted.si else 1


def _is_over(found: _Set, here: datetime) -> bool:
    """Whether nothing is left to go off, as long as nobody changes it."""
    assert found.alarm.trigger is not None
    if found.alarm.trigger.at is not None:
        return found.alarm.trigger.at <= here
    times = [each.times for each in found.family if each.times is not None]
    last = max(start_of(each.start, found.zone, found.zone) for each in times)
    return last < here - LONGEST_LEAD and not any(each.recurs for each in times)


def _at(ring: Ring) -> datetime:
    return ring.at


def _split(found: Iterable[Ring], here: datetime) -> tuple[list[Ring], datetime | None]:
    """What went off, and when the next does."""
    past, later = [], []
    for ring in found:
        if ring.at <= here:
            past.append(ring)
        else:
            later.append(ring.at)
    return past, min(later, default=None)


def _set(connection: Connection, space: str, id_: str) -> _Set | None:
    seen = records_of(connection, space, [id_]).get(id_)
    if seen is None or seen.deleted or not is_mailed(seen.fields):
        return None
    alarm: Alarm = read(Alarm, seen)
    part = connection.execute(
        select(PART).where(PART.c.space == space, PART.c.id == alarm.event)
    ).first()
    if part is None or part.kind != Event.kind or alarm.trigger is None:
        return None
    key = (part.calendar, part.uid)
    events = tuple(family(records_by_item(connection, space, {key}).get(key, ())).events)
    event = next((each for each in events if each.id == alarm.event), None)
    if event is None or event.times is None:
        return None
    zone = _zone(connection, space, event)
    return _Set(alarm, seen.author, event, events, zone)


def _zone(connection: Connection, space: str, event: Event) -> tzinfo:
    """Where the event is told: its own zone, its calendar's, else that of others in there."""
    names = [event.times.zone if event.times is not None else ""]
    calendar = records_of(connection, space, [event.calendar]).get(event.calendar)
    names.append(str(calendar.fields.get("zone") or "") if calendar is not None else "")
    others = (ITEM.c.space == space) & (ITEM.c.calendar == event.calendar) & (ITEM.c.zones != "[]")
    texts = connection.execute(select(ITEM.c.zones).where(others).limit(1)).scalars()
    names += (text.split('"')[1] for text in texts)
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return UTC


# ---------------------------------------------------------------------- when


def _rings(
    found: _Set, checked: int, meter: int, odometer: Quantity | None, here: datetime
) -> list[Ring]:
    """What goes off after the last look and in the next time."""
    since = datetime.fromtimestamp(checked / 1000, UTC)
    if meter == 2:
        return []
    return [
        ring
        for occurrence in _occurrences(found, since, here)
        for ring in rings(occurrence, [found.alarm], odometer=odometer, now=here)
        if since < ring.at <= here + AHEAD
    ]


def _occurrences(found: _Set, since: datetime, here: datetime) -> list[Occurrence]:
    trigger = found.alarm.trigger
    assert trigger is not None
    scheduled = [
        Scheduled(
            each.id, each.times, each.uid, each.calendar, each.recurrence, each.following,
            each.status == "cancelled",
        )
        for each in found.family if each.times is not None
    ]  # fmt: skip
    if trigger.offset is None:
        # At a moment, or an odometer: it tells the event as it comes next, or came last.
        near = occurrences(scheduled, Stretch(here - LONGEST_LEAD, here + LONGEST_LEAD), found.zone)
        mine = [each for each in near.occurrences if each.event == found.event.id]
        return [next((each for each in mine if each.end > here), mine[-1])] if mine else []
    more = trigger.every.span * trigger.repeat if trigger.every else timedelta(0)
    slack = min(abs(trigger.offset.span) + more, LONGEST_LEAD) + timedelta(days=2)
    stretch = Stretch(since - slack, here + AHEAD + slack)
    return [
        each
        for each in occurrences(scheduled, stretch, found.zone).occurrences
        if each.event == found.event.id
    ]


def _odometer(connection: Connection, space: str, vehicle: str) -> Quantity | None:
    mine = (READING.c.space == space) & (READING.c.vehicle == vehicle)
    latest = (
        select(READING.c.value, READING.c.unit)
        .where(mine, READING.c.meter == "odometer")
        .order_by(READING.c.day.desc(), READING.c.si.desc())
        .limit(1)
    )
    row = connection.execute(latest).first()
    return Quantity(row.value, row.unit) if row is not None else None


# ---------------------------------------------------------------------- to whom, and what


def _is_quiet(connection: Connection, space: str, calendar: str) -> bool:
    """Whether the calendar's alarms are muted, or come from a feed and were not asked for.

    So it is for whoever chose nothing else for themselves.
    """
    ids = connection.execute(select(FETCHING.c.id).where(FETCHING.c.space == space)).scalars()
    records = records_of(connection, space, [calendar, *ids])
    if read(Calendar, records[calendar]).muted:
        return True
    return any(_is_unasked(each, calendar) for each in records.values())


def _is_unasked(seen: Seen, calendar: str) -> bool:
    if seen.kind != Subscription.kind or seen.deleted:
        return False
    subscription: Subscription = read(Subscription, seen)
    return subscription.calendar == calendar and not subscription.alarms


def _wants(connection: Connection, person: accounts.Person, calendar: str) -> bool | None:
    """Whether a person wants a calendar's alarms, by the mark in their own garage, if one is."""
    id_ = mute_id(person.home, calendar)
    seen = records_of(connection, person.home, [id_]).get(id_) if person.home else None
    muted = chosen(seen.fields.get("uid")) if seen is not None and not seen.deleted else None
    return None if muted is None else not muted


def _recipients(connection: Connection, space: str, found: _Set) -> list[accounts.Person]:
    """Members alone get letters: those whose addresses the alarm names, else who set it."""
    members = {
        person
        for person, role in spaces.members_of(connection, space).items()
        if may(role, Verb.READ, Event.kind)
    }
    addresses = found.alarm.addresses[:MOST_ADDRESSES]
    named = {accounts.person_by_email(connection, _address(each)) for each in addresses}
    chosen = sorted(members & named) or sorted(members & {found.author})
    return [each for id_ in chosen if (each := accounts.by_id(connection, id_)) is not None]


def _address(said: str) -> str:
    return said[7:] if said[:7].lower() == "mailto:" else said


def _post(connection: Connection, space: str, found: _Set, occurrence: Occurrence) -> None:
    calendar = found.event.calendar
    its = records_of(connection, space, [calendar]).get(calendar)
    if its is None or its.deleted:
        return
    told = not _is_quiet(connection, space, calendar)
    for person in _recipients(connection, space, found):
        wants = _wants(connection, person, calendar)
        if not (told if wants is None else wants):
            continue
        tongue = Tongue(person.language or LANGUAGES[0], person.region)
        values = {
            "title": found.event.title, "when": _when(occurrence, tongue),
            "place": found.event.place, "reading": _reading(found, tongue),
        }  # fmt: skip
        mail.post(connection, person.email, "event_alarm", values, tongue.language)


def _reading(found: _Set, tongue: Tongue) -> str:
    """The odometer that was waited for, as the reader writes it; "" for one that is a time."""
    trigger = found.alarm.trigger
    if trigger is None or trigger.odometer is None:
        return ""
    number = format_decimal(trigger.odometer.decimal, locale=tongue.locale())
    return f"{number} {trigger.odometer.unit}"


def _when(occurrence: Occurrence, tongue: Tongue) -> str:
    """When it is, as the reader writes it, and in which zone."""
    language = tongue.locale(str(occurrence.start.tzinfo or ""))
    day = format_date(occurrence.first, "full", locale=language)
    if occurrence.all_day:
        return day
    clock_time = format_time(occurrence.start, "short", tzinfo=occurrence.start.tzinfo,
                             locale=language)  # fmt: skip
    return f"{day}, {clock_time} ({occurrence.start.tzinfo})"
