"""Alarms that are to be told: which, when next, and that they are done or put off.

Both are records, so that all of the person's devices know: see `alarm_marks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import select

from client.operations.agenda import calendars
from client.operations.alarm_marks import (
    AlarmMarks,
    forget_put_off,
    is_alone,
    mark_heard,
    mark_put_off,
    marks_of,
)
from client.operations.alarm_told import AlarmsNow, AlarmTold
from client.operations.brought_in import BroughtIn
from client.operations.due_alarms import due_rings, hear_due
from client.operations.figures import read_vehicle, usage_of
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from client.store.ground import Ground
from client.store.occurrences import kept_in, nearest
from client.store.series_rows import Days, Kept, json_list, listed
from garage.calendar.occurrences import Occurrence
from garage.moments import Moment
from garage.permissions import Verb, may
from garage.records import Alarm, Event, Vehicle, kind_named
from garage.records.agenda_fields import TriggerField
from garage.rules.alarms import Ring, after_quiet_hours, rings
from garage.units import Quantity

QUIET = "quiet_hours"
"""From when to when nothing is told, as ["22:00", "07:00"]."""
MISSED = timedelta(days=7)
"""What rang while nothing ran is told for so long."""
LONGEST_LEAD = timedelta(days=400)


def alarms_now(reader: Reader, now: datetime, zone: tzinfo, ahead: timedelta) -> AlarmsNow:
    """What has gone off by `now` and is neither done nor put off; the next is within `ahead`.

    Quiet hours put what goes off in them to their end. What went off before its alarm came here,
    as those of an old calendar that was imported, is silent.
    """
    marks, quiet = marks_of(reader), quiet_hours(reader.settings())
    told: list[AlarmTold] = []
    soonest: list[datetime] = []
    # One that tells a moment or an odometer is one, however often its event comes.
    muted = frozenset(each.id for each in calendars(reader) if each.muted)
    since, before = now - MISSED, now + ahead
    once = {each.key: each for each in _rings(reader, since, before, now, zone, muted, marks)}
    once |= {each.key: each for each in due_rings(reader, since, before, now, zone, muted)}
    for each in once.values():
        if each.key in marks.heard:
            continue
        due = marks.put_off.get(each.key, each.at)
        due = due if quiet is None else after_quiet_hours(due, *quiet, zone)
        if due <= now:
            told.append(replace(each, again=each.key in marks.put_off))
        else:
            soonest.append(due)
    told.sort(key=lambda each: (each.start, each.title))
    return AlarmsNow(tuple(told), min(soonest, default=None))


def quiet_hours(settings: Mapping[str, Any]) -> tuple[time, time] | None:
    """From when to when nothing is told, by the settings; None: it is at any time."""
    hours = settings.get(QUIET)
    if not isinstance(hours, list | tuple) or len(hours) != 2:
        return None
    return time.fromisoformat(str(hours[0])), time.fromisoformat(str(hours[1]))


def set_quiet_hours(store: Store, hours: tuple[time, time] | None) -> None:
    """Let nothing be told between two times of day; None: at any time."""
    store.set_settings({QUIET: [f"{each:%H:%M}" for each in hours] if hours else None})


# ---------------------------------------------------------------------- what rings


def _rings(
    reader: Reader,
    since: datetime,
    before: datetime,
    now: datetime,
    zone: tzinfo,
    muted: frozenset[str],
    marks: AlarmMarks,
) -> Iterator[AlarmTold]:
    came = BroughtIn(reader)
    for alarm, event, occurrence in _near(reader, since, before, zone):
        if event.calendar in muted or "desktop" not in _channels(alarm):
            continue
        own = _heard_until(alarm, marks)
        meter = None
        if alarm.trigger is not None and alarm.trigger.odometer is not None:
            meter = odometer_of(reader, event.vehicle, now.astimezone(zone).date())
        for ring in rings(occurrence, [own], odometer=meter, now=now):
            if since <= ring.at < before and not came.is_old(Alarm.kind, alarm.id, ring.at):
                yield _told(alarm, event, ring)


def _heard_until(alarm: Alarm, marks: AlarmMarks) -> Alarm:
    """The alarm as the person has heard it. One that waits for an odometer goes by its key."""
    until = marks.until.get(alarm.id)
    if until is None or (alarm.trigger is not None and alarm.trigger.odometer is not None):
        return alarm
    if alarm.acknowledged is not None and alarm.acknowledged.instant >= until:
        return alarm
    return replace(alarm, acknowledged=Moment(until.date(), until.time(), 0))


def odometer_of(reader: Reader, vehicle: str, today: date) -> Quantity | None:
    """How far a vehicle has come; None for none, and where nothing says it."""
    if not vehicle:
        return None
    read = read_vehicle(reader, reader.get(Vehicle, vehicle), money=False)
    last = usage_of(read, today).odometer
    return last.shown if last is not None else None


def _channels(alarm: Alarm) -> tuple[str, ...]:
    if alarm.channels:
        return alarm.channels
    return () if alarm.action == "email" else ("desktop",)


def _told(alarm: Alarm, event: Event, ring: Ring) -> AlarmTold:
    occurrence = ring.occurrence
    meter = alarm.trigger.odometer if alarm.trigger is not None else None
    at = f"{ring.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    moment = f"odometer {meter.si:.0f}" if meter is not None else at
    key = f"{alarm.id} {moment}"
    return AlarmTold(
        key, (alarm.id,), event.id, event.title, ring.at, occurrence.start, occurrence.end,
        occurrence.all_day, event.place, event.vehicle,
        odometer=meter,
    )  # fmt: skip


def _near(
    reader: Reader, since: datetime, before: datetime, zone: tzinfo
) -> Iterator[tuple[Alarm, Event, Occurrence]]:
    """Alarms with the occurrences that they can ring for in a stretch of time."""
    lead, lag = _reach(reader)
    first, last = (since - lag).date(), (before + lead).date() + timedelta(days=2)
    rows: dict[int, list[Kept]] = {}
    for row in kept_in(reader.connection, Days(first, last, zone)):
        rows.setdefault(row.event, []).append(row)
    event, alarm = (codec(kind_named(name)).table.c for name in ("event", "alarm"))
    apart = select(alarm.event).where(alarm.trigger.not_like('%"offset"%'))
    alarmed = select(alarm.event).where(alarm.deleted == 0)
    mine = (event.n.in_(listed(json_list(rows))) & event.id.in_(alarmed)) | event.id.in_(apart)
    query = select(event.n, event.id).where(mine)
    numbers = {row.id: row.n for row in reader.connection.execute(query)}
    there = {each.id: each for each in reader.all(Event, Query(where=mine))}
    for each in reader.all(Alarm, Query(where=alarm.event.in_(select(event.id).where(mine)))):
        its = there.get(each.event)
        if its is None or each.trigger is None:
            continue
        found = rows.get(numbers[its.id], [])
        if each.trigger.offset is None:
            moment = each.trigger.at or since + MISSED
            one = nearest(reader.connection, numbers[its.id], moment)
            found = [one] if one is not None else []
        for row in found:
            yield each, its, _occurrence(row, its.id, zone)


def _occurrence(row: Kept, event: str, zone: tzinfo) -> Occurrence:
    start, end = (_aware(when, zone) for when in row.when(zone))
    return Occurrence(
        event, event, start, end, start.date(), end.date(), row.clock == 2, row.instance
    )


def _aware(when: date, zone: tzinfo) -> datetime:
    return when if isinstance(when, datetime) else datetime.combine(when, time(), tzinfo=zone)


def _reach(reader: Reader) -> tuple[timedelta, timedelta]:
    """How long before an occurrence alarms go off, and how long after, at most."""
    column = codec(kind_named("alarm")).table.c.trigger
    lead = lag = timedelta(days=1)
    for cell in reader.connection.execute(select(column).distinct()).scalars():
        trigger = TriggerField.decode(cell) if cell else None
        if trigger is None or trigger.offset is None:
            continue
        span = trigger.offset.span
        more = trigger.every.span * trigger.repeat if trigger.every else timedelta(0)
        lead, lag = max(lead, -span), max(lag, span + more)
    return min(lead, LONGEST_LEAD), min(lag, LONGEST_LEAD)


# ---------------------------------------------------------------------- what becomes of them


def finish_alarm(store: Store, told: AlarmTold, now: datetime) -> Changes:
    """Have it silent from now on, on all of the person's devices."""
    when = max(told.at, now).astimezone(UTC)
    moment = Moment(when.date(), when.time().replace(microsecond=0), 0)

    def work(transaction: Transaction) -> str:
        if not _write_heard(transaction, told, moment):
            mark_heard(transaction, told, moment)
        else:
            forget_put_off(transaction, told, moment)
        return told.title

    return store.operate(work, "finish", told.title)


def _write_heard(transaction: Transaction, told: AlarmTold, moment: Moment) -> bool:
    """Write it where everybody sees it, if nobody but the person is there; false: it is not."""
    if told.kind != Event.kind:
        return hear_due(transaction, told, moment)
    kind, reader = kind_named("alarm"), Reader(transaction.connection)
    alarms = [reader.get(Alarm, id_) for id_ in told.alarms]
    ground = transaction.ground
    if not all(is_alone(ground, each.space) and _may_edit(ground, each) for each in alarms):
        return False
    for each in alarms:
        transaction.change(kind, each.id, {"acknowledged": moment}, each.space)
    return True


def _may_edit(ground: Ground, alarm: Alarm) -> bool:
    kind = kind_named("alarm")
    return may(ground.role(alarm.space), Verb.EDIT, kind.name, own=ground.is_own(kind, alarm))


def snooze_alarm(store: Store, told: AlarmTold, until: datetime) -> Changes:
    """Have it told again, on all of the person's devices."""

    def work(transaction: Transaction) -> str:
        mark_put_off(transaction, told, until)
        return told.title

    return store.operate(work, "edit", told.title)
