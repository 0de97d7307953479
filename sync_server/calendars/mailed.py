"""Which alarms are told by mail, and when each is looked at next: kept beside the projections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from garage.records.agenda import Alarm, Event
from sync_server.calendars.due import METERED
from sync_server.calendars.tables import MAILED, PART
from sync_server.kit import clock, jobs
from sync_server.kit.rows import among, put
from sync_server.records.service import WHEN_PUSHED, Seen, Writing
from sync_server.spaces import service as spaces

JOB = "alarm_letter"
"""Looks at one alarm: {space, id, due}."""
LISTEN = "alarm_listen"
"""Brings a space up where somebody set an alarm that is told by mail: {space}."""


def is_mailed(fields: Mapping[str, Any]) -> bool:
    """Whether a record of an alarm says that it is told by mail."""
    channels = fields.get("channels")
    if isinstance(channels, list) and channels:
        return "email" in channels
    return fields.get("action") == "email"


def take_in(
    connection: Connection, space: str, here: Iterable[Seen], gone: Mapping[str, int]
) -> None:
    """Look anew at the alarms that these records have a say in, after the parts are kept."""
    alarms: list[Seen] = []
    events: list[str] = []
    metered = False
    for seen in here:
        if seen.kind == Alarm.kind:
            alarms.append(seen)
        elif seen.kind == Event.kind:
            events.append(seen.id)
        metered = metered or seen.kind in METERED
    there = {row.id: row for row in connection.execute(_ALL, {"within": space})}
    if not there and not any(is_mailed(each.fields) for each in alarms):
        return
    now = clock.now()
    ended = [each.id for each in alarms if not is_mailed(each.fields)]
    _forget(connection, space, [*gone, *ended])
    wanted = {each.id for each in alarms if is_mailed(each.fields)}
    for seen in alarms:
        if seen.id in wanted and seen.id not in there:
            meter = int("odometer" in str(seen.fields.get("trigger")))
            row = {"space": space, "id": seen.id, "event": str(seen.fields.get("event", "")),
                   "checked": now, "meter": meter, "next": now}  # fmt: skip
            put(connection, MAILED, row)
    wanted |= _of_events(connection, space, events)
    if metered:
        wanted |= {id_ for id_, row in there.items() if row.meter}
    for id_ in wanted:
        enqueue(connection, space, id_, now)


# Made once: every change in a calendar asks this.
_ALL = select(MAILED).where(MAILED.c.space == bindparam("within"))


def _of_events(connection: Connection, space: str, events: list[str]) -> set[str]:
    """Alarms of these events, and of all that bear the same UIDs: an override has a say too."""
    if not events:
        return set()
    uids = select(PART.c.uid).where(PART.c.space == space, among(connection, PART.c.id, events))
    family = select(PART.c.id).where(
        PART.c.space == space, PART.c.kind == Event.kind, PART.c.uid.in_(uids)
    )
    mine = select(MAILED.c.id).where(MAILED.c.space == space, MAILED.c.event.in_(family))
    return set(connection.execute(mine).scalars())


def _forget(connection: Connection, space: str, ids: Iterable[str]) -> None:
    wanted = list(ids)
    if wanted:
        mine = (MAILED.c.space == space) & among(connection, MAILED.c.id, wanted)
        connection.execute(delete(MAILED).where(mine))


def enqueue(connection: Connection, space: str, id_: str, now: int, delay: int = 0) -> None:
    """Look at an alarm after so many milliseconds; earlier jobs of it are worn."""
    due = now + delay
    mine = (MAILED.c.space == space) & (MAILED.c.id == id_)
    connection.execute(update(MAILED).where(mine).values(next=due))
    payload = {"space": space, "id": id_, "due": due}
    jobs.enqueue(connection, JOB, payload, key=f"{JOB}:{space}:{id_}:{due}", delay_ms=delay)


def hear(connection: Connection, writing: Writing) -> None:
    """Somebody set an alarm that is told by mail: from now on the space is kept up."""
    for kept in writing.changed():
        if kept.kind == Alarm.kind and "email" in kept.fields:
            key = f"{LISTEN}:{writing.space}:{writing.head}"
            jobs.enqueue(connection, LISTEN, {"space": writing.space}, key=key)
            return


def forget_space(connection: Connection, space: str) -> None:
    """Tell nothing of a space that is no more."""
    connection.execute(delete(MAILED).where(MAILED.c.space == space))


WHEN_PUSHED.append(hear)
spaces.WHEN_GONE.append(forget_space)
