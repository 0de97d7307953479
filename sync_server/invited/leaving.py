"""What becomes of invitations whose event leaves a garage: erased for ever, or moved to another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, update

from garage.itip.addresses import calendar_address
from garage.records.agenda import Attendee, Event
from sync_server.accounts import service as accounts
from sync_server.calendars import service as calendars
from sync_server.invited.families import organizer_in
from sync_server.invited.marking import mark
from sync_server.invited.tables import COPY, GUEST, TOKEN
from sync_server.kit import jobs
from sync_server.kit.rows import among
from sync_server.records.service import WHEN_LEFT, Edit, Left, Seen, write

JOB = "invitations_erased"
"""Calls off what was erased: {space, uid, organizer, events}, or {of_space, uid, address, events}
of a guest's copy.
"""

_MOST_TOLD = 20
_LONGEST = 20_000
ASKING = frozenset(("mail", "copy", "silent"))
_SHORT = {"title": 200, "place": 300}
_KEPT = ("uid", "recurrence", "following", "times", "title", "place", "organizer")
"""What calling off needs: nothing else of an erased event is kept until then."""


def hear(connection: Connection, left: Left) -> None:
    """Look after the guests of events that left, in the transaction that takes them away."""
    events = {seen.id: seen for seen in left.of(Event.kind)}
    _guests_alone(connection, left, events)
    if not events:
        return
    _copies(connection, left, events)
    by_uid: dict[str, list[Seen]] = {}
    for seen in events.values():
        by_uid.setdefault(_text(seen, "uid") or seen.id, []).append(seen)
    for uid, rows in _known(connection, left.space, by_uid).items():
        staying = calendars.events_named(connection, left.space, uid) - events.keys()
        if staying:
            # Some of its records stay, as those of a series whose instance was erased.
            _point_at(connection, left, uid, min(staying))
            mark(connection, left.space, staying, left.now)
        elif left.to:
            _carry(connection, left, uid, rows, by_uid[uid])
        else:
            _call_off(connection, left, uid, rows, by_uid[uid])


def _guests_alone(connection: Connection, left: Left, events: Mapping[str, Seen]) -> None:
    """A guest whose record went alone is no guest any more."""
    owners = {_text(seen, "event") for seen in left.of(Attendee.kind)} - events.keys() - {""}
    if owners:
        mark(connection, left.space, owners, left.now)


def _known(connection: Connection, space: str, uids: Iterable[str]) -> dict[str, list[RowMapping]]:
    """UID → who was told of it."""
    mine = (GUEST.c.space == space) & among(connection, GUEST.c.uid, uids)
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(select(GUEST).where(mine)).mappings():
        found.setdefault(row["uid"], []).append(row)
    return found


def _point_at(connection: Connection, left: Left, uid: str, event: str) -> None:
    mine = (GUEST.c.space == left.space) & (GUEST.c.uid == uid)
    lost = among(connection, GUEST.c.event, left.records)
    connection.execute(update(GUEST).where(mine, lost).values(event=event))


def _carry(
    connection: Connection, left: Left, uid: str, rows: Sequence[RowMapping], events: list[Seen]
) -> None:
    """Guests go along: who asked goes on asking, else whoever moved it."""
    for table in (GUEST, TOKEN):
        for row in rows:
            mine = (table.c.uid == uid) & (table.c.address == row["address"])
            if table is GUEST:
                # Of what was told in both, what is there counts.
                there = select(GUEST.c.uid).where(mine, GUEST.c.space == left.to)
                if connection.execute(there).first() is not None:
                    connection.execute(delete(GUEST).where(mine, GUEST.c.space == left.space))
            here = mine & (table.c.space == left.space)
            connection.execute(update(table).where(here).values(space=left.to))
    copied = (COPY.c.of_space == left.space) & (COPY.c.uid == uid)
    connection.execute(update(COPY).where(copied).values(of_space=left.to))
    if any(row["way"] in ASKING for row in rows):
        _hand_over(connection, left, events)
    mark(connection, left.to, {each.id for each in events}, left.now)


def _hand_over(connection: Connection, left: Left, events: Iterable[Seen]) -> None:
    mover = accounts.by_id(connection, left.person)
    assert mover is not None
    fields = {"organizer": calendar_address(mover.email), "organizer_name": mover.name}
    edits = []
    for seen in events:
        calendar, named = _text(seen, "calendar"), _text(seen, "organizer")
        elsewhere = calendars.asked_elsewhere(connection, left.to, calendar, seen.id)
        asks = organizer_in(connection, left.to, named, seen.author)
        if asks is None and not elsewhere:
            edits.append(Edit(left.to, seen.id, Event.kind, fields))
    if edits:
        write(connection, mover.id, edits, left.now)


def _call_off(
    connection: Connection, left: Left, uid: str, rows: Sequence[RowMapping], events: list[Seen]
) -> None:
    asked = [row for row in rows if row["way"] in ASKING and not row["off"]]
    if not asked:
        forget(connection, left.space, uid)
        return
    payload = {
        "space": left.space, "uid": uid, "organizer": asked[0]["organizer"],
        "events": as_they_were(events),
    }  # fmt: skip
    jobs.enqueue(connection, JOB, payload)


def _copies(connection: Connection, left: Left, events: Mapping[str, Seen]) -> None:
    """A guest's copies: where they are now, or that the guest does not come."""
    mine = (COPY.c.space == left.space) & among(connection, COPY.c.event, events)
    rows = connection.execute(select(COPY).where(mine)).all()
    if not rows:
        return
    if left.to:
        connection.execute(update(COPY).where(mine).values(space=left.to))
        return
    connection.execute(delete(COPY).where(mine))
    for row in rows:
        payload = {
            "of_space": row.of_space, "uid": row.uid, "address": row.address,
            "events": as_they_were([events[row.event]]),
        }  # fmt: skip
        jobs.enqueue(connection, JOB, payload)


def as_they_were(events: Sequence[Seen]) -> list[dict[str, Any]]:
    """The series alone, or its instances where a guest is asked to these only."""
    series = [each for each in events if not each.fields.get("recurrence")]
    told = [_short(each) for each in (series[:1] or events[:_MOST_TOLD])]
    while len(json.dumps(told)) > _LONGEST and len(told) > 1:
        told.pop()
    return told


def _short(seen: Seen) -> dict[str, Any]:
    fields = {name: seen.fields[name] for name in _KEPT if name in seen.fields}
    for name, most in _SHORT.items():
        if isinstance(fields.get(name), str):
            fields[name] = str(fields[name])[:most]
    times = fields.get("times")
    if isinstance(times, dict) and len(json.dumps(times)) > _LONGEST // 4:
        fields["times"] = {k: v for k, v in times.items() if k not in ("added", "removed")}
    return {"id": seen.id, "author": seen.author, "fields": fields}


def forget(connection: Connection, space: str, uid: str) -> None:
    """Keep nothing of who was asked to what is erased."""
    for table in (GUEST, TOKEN):
        connection.execute(delete(table).where(table.c.space == space, table.c.uid == uid))


def _text(seen: Seen, name: str) -> str:
    value = seen.fields.get(name)
    return value if isinstance(value, str) else ""


WHEN_LEFT.append(hear)
