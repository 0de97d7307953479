"""A series of the calendar worked out to rows of its occurrences, and those rows as times again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, func, select

from client.store.occurrence_tables import LONG
from garage.calendar.instances import Stretch
from garage.calendar.occurrences import Scheduled, series_of_events
from garage.calendar.series import InstanceId, Override, series_instances
from garage.calendar.times import EventTimes
from garage.calendar.zones import instant_of, midnight, shown_in, wall_of
from garage.errors import ValueRefused
from garage.records.agenda_fields import EventTimesField

_EPOCH = datetime(1970, 1, 1)
_FAR = 32_000_000_000
_EVER = Stretch(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
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
        return shown(self.clock, self.starts, zone), shown(self.clock, self.ends, zone)

    @property
    def instance(self) -> InstanceId | None:
        """Which instance of its series; None of what comes once."""
        return instance_at(self.at, self.zone)


Row = tuple[int, int, int, int, int, int | None, str | None]
"""The fields of a Kept, of which there may be thousands."""


def shown(clock: int, seconds: int, zone: tzinfo) -> datetime | date:
    """A time of an occurrence in a zone; a day of whole days."""
    if not clock:
        # Some systems know no seconds before 1970, or none so far away.
        return datetime.fromtimestamp(seconds, zone) if 0 <= seconds < _FAR else _far(seconds, zone)
    wall = _at(seconds)
    # Over UTC, so that a time that the clock leaves out is an hour later.
    return wall.date() if clock == 2 else shown_in(instant_of(wall, zone), zone)


def instance_at(at: int | None, zone: str | None) -> InstanceId | None:
    """Which instance of its series an occurrence is; None of what comes once."""
    if at is None:
        return None
    wall = _at(at)
    return InstanceId(wall.date()) if zone is None else InstanceId(wall, zone)


def _far(seconds: int, zone: tzinfo) -> datetime:
    return shown_in(_at(seconds).replace(tzinfo=UTC), zone)


def _at(seconds: int) -> datetime:
    try:
        return _EPOCH + timedelta(0, seconds)
    except OverflowError:
        # The last moment there is, rounded.
        return datetime.max if seconds > 0 else datetime.min


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


def listed(numbers: str | BindParameter[str]) -> Select[Any]:
    """The numbers of a `json_list` to be `in_`, however many."""
    return select(func.json_each(numbers).table_valued("value").c.value)


def _wall(when: date) -> int:
    if isinstance(when, datetime):
        return int((when - _EPOCH).total_seconds())
    return (when - _EPOCH.date()).days * 86_400


Found = tuple[list[tuple[Kept, bool]], bool]
"""Occurrences, each with whether it is long; and whether any event of the series recurs."""


def worked_out(connection: Connection, key: str, stretch: Stretch, here: tzinfo) -> Found:
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
    # Where two say that they are the same series, the one that was made first has the exceptions.
    for row in connection.exec_driver_sql(f"{_EVENTS}{where} ORDER BY e.id", tuple(given)):
        n, times, uid, its_calendar, recurrence, following, status = row
        yield Scheduled(
            str(n), EventTimesField.decode(times), uid or "", its_calendar or "",
            InstanceId.parse(recurrence) if recurrence else None, bool(following),
            status == "cancelled",
        )  # fmt: skip
