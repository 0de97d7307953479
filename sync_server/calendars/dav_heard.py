"""Alarms that a person's programs acknowledged in a calendar of several: theirs alone is silent.

It is kept as the app keeps it, as a mark in the person's own garage, and their programs get it back
in the text. What is on the alarm itself, from when nobody else was there, holds for all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from garage.ics.calendar_writer import composed
from garage.moments import Moment
from garage.records.agenda import Alarm
from garage.records.agenda_fields import Trigger
from garage.records.registry import kind_of
from garage.rules.own_marks import heard_id
from sync_server.calendars.dav_calendars import Shown
from sync_server.calendars.dav_object import PERSONAL, Object
from sync_server.calendars.items import family, items_of, read
from sync_server.calendars.projection import records_by_item
from sync_server.calendars.tables import PART
from sync_server.kit.rows import among_given, as_given
from sync_server.records.service import Edit, changed_since, records_of

_ALARM = kind_of(Alarm)
_EVENTS = PART.alias()
Heard = Mapping[str, Moment]
"""By alarm, when the person has heard it last."""


def marks_of(connection: Connection, home: str, heard: Heard) -> list[Edit]:
    """The edits of a person's own garage that keep it; none of what is known there already."""
    there = records_of(connection, home, [heard_id(home, each) for each in heard])
    edits: list[Edit] = []
    for alarm, moment in heard.items():
        id_ = heard_id(home, alarm)
        seen, fields = there.get(id_), dict[str, Any]()
        if seen is not None:
            if seen.deleted:
                fields["deleted"] = False
            elif _is_known(read(Alarm, seen), moment):
                continue
        at = moment.instant.astimezone(UTC)
        fields |= _ALARM.fields_json({
            "event": alarm, "uid": f"{alarm} {at:%Y%m%dT%H%M%SZ}", "acknowledged": moment,
            "trigger": Trigger(at=at),
        })  # fmt: skip
        edits.append(Edit(home, id_, Alarm.kind, fields))
    return edits


def _is_known(mark: Alarm, moment: Moment) -> bool:
    return mark.acknowledged is not None and mark.acknowledged.instant >= moment.instant


def as_heard(
    connection: Connection, calendar: Shown, objects: Sequence[Object], *, bodies: bool
) -> list[Object]:
    """Resources as the person's programs wrote them: with what the person alone has heard."""
    if not calendar.own_marks or not objects:
        return list(objects)
    heard = _heard(connection, calendar, [each.uid for each in objects])
    if not heard:
        return list(objects)
    texts = _texts(connection, calendar, heard) if bodies else {}
    return [
        _with(each, heard[each.uid], texts.get(each.uid, "")) if each.uid in heard else each
        for each in objects
    ]


def heard_after(
    connection: Connection, calendar: Shown, place: int, most: int
) -> tuple[set[str], int | None]:
    """The UIDs of what was heard above a place in the person's own garage, and the last place.

    The place is None where that is all that was heard.
    """
    marks = changed_since(connection, calendar.own_marks, seq=place, kinds=(Alarm.kind,), most=most)
    of = {each.fields.get("event") for each in marks}
    ids = as_given(connection, [id_ for id_ in of if isinstance(id_, str)])
    given = {"within": calendar.space, "in": calendar.id, "alarms": ids}
    rows = connection.execute(_heard_there(connection.dialect.name), given)
    return {row.uid for row in rows}, marks[-1].seq if len(marks) == most else None


def _with(resource: Object, heard: Heard, text: str) -> Object:
    if resource.gone:
        return resource
    said = sorted(f"{alarm} {moment.instant:%Y%m%dT%H%M%S}" for alarm, moment in heard.items())
    digest = hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:8]
    etag = f'{resource.etag[:-1]}{PERSONAL}{digest}"'
    return replace(resource, etag=etag, body=text or resource.body)


def _heard(connection: Connection, calendar: Shown, uids: Iterable[str]) -> dict[str, Heard]:
    """By UID, what the person heard of its alarms that the alarms do not say themselves."""
    given = {"within": calendar.space, "in": calendar.id, "uids": as_given(connection, uids)}
    rows = connection.execute(_alarms(connection.dialect.name), given).all()
    home = calendar.own_marks
    ids = {heard_id(home, row.id): row for row in rows}
    found: dict[str, dict[str, Moment]] = {}
    for id_, seen in records_of(connection, home, ids).items():
        moment = read(Alarm, seen).acknowledged
        if moment is not None and not seen.deleted:
            found.setdefault(ids[id_].uid, {})[ids[id_].id] = moment
    return dict(found)


_ALARMS = (
    select(PART.c.id, _EVENTS.c.uid)
    .join(_EVENTS, (_EVENTS.c.space == PART.c.space) & (_EVENTS.c.id == PART.c.event))
    .where(
        PART.c.space == bindparam("within"), PART.c.kind == Alarm.kind,
        _EVENTS.c.calendar == bindparam("in"),
    )
)  # fmt: skip
"""The alarms of a calendar, and the UIDs that they are of."""


@cache
def _alarms(dialect: str) -> Any:
    """Those of some UIDs."""
    return _ALARMS.where(among_given(dialect, _EVENTS.c.uid, "uids"))


@cache
def _heard_there(dialect: str) -> Any:
    """Those of some ids."""
    return _ALARMS.where(among_given(dialect, PART.c.id, "alarms"))


def _texts(connection: Connection, calendar: Shown, heard: Mapping[str, Heard]) -> dict[str, str]:
    """By UID, the text with what was heard."""
    keys = {(calendar.id, uid) for uid in heard}
    texts: dict[str, str] = {}
    for (_, uid), records in records_by_item(connection, calendar.space, keys).items():
        whole = family(records)
        for alarms in whole.alarms.values():
            alarms[:] = [_told(each, heard[uid].get(each.id)) for each in alarms]
        for item in items_of(uid, whole):
            texts[item.uid] = composed((), item.zones, (item.texts["full"],))
    return texts


def _told(alarm: Alarm, moment: Moment | None) -> Alarm:
    before = alarm.acknowledged
    if moment is None or (before is not None and before.instant >= moment.instant):
        return alarm
    return replace(alarm, acknowledged=moment)
