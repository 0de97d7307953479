"""What programs keep with a calendar for themselves (RFC 4918, section 4), each for one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from sqlalchemy import Connection, delete, func, select

from sync_server.calendars.dav_calendars import Shown
from sync_server.calendars.dav_names import parted
from sync_server.calendars.dav_tables import PROPERTY as T
from sync_server.calendars.dav_xml import Element, inner_xml
from sync_server.kit.rows import put

MOST = 50
"""Of one calendar."""
LONGEST = 16_000
"""Bytes of one."""


def kept_of(
    connection: Connection, person: str, calendar: Shown
) -> Mapping[str, Callable[[], str]]:
    """Name → XML."""
    rows = connection.execute(
        select(T.c.name, T.c.value).where(
            T.c.person == person, T.c.space == calendar.space, T.c.calendar == calendar.id
        )
    )
    return {row.name: partial(str, row.value) for row in rows}


def keep(connection: Connection, person: str, calendar: Shown, element: Element) -> bool:
    """Keep a property as it is; False where it is too long, or there are too many."""
    value = inner_xml(element)
    count = select(func.count()).select_from(T).where(
        T.c.person == person, T.c.space == calendar.space, T.c.calendar == calendar.id
    )  # fmt: skip
    namespace, local = parted(element.name)
    if len(value) > LONGEST or len(namespace) + len(local) > 500:
        return False
    if connection.execute(count).scalar_one() >= MOST:
        return False
    put(connection, T, {
        "person": person, "space": calendar.space, "calendar": calendar.id,
        "name": element.name, "value": value,
    })  # fmt: skip
    return True


def forget(connection: Connection, person: str, calendar: Shown, name: str) -> None:
    """Keep it no more."""
    connection.execute(
        delete(T).where(
            T.c.person == person, T.c.space == calendar.space, T.c.calendar == calendar.id,
            T.c.name == name,
        )
    )  # fmt: skip
