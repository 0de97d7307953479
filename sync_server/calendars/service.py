"""What calendars mean: which a person may see, and what is in them, from the projections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from garage.ics.calendar_writer import ZoneUse, composed
from garage.ics.event_writer import FullEvent
from garage.permissions import Role, Verb, may
from garage.records.agenda import Event
from garage.rules.windows import Window
from sync_server.calendars.due import DueThing, due_things
from sync_server.calendars.filled import ASKED_ELSEWHERE as ASKED_ELSEWHERE
from sync_server.calendars.filled import TOLD_ELSEWHERE as TOLD_ELSEWHERE
from sync_server.calendars.filled import asked_elsewhere as asked_elsewhere
from sync_server.calendars.filled import filled_by_feeds
from sync_server.calendars.items import bounds as bounds
from sync_server.calendars.items import family
from sync_server.calendars.projection import behind, bring_up, records_by_item
from sync_server.calendars.tables import CALENDAR, ITEM, PART, SEEN
from sync_server.kit.database import Database
from sync_server.kit.rows import among
from sync_server.records.service import Seen, records_of
from sync_server.spaces import service as spaces

DUE_CALENDARS = ("reminders", "warranties", "insurance", "inspections", "plan")
"""What a space's due calendars are filled with; such a calendar needs no record."""


@dataclass(frozen=True, slots=True)
class CalendarSeen:
    """A calendar as somebody sees it. `seq`: the last change of it or in it."""

    space: str
    id: str
    name: str
    colour: str
    of: str
    zone: str
    role: Role
    seq: int
    subscribed: bool = False
    """A foreign feed fills it."""

    @property
    def editable(self) -> bool:
        """Whether they may add events."""
        return self.of == "events" and not self.subscribed and may(self.role, Verb.ADD, Event.kind)


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """What bears one UID in a calendar; `gone`: it was there. Its ETag is without quotes."""

    space: str
    calendar: str
    uid: str
    seq: int
    gone: bool
    etag: str
    vehicle: str
    since: int | None
    until: int | None
    events: str
    """Its VEVENTs, whole."""
    zones: Mapping[str, ZoneUse]

    @property
    def text(self) -> str:
        """The whole VCALENDAR, as CalDAV has it: without METHOD."""
        return composed((), self.zones, [self.events])


async def fresh(database: Database, wanted: Iterable[str]) -> None:
    """Have the projections of these spaces up to date; quick where they are."""
    found = list(wanted)
    for space in await database.reading(lambda connection: behind(connection, found)):
        while await database.writing(partial(bring_up, space=space)):
            pass


def known(connection: Connection, wanted: Iterable[str]) -> list[str]:
    """Those of some spaces of which there are projections."""
    asked = select(SEEN.c.space).where(among(connection, SEEN.c.space, wanted))
    return list(connection.execute(asked).scalars())


def bring_all_up(connection: Connection, wanted: Iterable[str]) -> None:
    """The same within a transaction that writes."""
    for space in behind(connection, wanted):
        while bring_up(connection, space):
            pass


def readable_spaces(connection: Connection, person: str) -> dict[str, Role]:
    """The spaces whose events a person may read."""
    roles = spaces.roles_of(connection, person)
    return {space: role for space, role in roles.items() if may(role, Verb.READ, Event.kind)}


def calendars_of(connection: Connection, person: str) -> list[CalendarSeen]:
    """The calendars of records that a person may see, in their order."""
    roles = readable_spaces(connection, person)
    filled = filled_by_feeds(connection, roles)
    changed = (
        select(func.max(ITEM.c.seq))
        .where(ITEM.c.space == CALENDAR.c.space, ITEM.c.calendar == CALENDAR.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(CALENDAR, changed.label("changed"))
        .where(among(connection, CALENDAR.c.space, roles))
        .order_by(CALENDAR.c.space, CALENDAR.c.order, CALENDAR.c.id)
    )
    return [
        CalendarSeen(
            row.space, row.id, row.name, row.colour, row.of, row.zone, roles[row.space],
            max(row.seq, row.changed or 0), (row.space, row.id) in filled,
        )
        for row in rows
    ]  # fmt: skip


def seen_up_to(connection: Connection, space: str) -> int:
    """The place in a space up to which the projections are: a token for what comes after."""
    seq = connection.execute(select(SEEN.c.seq).where(SEEN.c.space == space)).scalar()
    return int(seq or 0)


def items(
    connection: Connection,
    space: str,
    calendar: str,
    *,
    uids: Sequence[str] | None = None,
    after: int | None = None,
    since: int | None = None,
    before: int | None = None,
) -> list[ItemSeen]:
    """Items of a calendar: all, those named, those changed `after` a place (gone ones too).

    `since` and `before` (ms) leave out what has no instance between them for certain.
    """
    asked = select(*_COLUMNS).where(ITEM.c.space == space, ITEM.c.calendar == calendar)
    asked = asked.where(ITEM.c.gone == 0) if after is None else asked.where(ITEM.c.seq > after)
    if uids is not None:
        asked = asked.where(among(connection, ITEM.c.uid, uids))
    if since is not None:
        asked = asked.where((ITEM.c.until.is_(None)) | (ITEM.c.until > since))
    if before is not None:
        asked = asked.where((ITEM.c.since.is_(None)) | (ITEM.c.since < before))
    return [_item(row) for row in connection.execute(asked.order_by(ITEM.c.seq, ITEM.c.uid))]


_COLUMNS = (
    ITEM.c.space, ITEM.c.calendar, ITEM.c.uid, ITEM.c.seq, ITEM.c.gone, ITEM.c.etag,
    ITEM.c.vehicle, ITEM.c.since, ITEM.c.until, ITEM.c.full, ITEM.c.zones,
)  # fmt: skip


def _item(row: Row[*tuple[Any, ...]]) -> ItemSeen:
    return ItemSeen(
        row.space, row.calendar, row.uid, row.seq, bool(row.gone), row.etag, row.vehicle,
        row.since, row.until, row.full, zones_of(row.zones),
    )  # fmt: skip


def zones_of(text: str) -> dict[str, ZoneUse]:
    """The zones that an item uses, as its row says."""
    found: list[tuple[str, int, str]] = msgspec.json.decode(text)
    return {name: ZoneUse(year, own) for name, year, own in found}


def records_of_item(connection: Connection, space: str, calendar: str, uid: str) -> list[Seen]:
    """The records of an item: its events, and what hangs on them."""
    key = (calendar, uid)
    return records_by_item(connection, space, [key]).get(key, [])


def events_named(connection: Connection, space: str, uid: str) -> set[str]:
    """The records of events that bear a UID in any calendar of a space and are not deleted."""
    mine = (PART.c.space == space) & (PART.c.uid == uid) & (PART.c.kind == Event.kind)
    ids = connection.execute(select(PART.c.id).where(mine)).scalars()
    return {id_ for id_, seen in records_of(connection, space, ids).items() if not seen.deleted}


def in_trash(connection: Connection, space: str, calendar: str) -> bool:
    """Whether a calendar was deleted, and all that is in it with it."""
    seen = records_of(connection, space, [calendar]).get(calendar)
    return seen is not None and seen.deleted


def events_of_item(connection: Connection, space: str, calendar: str, uid: str) -> list[FullEvent]:
    """The events of an item, with who attends and their alarms."""
    return full_events(records_of_item(connection, space, calendar, uid))


def full_events(records: Iterable[Seen]) -> list[FullEvent]:
    """Records of events and of what hangs on them, put together; deleted ones are left out."""
    return family(records).full()


def hanging_on(connection: Connection, space: str, events: Iterable[str]) -> list[Seen]:
    """Who attends events, and their alarms; the projection has to be up to date."""
    asked = select(PART.c.id).where(PART.c.space == space, among(connection, PART.c.event, events))
    ids = connection.execute(asked).scalars()
    return list(records_of(connection, space, ids).values())


def due_in(
    connection: Connection, space: str, window: Window, today: date
) -> dict[str, list[DueThing]]:
    """Due calendar → what is due in it."""
    found: dict[str, list[DueThing]] = {name: [] for name in DUE_CALENDARS}
    for each in due_things(connection, space, window, today):
        found[each.entry.calendar].append(each)
    return found
