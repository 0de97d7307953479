"""Alarms of what is due in the garage: on its day or before it, as the person set for each kind.

That one was heard is an alarm's record too, of the record that is due: it is silent on all devices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from client.operations.agenda_due import DUE_NAMES, due_between
from client.operations.alarm_marks import is_alone
from client.operations.alarm_told import AlarmTold
from client.operations.brought_in import BroughtIn
from client.operations.figures import in_units, read_vehicle, usage_of
from client.operations.records import completed
from client.store import Query, Reader, Store, Transaction
from client.store.codec import codec
from garage.ids import natural_id
from garage.moments import Moment
from garage.permissions import Verb, may
from garage.records import Alarm, Reminder, Vehicle, kind_named
from garage.records.agenda_fields import Trigger
from garage.rules.agenda import Entry
from garage.rules.due import due_status

DUE_ALARMS = "due_alarms"
"""{"reminders": {"days": 3, "at": "09:00"}, "plan": None, …}; None is off."""
MOST_DAYS = 365


@dataclass(frozen=True)
class Lead:
    """How many days before something is due it is told, and at what time of day."""

    days: int = 0
    at: time = time(9)


USUAL = Lead()
_REACHED = ("due", "overdue")


def leads(settings: Mapping[str, Any]) -> dict[str, Lead | None]:
    """For each calendar that records fill when what is in it is told; None: never."""
    chosen = settings.get(DUE_ALARMS)
    said = chosen if isinstance(chosen, Mapping) else {}
    return {of: _lead(said[of]) if of in said else USUAL for of in DUE_NAMES}


def _lead(said: Any) -> Lead | None:
    if not isinstance(said, Mapping):
        return None
    try:
        days, at = int(said.get("days") or 0), time.fromisoformat(str(said.get("at", "09:00")))
    except ValueError:
        return USUAL
    return Lead(min(max(days, 0), MOST_DAYS), at)


def set_due_lead(store: Store, of: str, lead: Lead | None) -> None:
    """Have what is due told so long before, or (None) never: a setting of this device."""
    kept = store.read(lambda reader: reader.settings().get(DUE_ALARMS)) or {}
    store.set_settings({DUE_ALARMS: {**kept, of: lead_setting(lead)}})


def lead_setting(lead: Lead | None) -> dict[str, Any] | None:
    """A lead as the settings keep it."""
    return {"days": lead.days, "at": f"{lead.at:%H:%M}"} if lead is not None else None


# ---------------------------------------------------------------------- what rings


def due_rings(
    reader: Reader,
    since: datetime,
    before: datetime,
    now: datetime,
    zone: tzinfo,
    muted: frozenset[str],
) -> Iterator[AlarmTold]:
    """What is due and rings from `since` to `before`, but what was heard.

    An estimate rings once until what it is due at changes, however its day moves. What was due
    before its record came here, as in a log book that was imported, is silent: lists show it.
    """
    told = {
        of: lead for of, lead in leads(reader.settings()).items()
        if lead is not None and f"due:{of}" not in muted
    }  # fmt: skip
    if not told:
        return
    longest = timedelta(days=max(lead.days for lead in told.values()) + 1)
    today = now.astimezone(zone).date()
    first, last = since.astimezone(zone).date(), (before + longest).astimezone(zone).date()
    found: list[AlarmTold] = []
    came = BroughtIn(reader)
    for entry in due_between(reader, first, last + timedelta(days=1), today):
        lead = told.get(entry.calendar)
        if lead is None or entry.state == "done" or _is_plan_of_plan(entry):
            continue
        its = _told(entry, lead, zone, _cycle(reader, entry))
        if since <= its.at < before and not _is_old(reader, came, entry, its.at, zone):
            found.append(its)
    yield from _unheard(reader, found)


def _is_old(reader: Reader, came: BroughtIn, entry: Entry, at: datetime, zone: tzinfo) -> bool:
    """Whether it was due already when it came; by an odometer that was past, too."""
    if came.is_old(entry.kind, entry.record, at):
        return True
    since = came.came(entry.kind, entry.record)
    if since is None or not entry.estimate or entry.state not in _REACHED:
        return False
    day = since.astimezone(zone).date()
    vehicle = in_units(reader, reader.get(Vehicle, entry.vehicle))
    usage = usage_of(read_vehicle(reader, vehicle, money=False), day)
    return due_status(reader.get(Reminder, entry.record), day, vehicle, usage).state in _REACHED


def _is_plan_of_plan(entry: Entry) -> bool:
    """A repeat of a reminder that is only due once the one before it is done."""
    return entry.kind == Reminder.kind and not entry.completable


def _cycle(reader: Reader, entry: Entry) -> str:
    """What tells one time that it is due from the next."""
    if not entry.estimate:
        return f"{entry.day:%Y%m%d}"
    if entry.kind != Reminder.kind:
        return "odometer"
    reminder = reader.get(Reminder, entry.record)
    meters = (reminder.due_odometer, reminder.due_hours)
    return " ".join(f"{each.si:.0f}" for each in meters if each is not None)


def _told(entry: Entry, lead: Lead, zone: tzinfo, cycle: str) -> AlarmTold:
    start = datetime.combine(entry.day, time(), tzinfo=zone)
    at = datetime.combine(entry.day - timedelta(days=lead.days), lead.at, tzinfo=zone)
    return AlarmTold(
        f"due {entry.key} {cycle}", (), entry.record, entry.title, at, start,
        start + timedelta(days=1), True, "", entry.vehicle, kind=entry.kind,
        estimate=entry.estimate, completable=entry.completable,
    )  # fmt: skip


def _unheard(reader: Reader, found: list[AlarmTold]) -> Iterator[AlarmTold]:
    """Those that nobody has heard yet, with the names of their vehicles."""
    if not found:
        return
    column = codec(kind_named(Alarm.kind)).table.c.uid
    mine = reader.all(Alarm, Query(where=column.in_([each.key for each in found])))
    heard = {
        (each.uid, each.event)
        for each in mine
        # What others keep for themselves in a garage of theirs counts for nobody else.
        if each.acknowledged is not None and each.id == _heard_id(each.space, each.event, each.uid)
    }
    names = {each.id: each.name for each in reader.all(Vehicle)}
    for each in found:
        if (each.key, each.event) not in heard:
            yield replace(each, place=names.get(each.vehicle, ""))


# ---------------------------------------------------------------------- what was heard


def _heard_id(space: str, event: str, key: str) -> str:
    return natural_id(space, ("heard", event, key))


def hear_due(transaction: Transaction, told: AlarmTold, moment: Moment) -> bool:
    """Write that it was heard beside the record that is due, if nobody else is told of that."""
    kind = kind_named(Alarm.kind)
    reader = Reader(transaction.connection)
    values = completed(
        kind,
        {
            "event": told.event, "uid": told.key, "acknowledged": moment,
            "trigger": Trigger(at=told.at.astimezone(UTC)),
        },
    )  # fmt: skip
    ground = transaction.ground
    space = ground.space_for(kind, values)
    if not is_alone(ground, space) or not may(ground.role(space), Verb.ADD, kind.name):
        return False
    id_ = _heard_id(space, told.event, told.key)
    mine = codec(kind).table.c.id == id_
    if reader.records(kind, Query(where=mine, deleted=True)):
        transaction.mark_deleted(kind, id_, False, space)
    elif not reader.records(kind, Query(where=mine)):
        transaction.add(kind, values, id_=id_, space=space)
        return True
    transaction.change(kind, id_, {"acknowledged": moment}, space)
    return True
