"""What becomes of invitations when a whole garage goes, or a calendar with all of its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from garage.records.agenda import Calendar
from sync_server.calendars import service as calendars
from sync_server.invited import leaving, letters
from sync_server.invited.marking import demand_look, mark
from sync_server.invited.tables import COPY, GUEST
from sync_server.kit import clock, jobs
from sync_server.kit.rows import among
from sync_server.records.service import WHEN_WRITTEN, Seen, Writing, records_of
from sync_server.spaces import service as spaces

JOB = "invitations_calendar"
"""Marks the events of a calendar that went to the trash or came back: {space, calendar, after}."""

SLICE = 200
"""Events that one job looks at; the next goes on after them."""


# ---------------------------------------------------------------------- a garage


def hear_going(connection: Connection, space: str, now: int) -> None:
    """Have called off what a garage's guests were asked to, in the transaction that deletes it.

    A job an event. Beyond a day's letters of one person they are put on the days after.
    """
    asked = _still_asked(connection, space, now)
    if not asked:
        return
    gone = f"gone/{space}"
    mine = (GUEST.c.space == space) & among(connection, GUEST.c.uid, asked)
    connection.execute(update(GUEST).where(mine).values(space=gone))
    connection.execute(update(COPY).where(COPY.c.of_space == space).values(of_space=gone))
    first = {rows[0]["event"] for rows in asked.values()}
    events = records_of(connection, space, first)
    told: Counter[str] = Counter()
    for uid, rows in asked.items():
        organizer, event = rows[0]["organizer"], rows[0]["event"]
        payload = {
            "space": gone, "uid": uid, "organizer": organizer,
            "events": leaving.as_they_were(_all_of(connection, space, uid, events.get(event))),
        }  # fmt: skip
        days = told[organizer] // letters.MOST_LETTERS
        jobs.enqueue(connection, leaving.JOB, payload, delay_ms=days * clock.DAY)
        told[organizer] += sum(row["way"] == "mail" for row in rows)


def _still_asked(connection: Connection, space: str, now: int) -> dict[str, list[RowMapping]]:
    """UID → who was asked to what is not over and was not called off."""
    coming = GUEST.c.ends.is_(None) | (GUEST.c.ends > now)
    mine = (GUEST.c.space == space) & (GUEST.c.off == 0) & GUEST.c.way.in_(leaving.ASKING)
    asked = select(GUEST).where(mine, coming).order_by(GUEST.c.uid, GUEST.c.address)
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(asked).mappings():
        found.setdefault(row["uid"], []).append(row)
    return found


def _all_of(connection: Connection, space: str, uid: str, first: Seen | None) -> Sequence[Seen]:
    """The series, or all instances where guests were asked to these only."""
    if first is None:
        return ()
    if not first.fields.get("recurrence"):
        return (first,)
    ids = calendars.events_named(connection, space, uid)
    return [first, *(each for id_, each in records_of(connection, space, ids).items()
                     if id_ != first.id)]  # fmt: skip


# ---------------------------------------------------------------------- a calendar


def hear_written(connection: Connection, writing: Writing) -> None:
    """Have the guests of a calendar looked after that may have gone to the trash, or come back."""
    changed = [kept.id for kept in writing.changed() if kept.kind == Calendar.kind]
    if not changed:
        return
    asked = select(GUEST.c.uid).where(GUEST.c.space == writing.space).limit(1)
    if connection.execute(asked).first() is None:
        return
    for calendar in changed:
        payload = {"space": writing.space, "calendar": calendar, "after": ""}
        demand_look(connection, JOB, (writing.space, calendar), payload, clock.now())


def look(connection: Connection, payload: Mapping[str, Any], now: int) -> None:
    """Mark a slice of the events whose guests have yet to hear what became of the calendar."""
    space, calendar = payload["space"], payload["calendar"]
    off = _told_of(connection, space, payload["after"])
    if not off:
        return
    deleted = calendars.in_trash(connection, space, calendar)
    marked = [
        seen.id
        for seen in records_of(connection, space, off).values()
        if seen.fields.get("calendar") == calendar
        and not seen.deleted
        and off[seen.id] is not deleted
    ]
    if marked:
        mark(connection, space, marked, now)
    if len(off) == SLICE:
        jobs.enqueue(connection, JOB, {**payload, "after": max(off)})


def _told_of(connection: Connection, space: str, after: str) -> dict[str, bool]:
    """The next events that anybody was told of → whether all of it was called off."""
    mine = (GUEST.c.space == space) & (GUEST.c.event > after)
    events = select(GUEST.c.event).where(mine).distinct().order_by(GUEST.c.event).limit(SLICE)
    found = dict.fromkeys(connection.execute(events).scalars(), True)
    rows: Iterable[Any] = connection.execute(
        select(GUEST.c.event).where(
            GUEST.c.space == space, GUEST.c.off == 0, among(connection, GUEST.c.event, found)
        )
    ).scalars()
    return found | dict.fromkeys(rows, False)


spaces.WHEN_GOING.append(hear_going)
WHEN_WRITTEN.append(hear_written)
