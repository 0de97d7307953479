"""Which calendars foreign feeds fill: nobody else writes there, since a feed would take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from garage.records.agenda import Subscription
from sync_server.calendars.tables import FETCHING
from sync_server.kit.rows import among_given, as_given
from sync_server.records.service import records_of

Telling = Callable[[Connection, str], frozenset[str]]

TOLD_ELSEWHERE: list[Telling] = []
"""Who knows calendars of a space whose guests another program tells: one asks all of them."""


ASKED_ELSEWHERE: list[Callable[[Connection, str, str], bool]] = []
"""Who knows of single events of a space that their guests are asked by others: space, record."""


def asked_elsewhere(connection: Connection, space: str, calendar: str, event: str) -> bool:
    """Whether we tell the guests of an event nothing: others ask them."""
    return calendar in told_elsewhere(connection, space) or any(
        asks(connection, space, event) for asks in ASKED_ELSEWHERE
    )


def told_elsewhere(connection: Connection, space: str) -> frozenset[str]:
    """The calendars of a space whose guests we tell nothing: others do."""
    fed = {calendar for _, calendar in filled_by_feeds(connection, [space])}
    return frozenset(fed.union(*(known(connection, space) for known in TOLD_ELSEWHERE)))


def filled_by_feeds(connection: Connection, spaces: Iterable[str]) -> frozenset[tuple[str, str]]:
    """(space, calendar) of each that has a subscription."""
    given = {"spaces": as_given(connection, spaces)}
    rows = connection.execute(_fetching(connection.dialect.name), given)
    ids: dict[str, list[str]] = {}
    for row in rows:
        ids.setdefault(row.space, []).append(row.id)
    return frozenset(
        (space, calendar)
        for space, those in ids.items()
        for seen in records_of(connection, space, those).values()
        if seen.kind == Subscription.kind and not seen.deleted
        if isinstance(calendar := seen.fields.get("calendar"), str)
    )


@cache
def _fetching(dialect: str) -> Any:
    among_spaces = among_given(dialect, FETCHING.c.space, "spaces")
    return select(FETCHING.c.space, FETCHING.c.id).where(among_spaces)
