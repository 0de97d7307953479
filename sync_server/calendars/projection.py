"""The projections: brought up to date with what is new in a space, a slice at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Table, bindparam, delete, select

from garage.records.agenda import Alarm, Attendee, Calendar, Event
from garage.records.known import known_zone
from sync_server.calendars import due, mailed
from sync_server.calendars.items import DETAILS, Item, family, items_of, read
from sync_server.calendars.tables import CALENDAR, ITEM, PART, PROJECTED, SEEN
from sync_server.kit.rows import add_new, among, among_given, as_given, put, put_all
from sync_server.records.service import Seen, changed_since, gone_since, records_of
from sync_server.spaces import service as spaces

VERSION = 1
"""Of this code: raised when it makes other rows of the same records."""

SLICE = 500
"""Records in one transaction, so that other writers get their turn."""

PARTS = frozenset((Event.kind, Attendee.kind, Alarm.kind))
KINDS = PARTS | {Calendar.kind} | due.KINDS

Key = tuple[str, str]
"""A calendar and what names an item in it."""


def behind(connection: Connection, wanted: Iterable[str]) -> list[str]:
    """Those of some spaces whose projections are not up to date."""
    heads = spaces.heads_of(connection, wanted)
    rows = connection.execute(
        _seen_of(connection.dialect.name), {"spaces": as_given(connection, heads)}
    )
    seen = {row.space: row.seq for row in rows if row.version == VERSION}
    return [space for space, head in heads.items() if seen.get(space) != head]


@cache
def _seen_of(dialect: str) -> Any:
    return select(SEEN).where(among_given(dialect, SEEN.c.space, "spaces"))


def bring_up(connection: Connection, space: str) -> bool:
    """Take in the next slice of what is new; true where there may be more."""
    seen = _locked(connection, space)
    head = spaces.heads_of(connection, [space]).get(space, 0)
    if seen > head:
        # The server was restored from a backup.
        seen = _begin_anew(connection, space)
    if seen == head:
        return False
    new = changed_since(connection, space, seq=seen, kinds=KINDS, most=SLICE)
    whole = len(new) < SLICE
    upto = head if whole else new[-1].seq
    _take_in(connection, space, [each for each in new if each.seq <= upto], seen, upto)
    put(connection, SEEN, {"space": space, "seq": upto, "version": VERSION})
    return not whole


def _locked(connection: Connection, space: str) -> int:
    """The watermark, which nobody else moves until this transaction ends."""
    row = connection.execute(_WATERMARK, {"within": space}).first()
    if row is None:
        add_new(connection, SEEN, {"space": space, "seq": 0, "version": VERSION})
        row = connection.execute(_WATERMARK, {"within": space}).one()
    return int(row.seq) if row.version == VERSION else _begin_anew(connection, space)


_WATERMARK = select(SEEN).where(SEEN.c.space == bindparam("within")).with_for_update()


def _begin_anew(connection: Connection, space: str) -> int:
    for table in PROJECTED:
        connection.execute(delete(table).where(table.c.space == space))
    return 0


def forget_space(connection: Connection, space: str) -> None:
    """Take away all that is made of a space's records."""
    for table in (*PROJECTED, SEEN):
        connection.execute(delete(table).where(table.c.space == space))


def _take_in(connection: Connection, space: str, new: list[Seen], seen: int, upto: int) -> None:
    gone = {id_: seq for id_, seq in gone_since(connection, space, seen) if seq <= upto}
    gone |= {each.id: each.seq for each in new if each.deleted}
    here = [each for each in new if not each.deleted]
    parts = [each for each in here if each.kind in PARTS]
    changed = {**gone, **{each.id: each.seq for each in parts}}
    touched = _parts(connection, space, parts, changed)
    _calendars(connection, space, here, gone)
    due.take_in(connection, space, here, gone)
    mailed.take_in(connection, space, here, gone)
    if touched:
        _regroup(connection, space, touched, changed)


def _calendars(connection: Connection, space: str, here: list[Seen], gone: dict[str, int]) -> None:
    _take_away(connection, CALENDAR, space, gone)
    for seen in here:
        if seen.kind == Calendar.kind:
            calendar: Calendar = read(Calendar, seen)
            put(connection, CALENDAR, {
                "space": space, "id": seen.id, "name": calendar.name, "colour": calendar.colour,
                "of": calendar.of or "events", "zone": known_zone(calendar.zone),
                "order": calendar.order, "seq": seen.seq,
            })  # fmt: skip


def _take_away(connection: Connection, table: Table, space: str, ids: Iterable[str]) -> None:
    wanted = list(ids)
    if wanted:
        connection.execute(
            delete(table).where(table.c.space == space, among(connection, table.c.id, wanted))
        )


def _parts(
    connection: Connection, space: str, here: list[Seen], changed: dict[str, int]
) -> dict[Key, int]:
    """Keep which record is a part of what; the items that are touched, and by which `seq`."""
    touched: dict[Key, int] = {}
    _touch(connection, space, changed, touched)
    _take_away(connection, PART, space, changed.keys() - {each.id for each in here})
    put_all(connection, PART, [_part(space, each) for each in here])
    _touch(connection, space, changed, touched)
    return touched


def _touch(
    connection: Connection, space: str, changed: dict[str, int], touched: dict[Key, int]
) -> None:
    """Add the items that these records are parts of, as the rows stand now."""
    for row in _and_of_their_events(connection, space, changed):
        touched[row[1], row[2]] = max(changed[row[0]], touched.get((row[1], row[2]), 0))


def _and_of_their_events(
    connection: Connection, space: str, ids: Iterable[str]
) -> list[tuple[str, ...]]:
    rows = _parts_by(connection, PART.c.id, space, ids)
    found: list[tuple[str, ...]] = [
        (row.id, row.calendar, row.uid) for row in rows if not row.event
    ]
    events = {row.event for row in rows if row.event}
    if not events:
        return found
    keys = _parts_by(connection, PART.c.id, space, events)
    of_event = {row.id: (row.calendar, row.uid) for row in keys if row.kind == Event.kind}
    return found + [(row.id, *of_event[row.event]) for row in rows if row.event in of_event]


def _parts_by(
    connection: Connection, column: Column[str], space: str, values: Iterable[str]
) -> Sequence[Row[Any]]:
    """The parts of which a column is one of these."""
    given = {"within": space, "values": as_given(connection, values)}
    return connection.execute(_asking(PART, column, connection.dialect.name), given).all()


@cache
def _asking(table: Table, column: Column[str], dialect: str) -> Any:
    within = table.c.space == bindparam("within")
    return select(table).where(within, among_given(dialect, column, "values"))


def _part(space: str, seen: Seen) -> dict[str, str]:
    fields = seen.fields
    is_event = seen.kind == Event.kind
    return {
        "space": space, "id": seen.id, "kind": seen.kind,
        "calendar": _text(fields.get("calendar")) if is_event else "",
        "uid": (_text(fields.get("uid")) or seen.id) if is_event else "",
        "event": "" if is_event else _text(fields.get("event")),
    }  # fmt: skip


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _regroup(
    connection: Connection, space: str, touched: Mapping[Key, int], changed: Mapping[str, int]
) -> None:
    """Make items anew of their records."""
    families = records_by_item(connection, space, touched)
    made = {
        (calendar, item.uid): (item, seq)
        for (calendar, uid), seq in touched.items()
        for item in items_of(uid, family(families.get((calendar, uid), ())))
    }
    # Those of a family that were told apart from it bear the ids of their records.
    apart = {each.id: seq for key, seq in touched.items() for each in families.get(key, ())} | dict(
        changed
    )
    rows = [_row(space, calendar, item, seq) for (calendar, _), (item, seq) in made.items()]
    for calendar, uid in _there(connection, space, touched, apart) - made.keys():
        rows.append(_gone(space, calendar, uid, touched.get((calendar, uid)) or apart[uid]))
    put_all(connection, ITEM, rows)


def _there(
    connection: Connection, space: str, touched: Mapping[Key, int], apart: Mapping[str, int]
) -> set[Key]:
    """Items that are there under these keys, or under these ids of records."""
    uids = {uid for _, uid in touched} | apart.keys()
    given = {"within": space, "uids": as_given(connection, uids)}
    rows = connection.execute(_standing(connection.dialect.name), given)
    keys = {(row.calendar, row.uid) for row in rows}
    return {key for key in keys if key in touched or key[1] in apart}


@cache
def _standing(dialect: str) -> Any:
    return select(ITEM.c.calendar, ITEM.c.uid).where(
        ITEM.c.space == bindparam("within"), ITEM.c.gone == 0,
        among_given(dialect, ITEM.c.uid, "uids"),
    )  # fmt: skip


def records_by_item(
    connection: Connection, space: str, keys: Collection[Key]
) -> dict[Key, list[Seen]]:
    """Item → the records of its events and of what hangs on them."""
    rows = _parts_by(connection, PART.c.uid, space, {uid for _, uid in keys})
    item_of = {row.id: (row.calendar, row.uid) for row in rows if (row.calendar, row.uid) in keys}
    if not item_of:
        return {}
    hanging = _parts_by(connection, PART.c.event, space, item_of)
    item_of |= {row.id: item_of[row.event] for row in hanging}
    found: dict[Key, list[Seen]] = {}
    for id_, record in records_of(connection, space, item_of).items():
        found.setdefault(item_of[id_], []).append(record)
    return found


def _row(space: str, calendar: str, item: Item, seq: int) -> dict[str, Any]:
    zones = [[name, *use] for name, use in sorted(item.zones.items())]
    return {
        "space": space, "calendar": calendar, "uid": item.uid, "seq": seq, "gone": 0,
        "etag": item.etag, "vehicle": item.vehicle, "since": item.since, "until": item.until,
        "floating": int(item.floating), "zones": msgspec.json.encode(zones).decode(),
        **{detail: item.texts[detail] for detail in DETAILS},
    }  # fmt: skip


def _gone(space: str, calendar: str, uid: str, seq: int) -> dict[str, Any]:
    empty = Item(uid, "", dict.fromkeys(DETAILS, ""), {}, 0, 0, False)
    return {**_row(space, calendar, empty, seq), "gone": 1, "etag": ""}


spaces.WHEN_GONE.append(forget_space)
