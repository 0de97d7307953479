"""The calendars that a person has in CalDAV, in all their spaces, and what they may do there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from garage.permissions import Role, Verb, may
from garage.records.agenda import Calendar, Event
from garage.words import N_
from sync_server.accounts import service as accounts
from sync_server.calendars.dav_tables import CALENDAR_NAME
from sync_server.calendars.filled import filled_by_feeds
from sync_server.calendars.tables import CALENDAR
from sync_server.kit.problem import NotFound
from sync_server.kit.rows import among_given, as_given
from sync_server.kit.words import LANGUAGES, translator
from sync_server.spaces import service as spaces

DUE = "due"
"""What the calendar of all that is due in a space is filled with; it has no record."""
_DUE_NAME = "due-"
_DUE_IN, _ALL_DUE = N_("Due: {garage}"), N_("Due")


@dataclass(frozen=True, slots=True)
class Shown:
    """A calendar of a person: `name` is its part of the address; `of` what fills it."""

    name: str
    space: str
    id: str
    title: str
    colour: str
    of: str
    zone: str
    role: Role
    subscribed: bool = False
    """A foreign feed fills it."""
    language: str = LANGUAGES[0]
    """In which what is due is told."""
    own_marks: str = ""
    """The person's own garage, where others have this calendar too: it keeps what they heard."""

    @property
    def is_due(self) -> bool:
        """Whether records fill it that are no events: nothing is written there."""
        return self.of != "events"

    @property
    def may_write(self) -> bool:
        """Whether the person may add events and change them."""
        its_own = not self.is_due and not self.subscribed
        return its_own and may(self.role, Verb.EDIT, Event.kind)

    @property
    def may_rename(self) -> bool:
        """Whether the person may change the calendar itself."""
        return self.of != DUE and may(self.role, Verb.EDIT, Calendar.kind)


def calendars_of(
    connection: Connection, person: str, language: str = LANGUAGES[0]
) -> dict[str, Shown]:
    """Name → calendar, of all that the person may read."""
    roles = readable(connection, person)
    given = {"spaces": as_given(connection, roles)}
    rows = connection.execute(_calendars(connection.dialect.name), given).all()
    names = _names(connection, person, [(row.space, row.id) for row in rows])
    filled = filled_by_feeds(connection, roles)
    parts = spaces.parts_of(connection, person)
    several = {space for space, part in parts.items() if part.info.members > 1}
    known = accounts.by_id(connection, person) if several else None
    home = known.home if known is not None else ""
    found: dict[str, Shown] = {}
    for row in rows:
        name = names[row.space, row.id]
        found[name] = Shown(
            name, row.space, row.id, row.name, row.colour, row.of, row.zone, roles[row.space],
            (row.space, row.id) in filled, language, home if row.space in several else "",
        )  # fmt: skip
    for space, role in roles.items():
        name = f"{_DUE_NAME}{space}"
        found.setdefault(name, Shown(name, space, name, "", "", DUE, "", role, False, language))
    return found


@cache
def _calendars(dialect: str) -> Any:
    return (
        select(CALENDAR)
        .where(among_given(dialect, CALENDAR.c.space, "spaces"))
        .order_by(CALENDAR.c.space, CALENDAR.c.order, CALENDAR.c.id)
    )


def readable(connection: Connection, person: str) -> dict[str, Role]:
    """The spaces whose events the person may read, and as what."""
    roles = spaces.roles_of(connection, person)
    return {
        space: role for space, role in sorted(roles.items()) if may(role, Verb.READ, Event.kind)
    }


def calendar_named(
    connection: Connection, person: str, name: str, language: str = LANGUAGES[0]
) -> Shown:
    """One of a person's calendars; raises NotFound."""
    found = calendars_of(connection, person, language).get(name)
    if found is None:
        raise NotFound
    return found


_CHOSEN = select(CALENDAR_NAME).where(CALENDAR_NAME.c.person == bindparam("whose"))


def title_of(connection: Connection, person: str, calendar: Shown) -> str:
    """How it is called: what is due in a garage bears the garage's name."""
    if calendar.title or calendar.of != DUE:
        return calendar.title
    part = spaces.parts_of(connection, person).get(calendar.space)
    garage = part.info.name.strip() if part is not None else ""
    say = translator(calendar.language)
    return say(_DUE_IN).format(garage=garage) if garage else say(_ALL_DUE)


def _names(
    connection: Connection, person: str, keys: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], str]:
    """The name of each calendar: one that was chosen, or its id, which another space may have."""
    rows = connection.execute(_CHOSEN, {"whose": person})
    names = {(row.space, row.calendar): row.name for row in rows}
    taken = set(names.values())
    twice: list[tuple[str, str]] = []
    for key in keys:
        if key in names:
            continue
        if key[1] in taken:
            twice.append(key)
        else:
            names[key] = key[1]
            taken.add(key[1])
    if twice:
        _tell_apart(connection, person, names, twice)
    return names


def _tell_apart(
    connection: Connection,
    person: str,
    names: dict[tuple[str, str], str],
    twice: Iterable[tuple[str, str]],
) -> None:
    """Ids come from devices: nobody's calendar takes the place of one at home."""
    known = accounts.by_id(connection, person)
    home = known.home if known is not None else ""
    for key in twice:
        if key[0] == home:
            other = next(each for each, name in names.items() if name == key[1])
            names[other] = f"{key[1]}.{other[0]}"
            names[key] = key[1]
        else:
            names[key] = f"{key[1]}.{key[0]}"
