"""Notices that an event with guests changed, and has that told once it is quiet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, select

from garage.records.agenda import Attendee, Event
from sync_server.invited.tables import COPY, GUEST, TOKEN, WAITING
from sync_server.kit import clock, jobs
from sync_server.kit.rows import among, put_all
from sync_server.records.service import WHEN_WRITTEN, Writing
from sync_server.spaces import service as spaces

JOB = "invitations"

_WINDOW = 2 * clock.SECOND
"""Changes within one are one job; it begins when no more can come."""


def hear(connection: Connection, writing: Writing) -> None:
    """Mark the events whose guests have something to hear, in the transaction that changes them."""
    changed: set[str] = set()
    events: dict[str, str] = {}
    for kept in writing.changed():
        if kept.kind == Attendee.kind and kept.owner:
            changed.add(kept.owner)
        elif kept.kind == Event.kind:
            events[kept.id] = kept.fields
    if events:
        changed |= _known(connection, writing.space, events)
    if changed:
        mark(connection, writing.space, changed, clock.now())


def _known(connection: Connection, space: str, events: dict[str, str]) -> set[str]:
    """Those of some events that somebody was told of, or that are copies."""
    if not connection.execute(_ANY, {"within": space}).scalar():
        return set()
    copies = select(COPY.c.event).where(COPY.c.space == space)
    found = set(connection.execute(copies.where(among(connection, COPY.c.event, events))).scalars())
    uids = {id_: _uid(id_, fields) for id_, fields in events.items()}
    guests = select(GUEST.c.uid).where(GUEST.c.space == space)
    asked = guests.where(among(connection, GUEST.c.uid, set(uids.values()))).distinct()
    told = set(connection.execute(asked).scalars())
    return found | {id_ for id_, uid in uids.items() if uid in told}


# Whether anybody was ever told of an event in a space; mostly nobody was.
_ANY = select(
    exists().where(COPY.c.space == bindparam("within"))
    | exists().where(GUEST.c.space == bindparam("within"))
)


def _uid(id_: str, fields: str) -> str:
    said: dict[str, Any] = msgspec.json.decode(fields)
    uid = said.get("uid")
    return uid if isinstance(uid, str) and uid else id_


def mark(connection: Connection, space: str, events: Iterable[str], now: int) -> None:
    """Let these events be looked at, after what else comes right now."""
    rows = [{"space": space, "event": event, "changed": now} for event in events]
    put_all(connection, WAITING, rows)
    ask_again(connection, space, now, 0)


def ask_again(connection: Connection, space: str, now: int, wait: int) -> None:
    """Have a space looked at after a while; one job, however often it is asked for."""
    demand_look(connection, JOB, (space,), {"space": space}, now, wait)


def demand_look(
    connection: Connection, job: str, of: Iterable[str], payload: Mapping[str, Any], now: int,
    wait: int = 0,
) -> None:  # fmt: skip
    """Have something looked at after a while: one job of the name, however often it is asked."""
    window = (now + wait) // _WINDOW + 1
    key = ":".join((job, *of, str(window)))
    jobs.enqueue(connection, job, payload, key=key, delay_ms=(window + 1) * _WINDOW - now)


def forget_space(connection: Connection, space: str) -> None:
    """Tell nobody of a space that is no more."""
    for table in (GUEST, TOKEN, COPY, WAITING):
        connection.execute(delete(table).where(table.c.space == space))


def forget_person(connection: Connection, person: str) -> None:
    """Keep nothing of what somebody asked, or answered, whose account is deleted."""
    for table in (GUEST, TOKEN):
        connection.execute(delete(table).where(table.c.organizer == person))


WHEN_WRITTEN.append(hear)
spaces.WHEN_FORGOTTEN.append(forget_person)
spaces.WHEN_GONE.append(forget_space)
