"""The calendar's occurrences, kept worked out for the years around today.

`refresh` works out again what the triggers of `occurrence_tables` marked. Reading never waits for
it: what is still marked, what comes too often to be kept, and days outside the years that are kept
are worked out while they are read.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection

from client.store.bulk import insert_rows
from client.store.occurrence_tables import LONG
from garage.calendar.instances import Stretch
from garage.calendar.occurrences import Scheduled, series_of_events
from garage.calendar.series import InstanceId, Override, series_instances
from garage.calendar.times import EventTimes
from garage.calendar.zones import midnight, wall_of
from garage.errors import ValueRefused
from garage.records.agenda_fields import EventTimesField

MOST_KEPT = 4_000
"""Occurrences of one series; three years of every day are fewer."""
BUDGET = 0.02
"""Seconds that a write gives to what it marked; the rest waits for the next."""

_BACK, _AHEAD = timedelta(days=330), timedelta(days=540)
"""What is kept at least: less than it is made with, so that it is seldom made anew."""
_EPOCH = datetime(1970, 1, 1)
_A_DAY = timedelta(days=1)
_FAR = 32_000_000_000
_EVER = Stretch(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_COLUMNS = ("of", "event", "series", "clock", "starts", "ends", "long", "at", "zone")
_EVENTS = (
    "SELECT e.n, e.times, e.uid, e.calendar, e.recurrence, e.following, e.status "
    "FROM k_event e WHERE e.deleted = 0 AND e.times IS NOT NULL AND (e.batch IS NULL OR "
    "e.batch NOT IN (SELECT n FROM batch WHERE state = 'open')) AND "
)


class Kept(NamedTuple):
    """A row of an occurrence, without its key: see `occurrence_tables`."""

    event: int
    series: int
    clock: int
    starts: int
    ends: int
    at: int | None
    zone: str | None

    def when(self, zone: tzinfo) -> tuple[datetime | date, datetime | date]:
        """When it starts and ends, in a zone; the end is not included. Days of whole days."""
        if not self.clock:
            if self.starts >= 0 and self.ends < _FAR:
                from_ = datetime.fromtimestamp
                return from_(self.starts, zone), from_(self.ends, zone)
            # Some systems know no such seconds.
            return _far(self.starts, zone), _far(self.ends, zone)
        return _shown(self.clock, self.starts, zone), _shown(self.clock, self.ends, zone)

    @property
    def instance(self) -> InstanceId | None:
        """Which instance of its series; None of what comes once."""
        if self.at is None:
            return None
        wall = _EPOCH + timedelta(seconds=self.at)
        return InstanceId(wall.date()) if self.zone is None else InstanceId(wall, self.zone)


def _far(seconds: int, zone: tzinfo) -> datetime:
    instant = _EPOCH.replace(tzinfo=UTC) + timedelta(seconds=seconds)
    return wall_of(instant, zone).replace(tzinfo=zone)


def _shown(clock: int, seconds: int, zone: tzinfo) -> datetime | date:
    wall = _EPOCH + timedelta(seconds=seconds)
    if clock == 2:
        return wall.date()
    # Over UTC, so that a time that the clock leaves out is an hour later.
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


_Found = tuple[list[tuple[Kept, bool]], bool]


@dataclass(frozen=True, slots=True)
class Days:
    """Days that are asked for, in a zone; `last` is not among them."""

    first: date
    last: date
    zone: tzinfo

    @property
    def exact(self) -> tuple[int, int]:
        """Seconds since 1970 between which an occurrence with a zone lies."""
        return tuple(  # type: ignore[return-value]  # two of them
            int(midnight(day, self.zone).timestamp()) for day in (self.first, self.last)
        )

    @property
    def walls(self) -> tuple[int, int]:
        """The same for wall times and whole days."""
        return _wall(self.first), _wall(self.last)

    def touch(self, row: Kept) -> bool:
        """Whether it lies in the days partly; something of no length by its start."""
        since, before = self.walls if row.clock else self.exact
        return row.starts < before and (row.ends > since or row.starts >= since)


def json_list(numbers: Iterable[int]) -> str:
    """Numbers as one value of a statement."""
    return f"[{','.join(map(str, numbers))}]"


def _wall(when: date) -> int:
    if isinstance(when, datetime):
        return int((when - _EPOCH).total_seconds())
    return (when - _EPOCH.date()).days * 86_400


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
    stale, apart, whole = _apart(connection, days)
    without = _NOT_MARKED if stale else ""
    if whole:
        without += " AND o.of NOT IN (SELECT n FROM series WHERE recurs = 1)"
    (a, b), (c, d) = days.exact, days.walls
    short = _ROWS.format(long=0, index="o.starts >= :from", without=without)
    long = _ROWS.format(long=1, index="o.ends > :least", without=without)
    given = {"a": a, "b": b, "c": c, "d": d, "to": max(b, d), "from": min(a, c) - LONG}
    raw: Any = connection.connection.driver_connection
    # Past SQLAlchemy's rows: a month may have thousands.
    rows = raw.execute(f"{short} UNION ALL {long}", {**given, "least": min(a, c)})
    found = list(map(Kept._make, rows.fetchall()))
    if apart:
        stretch = Stretch(midnight(days.first, days.zone), midnight(days.last, days.zone))
        for key in apart:
            rows_now = _worked_out(connection, key, stretch, days.zone)[0]
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
    row = connection.exec_driver_sql("SELECT since, before FROM worked_out").first()
    within = row is not None and row[0] <= str(days.first) and str(days.last) <= row[1]
    which = "dense" if within else "recurs"
    found = connection.exec_driver_sql(f"SELECT key FROM series WHERE {which} = 1").scalars()
    keys = dict.fromkeys(found)
    stale = list(connection.exec_driver_sql("SELECT key FROM stale_series").scalars())
    return bool(stale), list(keys | dict.fromkeys(stale)), not within


# ---------------------------------------------------------------------- working out


def is_behind(connection: Connection) -> bool:
    """Whether anything is marked."""
    return connection.exec_driver_sql("SELECT 1 FROM stale_series LIMIT 1").first() is not None


def refresh(connection: Connection, today: date, seconds: float = BUDGET) -> bool:
    """Work out what is marked, for so long at most; whether that was all."""
    if not is_behind(connection) and not is_old(connection, today):
        return True
    stretch = _kept_stretch(connection, today)
    marked = _marked(connection)
    until = time.perf_counter() + seconds
    while marked:
        found: dict[str, _Found] = {}
        for key in marked:
            found[key] = _worked_out(connection, key, stretch, UTC)
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
    row = connection.exec_driver_sql("SELECT since, before FROM worked_out").first()
    if row is None:
        return False
    return bool(row[0] > str(today - _BACK) or str(today + _AHEAD) > row[1])


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


def _keep(connection: Connection, found: dict[str, _Found]) -> None:
    """Put what series come to in the place of what they came to before."""
    marks = ", ".join("?" * len(found))
    keys = tuple(found)
    before = connection.exec_driver_sql(f"SELECT n FROM series WHERE key IN ({marks})", keys)
    numbers = json_list(before.scalars())
    mine = "IN (SELECT value FROM json_each(?))"
    connection.exec_driver_sql(f"DELETE FROM occurrence WHERE of {mine}", (numbers,))
    connection.exec_driver_sql(f"DELETE FROM series WHERE n {mine}", (numbers,))
    connection.exec_driver_sql(f"DELETE FROM stale_series WHERE key IN ({marks})", keys)
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


def _worked_out(connection: Connection, key: str, stretch: Stretch, here: tzinfo) -> _Found:
    """(occurrences and whether they are long, whether any recurs) of a series, in a stretch.

    What comes once is given wherever it is.
    """
    events = list(_scheduled(connection, key))
    recurs = any(each.times.recurs for each in events)
    if not recurs:
        stretch = _EVER
    found: list[tuple[Kept, bool]] = []
    for master, overrides in series_of_events(events):
        try:
            found += _of_series(master, overrides, stretch, here)
        except ValueRefused:
            # Too much to work out: its first time is shown, so that it is not lost.
            found += _of_series(_once(master), [], _EVER, here, named=True)
    return found, recurs


def _of_series(
    master: Scheduled,
    overrides: Sequence[Override],
    stretch: Stretch,
    here: tzinfo,
    *,
    named: bool = False,
) -> list[tuple[Kept, bool]]:
    named = named or master.times.recurs or bool(overrides)
    clocks = {each.id: _clock(each.times) for each in overrides}
    clocks[master.id] = _clock(master.times)
    series, all_day = int(master.id), master.times.all_day
    zone = None if all_day else master.times.zone
    found = []
    times = series_instances(master.id, master.times, overrides, stretch, here)
    for id_, (start, end, when) in times:
        clock = clocks[id_]
        if clock == 0:
            starts, ends = int(start.timestamp()), int(end.timestamp())
        else:
            starts, ends = (_wall(wall_of(each, here)) for each in (start, end))
        at = _wall(when) if named else None
        row = Kept(int(id_), series, clock, starts, ends, at, zone if named else None)
        found.append((row, ends - starts > LONG))
    return found


def _clock(times: EventTimes) -> int:
    return 2 if times.all_day else int(not times.zone or not times.zone_known)


def _once(event: Scheduled) -> Scheduled:
    return replace(event, times=replace(event.times, rules=(), added=(), removed=()))


def _scheduled(connection: Connection, key: str) -> Iterator[Scheduled]:
    """The events of a key, named by their row numbers."""
    space, calendar, rest = key.split("/", 2)
    where, given = "e.id = ? AND e.space = ?", [rest, space]
    if calendar:
        where, given = "e.uid = ? AND e.calendar = ? AND e.space = ?", [rest, calendar, space]
    for row in connection.exec_driver_sql(_EVENTS + where, tuple(given)):
        n, times, uid, its_calendar, recurrence, following, status = row
        yield Scheduled(
            str(n), EventTimesField.decode(times), uid or "", its_calendar or "",
            InstanceId.parse(recurrence) if recurrence else None, bool(following),
            status == "cancelled",
        )  # fmt: skip
