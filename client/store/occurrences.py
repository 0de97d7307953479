"""The calendar's occurrences, kept worked out for the years around today.

`refresh` works out again what the triggers of `occurrence_tables` marked. Reading never waits for
it: what is still marked, what comes too often to be kept, and days outside the years that are kept
are worked out while they are read.
"""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from client.store.bulk import insert_rows, plain_rows
from client.store.occurrence_tables import LONG
from client.store.series_rows import Days, Found, Kept, Row, json_list, worked_out
from garage.calendar.instances import Stretch
from garage.calendar.zones import midnight

MOST_KEPT = 4_000
"""Occurrences of one series; three years of every day are fewer."""
BUDGET = 0.02
"""Seconds that a write gives to what it marked; the rest waits for the next."""

_BACK, _AHEAD = timedelta(days=330), timedelta(days=540)
"""What is kept at least: less than it is made with, so that it is seldom made anew."""
_A_DAY = timedelta(days=1)
_COLUMNS = ("of", "event", "series", "clock", "starts", "ends", "long", "at", "zone")


# ---------------------------------------------------------------------- reading


_ROWS = (
    "SELECT o.event, o.series, o.clock, o.starts, o.ends, o.at, o.zone FROM occurrence o "
    "WHERE o.long = {long} AND {index} AND o.starts < :to AND "
    "CASE o.clock WHEN 0 THEN o.starts < :b AND (o.ends > :a OR o.starts >= :a) "
    "ELSE o.starts < :d AND (o.ends > :c OR o.starts >= :c) END {without}"
)


_NOT_MARKED = " AND o.of NOT IN (SELECT n FROM series WHERE key IN (SELECT key FROM stale_series))"


def kept_in(connection: Connection, days: Days) -> list[Kept]:
    """All occurrences that touch the days, in no order; of events in open imports none."""
    return list(map(Kept._make, rows_in(connection, days)))


def rows_in(connection: Connection, days: Days) -> list[Row]:
    """The same as they are in the table."""
    stale, apart, whole = _apart(connection, days)
    without = _NOT_MARKED if stale else ""
    if whole:
        without += " AND o.of NOT IN (SELECT n FROM series WHERE recurs = 1)"
    (a, b), (c, d) = days.exact, days.walls
    short = _ROWS.format(long=0, index="o.starts >= :from", without=without)
    long = _ROWS.format(long=1, index="o.ends > :least", without=without)
    given = {"a": a, "b": b, "c": c, "d": d, "to": max(b, d), "from": min(a, c) - LONG}
    found: list[Any] = plain_rows(
        connection, f"{short} UNION ALL {long}", {**given, "least": min(a, c)}
    )
    if apart:
        stretch = Stretch(midnight(days.first, days.zone), midnight(days.last, days.zone))
        for key in apart:
            rows_now = worked_out(connection, key, stretch, days.zone)[0]
            found += (row for row, _ in rows_now if days.touch(row))
    return found


def nearest(connection: Connection, event: int, moment: datetime) -> Kept | None:
    """The occurrence of an event, by its row number, that is nearest to a moment, of those kept."""
    row = connection.exec_driver_sql(
        "SELECT event, series, clock, starts, ends, at, zone FROM occurrence WHERE of = "
        "(SELECT of FROM occurrence WHERE event = ? LIMIT 1) AND event = ? "
        "ORDER BY abs(starts - ?) LIMIT 1",
        (event, event, int(moment.timestamp())),
    ).first()
    return None if row is None else Kept._make(row)


def _apart(connection: Connection, days: Days) -> tuple[bool, list[str], bool]:
    """(whether any are marked, the keys that are worked out now, whether that is all series)."""
    years = plain_rows(connection, "SELECT since, before FROM worked_out")
    within = any(since <= str(days.first) and str(days.last) <= before for since, before in years)
    which = "dense" if within else "recurs"
    found = plain_rows(connection, f"SELECT key FROM series WHERE {which} = 1")
    stale = plain_rows(connection, "SELECT key FROM stale_series")
    keys = dict.fromkeys(key for (key,) in (*found, *stale))
    return bool(stale), list(keys), not within


# ---------------------------------------------------------------------- working out


def is_behind(connection: Connection) -> bool:
    """Whether anything is marked."""
    return bool(plain_rows(connection, "SELECT 1 FROM stale_series LIMIT 1"))


def refresh(connection: Connection, today: date, seconds: float = BUDGET) -> bool:
    """Work out what is marked, for so long at most; whether that was all."""
    if not is_behind(connection) and not is_old(connection, today):
        return True
    stretch = _kept_stretch(connection, today)
    marked = _marked(connection)
    until = time.perf_counter() + seconds
    while marked:
        found: dict[str, Found] = {}
        for key in marked:
            found[key] = worked_out(connection, key, stretch, UTC)
            if time.perf_counter() >= until:
                break
        _keep(connection, found)
        marked = _marked(connection)
        if time.perf_counter() >= until:
            return not marked
    return True


def _marked(connection: Connection) -> list[str]:
    return list(connection.exec_driver_sql("SELECT key FROM stale_series LIMIT 200").scalars())


def is_old(connection: Connection, today: date) -> bool:
    """Whether the years that are kept no longer reach far enough."""
    years = plain_rows(connection, "SELECT since, before FROM worked_out")
    since_from, before_to = str(today - _BACK), str(today + _AHEAD)
    return any(since > since_from or before_to > before for since, before in years)


def _move_on(connection: Connection, today: date) -> None:
    """Keep other years, for which every series is to be worked out again."""
    there = connection.exec_driver_sql("SELECT 1 FROM worked_out").first() is not None
    if there and not is_old(connection, today):
        return
    since, before = _years(today)
    connection.exec_driver_sql("DELETE FROM worked_out")
    connection.exec_driver_sql("INSERT INTO worked_out VALUES (1, ?, ?)", (str(since), str(before)))
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO stale_series SELECT key FROM series WHERE recurs = 1"
    )


def _years(today: date) -> tuple[date, date]:
    month = today.replace(day=1)
    return month.replace(year=month.year - 1), month.replace(year=month.year + 2)


def _kept_stretch(connection: Connection, today: date) -> Stretch:
    _move_on(connection, today)
    row = connection.exec_driver_sql("SELECT since, before FROM worked_out").one()
    # Days and floating times begin up to a day earlier or later elsewhere.
    return Stretch(
        midnight(date.fromisoformat(row[0]), UTC) - 2 * _A_DAY,
        midnight(date.fromisoformat(row[1]), UTC) + 2 * _A_DAY,
    )


def _keep(connection: Connection, found: dict[str, Found]) -> None:
    """Put what series come to in the place of what they came to before."""
    mine = "IN (SELECT value FROM json_each(?))"
    keys = (json.dumps([*found]),)
    before = connection.exec_driver_sql(f"SELECT n FROM series WHERE key {mine}", keys)
    numbers = json_list(before.scalars())
    connection.exec_driver_sql(f"DELETE FROM occurrence WHERE of {mine}", (numbers,))
    connection.exec_driver_sql(f"DELETE FROM series WHERE n {mine}", (numbers,))
    connection.exec_driver_sql(f"DELETE FROM stale_series WHERE key {mine}", keys)
    last = connection.exec_driver_sql("SELECT coalesce(max(n), 0) FROM series").scalar_one()
    series, rows = [], []
    for n, (key, (those, recurs)) in enumerate(found.items(), last + 1):
        if not those and not recurs:
            continue
        dense = len(those) > MOST_KEPT
        series.append((n, key, int(recurs), int(dense)))
        for o, long in () if dense else those:
            rows.append((n, o.event, o.series, o.clock, o.starts, o.ends, long, o.at, o.zone))
    insert_rows(connection, "series", ("n", "key", "recurs", "dense"), series)
    insert_rows(connection, "occurrence", _COLUMNS, rows)
