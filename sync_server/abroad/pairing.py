"""Pairs made: which calendars a person may choose, and what the page shows of those they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from garage.ids import new_id
from garage.records.agenda import Calendar
from garage.records.registry import kind_of
from garage.words import N_
from sync_server.abroad import connections, mates
from sync_server.abroad.connections import Linked
from sync_server.abroad.foreign import TheirCalendar
from sync_server.abroad.mates import Pair
from sync_server.accounts.service import Person
from sync_server.calendars import service as calendars
from sync_server.calendars.service import CalendarSeen
from sync_server.kit import clock
from sync_server.kit.problem import BadRequest, Conflict, NotFound
from sync_server.records.service import Edit, write

_CALENDAR = kind_of(Calendar)


@dataclass(frozen=True)
class Wanted:
    """What somebody chose: `ours` is "space/calendar", or "" for a new one."""

    connection: str
    theirs: str
    ours: str
    direction: str


@dataclass(frozen=True)
class PairView:
    """A pair, and how ours is called."""

    pair: Pair
    ours: str


@dataclass(frozen=True)
class LinkedView:
    """A connection with its pairs, and the calendars that have none."""

    linked: Linked
    pairs: Sequence[PairView]
    free: Sequence[TheirCalendar]


@dataclass(frozen=True)
class View:
    """All of a person's, and their own calendars that may be chosen."""

    linked: Sequence[LinkedView]
    ours: Sequence[CalendarSeen]


def view_of(connection: Connection, person: str) -> View:
    """What the page shows."""
    seen = calendars.calendars_of(connection, person)
    names = {(each.space, each.id): each.name for each in seen}
    held = connections.of_person(connection, person)
    pairs = mates.pairs_of(connection, [each.id for each in held])
    taken = {(each.space, each.calendar) for each in pairs}
    views = []
    for linked in held:
        mine = [each for each in pairs if each.connection == linked.id]
        shown = [PairView(each, names.get((each.space, each.calendar), "")) for each in mine]
        paired = {each.theirs for each in mine}
        free = [each for each in linked.calendars if each.id not in paired]
        views.append(LinkedView(linked, shown, free))
    ours = [each for each in seen if each.editable and (each.space, each.id) not in taken]
    return View(views, ours)


def pair_up(connection: Connection, person: Person, wanted: Wanted) -> None:
    """Make the pair, and have its turn come; raises NotFound, Conflict, BadRequest."""
    linked = connections.own(connection, person.id, wanted.connection)
    theirs = next((each for each in linked.calendars if each.id == wanted.theirs), None)
    if theirs is None:
        raise NotFound
    if wanted.direction not in ("both", "in"):
        raise BadRequest(N_("this page needs more"))
    direction = wanted.direction if theirs.writable else "in"
    space, calendar = _ours(connection, person, theirs, wanted.ours)
    pair = Pair(
        new_id(clock.now()), linked.id, theirs.id, theirs.name, theirs.zone, space, calendar,
        direction,
    )  # fmt: skip
    connections.pair_up(connection, pair, person.id)
    connections.due(connection, linked.id, 0)


def _ours(
    connection: Connection, person: Person, theirs: TheirCalendar, chosen: str
) -> tuple[str, str]:
    if not chosen:
        return _new_calendar(connection, person, theirs)
    space, _, calendar = chosen.partition("/")
    for each in calendars.calendars_of(connection, person.id):
        if (each.space, each.id) == (space, calendar) and each.editable:
            return space, calendar
    raise NotFound


def _new_calendar(connection: Connection, person: Person, theirs: TheirCalendar) -> tuple[str, str]:
    if not person.home:
        raise Conflict(
            N_("you have no garage on this server yet"),
            N_("sign in with Paddock once, then come back"),
        )
    id_ = new_id(clock.now())
    values = {"name": theirs.name or theirs.id, "of": "events", "zone": theirs.zone}
    fields = _CALENDAR.fields_json(_CALENDAR.check(values))
    write(connection, person.id, [Edit(person.home, id_, _CALENDAR.name, fields)], clock.now())
    return person.home, id_
