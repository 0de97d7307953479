"""Alarms that are to be told: which, when next, and that they are done or put off.

Done is written into the alarm, so that it is silent on all devices; where the person may not write
that, and for what is to be told again later, this device remembers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import select

from client.errors import Forbidden
from client.operations.agenda import calendars
from client.operations.alarm_told import AlarmsNow, AlarmTold
from client.operations.brought_in import BroughtIn
from client.operations.due_alarms import due_rings, hear_due
from client.operations.figures import read_vehicle, usage_of
from client.store import Changes, Query, Reader, Store, Transaction
from client.store.codec import codec
from client.store.occurrences import kept_in, nearest
from client.store.series_rows import Days, Kept, listed
from garage.calendar.occurrences import Occurrence
from garage.moments import Moment
from garage.permissions import Verb, may
from garage.records import Alarm, Event, Vehicle, kind_named
from garage.records.agenda_fields import TriggerField
from garage.rules.alarms import Ring, after_quiet_hours, rings
from garage.units import Quantity

SETTING = "alarms"
"""{"snoozed": {key: until}, "done": {key: when}}, of this device."""
QUIET = "quiet_hours"
"""From when to when nothing is told, as ["22:00", "07:00"]."""
MISSED = timedelta(days=7)
"""What rang while nothing ran is told for so long."""
LONGEST_LEAD = timedelta(days=400)
_KEPT = timedelta(days=60)


def alarms_now(reader: Reader, now: datetime, zone: tzinfo, ahead: timedelta) -> AlarmsNow:
    """What has gone off by `now` and is neither done nor put off; the next is within `ahead`.

    Quiet hours put what goes off in them to their end. What went off before its alarm came here,
    as those of an old calendar that was imported, is silent.
    """
    kept = _kept(reader)
    told: list[AlarmTold] = []
    soonest: list[datetime] = []
    # One that tells a moment or an odometer is one, however often its event comes.
    muted = frozenset(each.id for each in calendars(reader) if each.muted)
    since, before = now - MISSED, now + ahead
    once = {each.key: each for each in _rings(reader, since, before, now, zone, muted)}
    once |= {each.key: each for each in due_rings(reader, since, before, now, zone, muted)}
    for each in once.values():
        due = _due(each.at, each.key, kept, zone)
        if due is None:
            continue
        if due <= now:
            told.append(replace(each, again=each.key in kept.snoozed))
        else:
            soonest.append(due)
    told.sort(key=lambda each: (each.start, each.title))
    return AlarmsNow(tuple(told), min(soonest, default=None))


# ---------------------------------------------------------------------- what this device knows


@dataclass(frozen=True)
class _Kept:
    snoozed: Mapping[str, datetime]
    done: Mapping[str, datetime]
    quiet: tuple[time, time] | None


def _kept(reader: Reader) -> _Kept:
    settings = reader.settings()
    chosen = settings.get(SETTING) or {}
    snoozed, done = (_moments(chosen.get(name)) for name in ("snoozed", "done"))
    return _Kept(snoozed, done, quiet_hours(settings))


def _moments(said: Any) -> dict[str, datetime]:
    if not isinstance(said, Mapping):
        return {}
    return {str(key): datetime.fromisoformat(str(when)) for key, when in said.items()}


def quiet_hours(settings: Mapping[str, Any]) -> tuple[time, time] | None:
    """From when to when nothing is told, by the settings; None: it is at any time."""
    hours = settings.get(QUIET)
    if not isinstance(hours, list | tuple) or len(hours) != 2:
        return None
    return time.fromisoformat(str(hours[0])), time.fromisoformat(str(hours[1]))


def set_quiet_hours(store: Store, hours: tuple[time, time] | None) -> None:
    """Let nothing be told between two times of day; None: at any time."""
    store.set_settings({QUIET: [f"{each:%H:%M}" for each in hours] if hours else None})


def _keep(store: Store, values: Mapping[str, Any]) -> None:
    chosen = dict(store.read(lambda reader: reader.settings().get(SETTING) or {}))
    merged = {**chosen, **values}
    store.set_settings({SETTING: {name: value for name, value in merged.items() if value}})


def _due(at: datetime, key: str, kept: _Kept, zone: tzinfo) -> datetime | None:
    """When a ring is told: None if it is done; later if it was put off, or after quiet hours."""
    if key in kept.done:
        return None
    due = kept.snoozed.get(key, at)
    return due if kept.quiet is None else after_quiet_hours(due, *kept.quiet, zone)


# ---------------------------------------------------------------------- what rings


def _rings(
    reader: Reader,
    since: datetime,
    before: datetime,
    now: datetime,
    zone: tzinfo,
    muted: frozenset[str],
) -> Iterator[AlarmTold]:
    came = BroughtIn(reader)
    for alarm, event, occurrence in _near(reader, since, before, zone):
        if event.calendar in muted or "desktop" not in _channels(alarm):
            continue
        meter = None
        if alarm.trigger is not None and alarm.trigger.odometer is not None:
            meter = odometer_of(reader, event.vehicle, now.astimezone(zone).date())
        for ring in rings(occurrence, [alarm], odometer=meter, now=now):
            if since <= ring.at < before and not came.is_old(Alarm.kind, alarm.id, ring.at):
                yield _told(alarm, event, ring)


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
    by_meter = alarm.trigger is not None and alarm.trigger.odometer is not None
    moment = "odometer" if by_meter else f"{ring.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    key = f"{alarm.id} {moment}"
    return AlarmTold(
        key, (alarm.id,), event.id, event.title, ring.at, occurrence.start, occurrence.end,
        occurrence.all_day, event.place, event.vehicle,
        odometer=alarm.trigger.odometer if alarm.trigger is not None else None,
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
    mine = (event.n.in_(listed(rows)) & event.id.in_(alarmed)) | event.id.in_(apart)
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
    """Have it silent from now on, on all devices; on this one where it cannot be written."""
    kind = kind_named("alarm")
    when = max(told.at, now).astimezone(UTC)
    moment = Moment(when.date(), when.time().replace(microsecond=0), 0)
    refused: list[str] = []

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        for id_ in told.alarms:
            alarm = reader.get(Alarm, id_)
            role = transaction.ground.role(alarm.space)
            own = transaction.ground.is_own(kind, alarm)
            if may(role, Verb.EDIT, kind.name, own=own):
                transaction.change(kind, id_, {"acknowledged": moment}, alarm.space)
            else:
                refused.append(id_)
        if told.kind != Event.kind:
            try:
                hear_due(transaction, told, moment)
            except Forbidden:
                refused.append(told.event)
        return told.title

    changes = store.operate(work, "finish", told.title)
    _forget(store, told.key, now, done=bool(refused))
    return changes


def snooze_alarm(store: Store, told: AlarmTold, until: datetime) -> None:
    """Have it told again, on this device."""
    chosen = store.read(lambda reader: reader.settings().get(SETTING) or {})
    snoozed = {**chosen.get("snoozed", {}), told.key: until.astimezone(UTC).isoformat()}
    _keep(store, {"snoozed": snoozed})


def _forget(store: Store, key: str, now: datetime, *, done: bool) -> None:
    """What was put off is done; what is long past is remembered no more."""
    chosen = store.read(lambda reader: reader.settings().get(SETTING) or {})
    past = (now - _KEPT).astimezone(UTC).isoformat()
    kept = {
        name: {each: when for each, when in chosen.get(name, {}).items() if when > past}
        for name in ("snoozed", "done")
    }
    had = kept["snoozed"].pop(key, None)
    if done:
        kept["done"][key] = now.astimezone(UTC).isoformat()
    if had is not None or done:
        _keep(store, kept)
