"""What a person heard or put off: kept in their own garage, so that all their devices know.

Where nobody else is in a garage, an alarm's own record says that it was heard, for calendar
programs too. Among several people each is told for themselves: nobody's alarm is silent because
somebody else heard theirs, and who may only look silences theirs as well.

A mark is a record of kind `alarm` that hangs on the alarm (or what is due) instead of an event: its
`uid` is the key of what was told, `acknowledged` when it was heard, `trigger` when it comes again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from client.operations.alarm_told import AlarmTold
from client.operations.records import completed
from client.store import Query, Reader, Transaction
from client.store.codec import codec
from client.store.ground import Ground
from garage.moments import Moment
from garage.records import Alarm, kind_named
from garage.records.agenda_fields import Trigger
from garage.rules.own_marks import heard_id


@dataclass(frozen=True)
class AlarmMarks:
    """By alarm, up to when it was heard; the keys that were heard; by key, until when put off."""

    until: Mapping[str, datetime]
    heard: frozenset[str]
    put_off: Mapping[str, datetime]


def is_alone(ground: Ground, space: str) -> bool:
    """Whether nobody else is told what a garage holds."""
    held = ground.spaces.get(space)
    return held is None or held.members <= 1


def marks_of(reader: Reader) -> AlarmMarks:
    """The marks of whoever's garage this is."""
    columns = codec(kind_named(Alarm.kind)).table.c
    own = Ground(reader.connection).home
    # A key has a blank in it; what else bears one hangs on an event, and marks nothing.
    mine = (columns.space == own) & columns.uid.like("% %")
    until: dict[str, datetime] = {}
    heard: set[str] = set()
    put_off: dict[str, datetime] = {}
    for each in reader.all(Alarm, Query(where=mine)):
        at = each.trigger.at if each.trigger is not None else None
        done = each.acknowledged.instant if each.acknowledged is not None else None
        if at is not None and (done is None or done < at):
            put_off[each.uid] = at
        elif done is not None:
            heard.add(each.uid)
        if done is not None:
            until[each.event] = done
    return AlarmMarks(until, frozenset(heard), put_off)


def mark_heard(transaction: Transaction, told: AlarmTold, moment: Moment) -> None:
    """Keep that it was heard, for oneself."""
    _put(transaction, told, {"acknowledged": moment, "trigger": Trigger(at=_utc(told.at))})


def mark_put_off(transaction: Transaction, told: AlarmTold, until: datetime) -> None:
    """Keep when it comes again, for oneself."""
    _put(transaction, told, {"trigger": Trigger(at=_utc(until))})


def forget_put_off(transaction: Transaction, told: AlarmTold, moment: Moment) -> None:
    """What was put off and is heard now comes again no more."""
    if told.again:
        mark_heard(transaction, told, moment)


def _put(transaction: Transaction, told: AlarmTold, values: Mapping[str, Any]) -> None:
    of = told.alarms[0] if told.alarms else told.event
    # An alarm has one mark, whichever of its times was told; what is due one for each time.
    name = of if told.alarms else told.key
    id_ = heard_id(transaction.ground.home, name)
    keep_mark(transaction, id_, of, {**values, "uid": told.key})


def keep_mark(transaction: Transaction, id_: str, of: str, values: Mapping[str, Any]) -> None:
    """Keep a mark of this id in the person's own garage, that hangs on `of`."""
    kind, home = kind_named(Alarm.kind), transaction.ground.home
    columns = codec(kind).table.c
    mine = (columns.id == id_) & (columns.space == home)
    reader = Reader(transaction.connection)
    if not any(reader.records(kind, Query(where=mine, deleted=each)) for each in (False, True)):
        transaction.add(kind, completed(kind, {**values, "event": of}), id_=id_, space=home)
        return
    transaction.mark_deleted(kind, id_, False, home)
    transaction.change(kind, id_, kind.check(values), home)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
