"""Whose alarms of a calendar are quiet: where several share it, each person's own choice.

Where nobody else is in a garage the calendar's own record says it, for all of the person's devices
and for older versions. Among several it is a mark in the person's own garage, as what they heard.
"""

from __future__ import annotations

from collections.abc import Iterable

from client.operations.alarm_marks import is_alone, keep_mark
from client.store import Query, Reader, Transaction
from client.store.codec import codec
from client.store.ground import Ground
from garage.permissions import Verb, may
from garage.records import Alarm, Calendar, Subscription, kind_named
from garage.rules.own_marks import AT_ONCE, chosen, mute_id, uid_of


def own_mutes(reader: Reader, calendars: Iterable[str]) -> dict[str, bool]:
    """By calendar, whether the person wants it quiet; none of those they chose nothing for."""
    home = Ground(reader.connection).home
    ids = {mute_id(home, each): each for each in calendars}
    columns = codec(kind_named(Alarm.kind)).table.c
    mine = (columns.space == home) & columns.id.in_(ids)
    # Marks are at home, whichever garage is shown.
    found = Reader(reader.connection).all(Alarm, Query(where=mine))
    said = ((ids[each.id], chosen(each.uid)) for each in found)
    return {calendar: muted for calendar, muted in said if muted is not None}


def everybodys(transaction: Transaction, calendar: Calendar | None) -> bool:
    """Whether a calendar's record, or that of a new one, says it: the person is alone with it."""
    kind, ground = kind_named(Calendar.kind), transaction.ground
    if calendar is None:
        space = ground.space_for(kind, {})
        return is_alone(ground, space) and may(ground.role(space), Verb.ADD, kind.name)
    own = ground.is_own(kind, calendar)
    allowed = may(ground.role(calendar.space), Verb.EDIT, kind.name, own=own)
    return allowed and is_alone(ground, calendar.space)


def keep_mute(
    transaction: Transaction, calendar: str, of: str, *, muted: bool, only_kept: bool = False
) -> None:
    """Keep the choice for oneself; `only_kept`: only where one was made before, which counts."""
    if only_kept and calendar not in own_mutes(Reader(transaction.connection), [calendar]):
        return
    values = {"uid": uid_of(muted), "trigger": AT_ONCE}
    keep_mark(transaction, mute_id(transaction.ground.home, calendar), of, values)


def want_feeds(transaction: Transaction, calendar: Calendar) -> None:
    """Have the alarms of the feed that fills a calendar too, which are quiet until asked for."""
    kind, ground = kind_named(Subscription.kind), transaction.ground
    for each in Reader(transaction.connection).all(Subscription, Query(owner=calendar.id)):
        own = ground.is_own(kind, each)
        if not each.alarms and may(ground.role(each.space), Verb.EDIT, kind.name, own=own):
            transaction.change(kind, each.id, {"alarms": True}, each.space)
