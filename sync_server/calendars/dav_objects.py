"""The events of a calendar as CalDAV has them: a resource for each UID, with its name and text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, and_, bindparam, or_, select

from garage.ics.calendar_writer import ZoneUse, composed
from sync_server.calendars import dav_due
from sync_server.calendars.dav_calendars import Shown
from sync_server.calendars.dav_heard import as_heard, heard_after
from sync_server.calendars.dav_object import Object, default_name, uid_of
from sync_server.calendars.dav_tables import OBJECT
from sync_server.calendars.dav_tokens import State, state_now
from sync_server.calendars.tables import ITEM
from sync_server.kit.rows import among_given, as_given

MOST = 20_000
"""Resources that one answer names."""

_ZONES = msgspec.json.Decoder(list[tuple[str, int, str]])


_LISTED = (
    ITEM.c.uid, ITEM.c.seq, ITEM.c.gone, ITEM.c.etag, ITEM.c.since, ITEM.c.until,
    OBJECT.c.name, OBJECT.c.made_of, OBJECT.c.etag.label("own_etag"),
)  # fmt: skip
_WITH_BODIES = (*_LISTED, ITEM.c.full, ITEM.c.zones, OBJECT.c.body)


def listed(
    connection: Connection,
    calendar: Shown,
    *,
    bodies: bool = False,
    window: tuple[int | None, int | None] = (None, None),
) -> list[Object]:
    """The resources of a calendar, of those alone that may have instances in a window (ms)."""
    if calendar.is_due:
        return dav_due.objects(connection, calendar)
    since, before = window
    query = _of(calendar, bodies).where(ITEM.c.gone == 0)
    if since is not None:
        query = query.where(or_(ITEM.c.until.is_(None), ITEM.c.until >= since))
    if before is not None:
        query = query.where(or_(ITEM.c.since.is_(None), ITEM.c.since <= before))
    found = [_object(row) for row in connection.execute(query.order_by(ITEM.c.seq).limit(MOST))]
    return as_heard(connection, calendar, found, bodies=bodies)


def changed_after(
    connection: Connection, calendar: Shown, state: State, most: int, *, bodies: bool = False
) -> tuple[list[Object], State | None]:
    """What changed since a state, gone ones too (unless it is the beginning); and up to which.

    At most about `most`: those of one `seq` stay together. Up to now, if no state is told.
    """
    if calendar.is_due:
        due = dav_due.objects(connection, calendar)
        return [each for each in due if each.seq > state.seq], None
    query = _of(calendar, bodies).where(ITEM.c.seq > state.seq)
    if state.seq == 0:
        query = query.where(ITEM.c.gone == 0)
        # All that is told from here on is told as the person has heard it.
        state = state._replace(own=state_now(connection, calendar).own)
    rows = connection.execute(query.order_by(ITEM.c.seq).limit(most)).all()
    upto = None
    if len(rows) == most:
        last = rows[-1].seq
        rows = [row for row in rows if row.seq < last]
        rows += connection.execute(query.where(ITEM.c.seq == last)).all()
        upto = State(last, state.own)
    found = as_heard(connection, calendar, [_object(row) for row in rows], bodies=bodies)
    if upto is None and state.own is not None:
        uids, own = heard_after(connection, calendar, state.own, most)
        uids -= {each.uid for each in found}
        found += of_uids(connection, calendar, uids, bodies=bodies) if uids else []
        upto = None if own is None else State(state_now(connection, calendar).seq, own)
    return found, upto


def named(
    connection: Connection, calendar: Shown, names: Sequence[str], *, bodies: bool = True
) -> dict[str, Object]:
    """Name → resource, of those that are there."""
    if calendar.is_due:
        due = dav_due.objects(connection, calendar)
        return {each.name: each for each in due if each.name in names}
    given = {"within": calendar.space, "in": calendar.id, "names": as_given(connection, names)}
    chosen = connection.execute(_names(connection.dialect.name), given)
    uids = {row.name: row.uid for row in chosen}
    for name in names:
        uids.setdefault(name, uid_of(name))
    found = of_uids(connection, calendar, uids.values(), bodies=bodies)
    return {each.name: each for each in found if uids.get(each.name) == each.uid}


def of_uids(
    connection: Connection, calendar: Shown, uids: Iterable[str], *, bodies: bool = False
) -> list[Object]:
    """The resources of some UIDs."""
    given = {"within": calendar.space, "in": calendar.id, "uids": as_given(connection, uids)}
    rows = connection.execute(_those(connection.dialect.name, bodies), given)
    return as_heard(connection, calendar, [_object(row) for row in rows], bodies=bodies)


@cache
def _names(dialect: str) -> Any:
    return select(OBJECT.c.name, OBJECT.c.uid).where(
        OBJECT.c.space == bindparam("within"), OBJECT.c.calendar == bindparam("in"),
        among_given(dialect, OBJECT.c.name, "names"),
    )  # fmt: skip


SAME = and_(
    OBJECT.c.space == ITEM.c.space, OBJECT.c.calendar == ITEM.c.calendar,
    OBJECT.c.uid == ITEM.c.uid,
)  # fmt: skip
"""That a text is of an item."""


def _all(bodies: bool) -> Select[Any]:
    columns = _WITH_BODIES if bodies else _LISTED
    return select(*columns).select_from(ITEM.outerjoin(OBJECT, SAME))


def _of(calendar: Shown, bodies: bool) -> Select[Any]:
    return _all(bodies).where(ITEM.c.space == calendar.space, ITEM.c.calendar == calendar.id)


@cache
def _those(dialect: str, bodies: bool) -> Any:
    return _all(bodies).where(
        ITEM.c.space == bindparam("within"), ITEM.c.calendar == bindparam("in"), ITEM.c.gone == 0,
        among_given(dialect, ITEM.c.uid, "uids"),
    )  # fmt: skip


def _object(row: Row[Any]) -> Object:
    kept = row.made_of is not None and row.made_of == row.etag
    with_body = not row.gone and "full" in row._fields
    body = "" if not with_body else row.body if kept else written(row.full, row.zones)
    etag = row.own_etag if kept else f'"{row.etag}"'
    name = row.name or default_name(row.uid)
    return Object(
        row.uid, name, etag, row.seq, row.etag, row.since, row.until, body, bool(row.gone)
    )  # fmt: skip


def written(events: str, zones: str) -> str:
    """A whole calendar of an item's VEVENTs and the zones that are used in them."""
    used = {name: ZoneUse(year, own) for name, year, own in _ZONES.decode(zones)}
    return composed((), used, (events,))
