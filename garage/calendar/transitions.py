"""When a zone's clocks change, and the yearly rules that say so, found by asking the zone.

The zone's own answers are what everything else here counts by, so that what is written of a zone
says just what is shown of it; the rules are those of the footer of its TZif file (RFC 8536).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from garage.calendar.expand import wall_times
from garage.calendar.observances import Observance
from garage.calendar.rule import NthDay, Rule

FIRST_YEAR, LAST_YEAR = 1970, 2099
# No zone keeps to an offset for less than this, between Ramadan and the end of summer included.
_STEP = timedelta(days=3)
_SECOND = timedelta(seconds=1)
_TELLING = 40
"""Years that tell a rule: every date on every weekday, and leap years."""


@dataclass(frozen=True, slots=True)
class Transition:
    """At an instant, in UTC, the offset changes; both in seconds east of UTC."""

    at: datetime
    before: int
    after: int
    name: str
    daylight: bool

    @property
    def wall(self) -> datetime:
        """When, by the clock before it."""
        return (self.at + timedelta(seconds=self.before)).replace(tzinfo=None)


@lru_cache(maxsize=256)
def transitions(zone: tzinfo, first: int = FIRST_YEAR) -> tuple[Transition, ...]:
    """From the beginning of the year `first` to the end of 2099."""
    found = []
    end = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    place = datetime(first, 1, 1, tzinfo=UTC)
    state = _state(zone, place)
    while place < end:
        following = min(place + _STEP, end)
        then = _state(zone, following)
        if then != state:
            at = _bisected(zone, place, following, state)
            offset, name, daylight = _state(zone, at)
            # A name may change where the offset does not: that is no change of clocks.
            if offset != state[0]:
                found.append(Transition(at, state[0], offset, name, daylight))
            state, place = (offset, name, daylight), at
        else:
            place = following
    return tuple(found)


def _state(zone: tzinfo, instant: datetime) -> tuple[int, str, bool]:
    local = instant.astimezone(zone)
    offset = local.utcoffset() or timedelta(0)
    return int(offset.total_seconds()), local.tzname() or "", bool(local.dst())


def _bisected(
    zone: tzinfo, low: datetime, high: datetime, state: tuple[int, str, bool]
) -> datetime:
    """The first second after `low` at which the zone is not in `state`."""
    while high - low > _SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _state(zone, middle) == state:
            low = middle
        else:
            high = middle
    return high


@lru_cache(maxsize=256)
def observances_from(zone: tzinfo, first: int) -> tuple[Observance, ...]:
    """The zone from the year `first` on, as a VTIMEZONE has it: rules where there are any.

    Years before the rules of today have their changes one by one, as have zones without rules.
    """
    found = transitions(zone, first)
    begin = datetime(first, 1, 1, tzinfo=UTC)
    offset, name, daylight = _state(zone, begin)
    start = Observance(datetime(first, 1, 1), offset, offset, None, (), name, daylight)
    if not found:
        return (start,)
    series = _series(found)
    members = {each for _, changes in series for each in changes}
    alone = [each for each in found if each not in members]
    last_alone = max((each.at for each in alone), default=begin)
    early = [_single(each) for each in found if each.at <= last_alone]
    late = [
        _repeated(next(each for each in changes if each.at > last_alone), rule)
        for rule, changes in series
        if changes[-1].at > last_alone
    ]
    return (start, *early, *late)


def _single(change: Transition) -> Observance:
    return Observance(
        change.wall, change.before, change.after, None, (), change.name, change.daylight
    )


def _repeated(change: Transition, rule: Rule) -> Observance:
    return Observance(
        change.wall, change.before, change.after, rule, (), change.name, change.daylight
    )


def _series(found: tuple[Transition, ...]) -> list[tuple[Rule, list[Transition]]]:
    """Rules that say the changes of the last years, and the changes that they say without a gap."""
    series = []
    for final in (each for each in found if each.wall.year == LAST_YEAR):
        own = [each for each in found if _sort(each) == _sort(final)]
        rule = _rule_of(own[-_TELLING:])
        if rule is None:
            continue
        by_rule = set(wall_times(rule, own[0].wall, own[0].wall, own[-1].wall + _SECOND))
        kept = [own[-1]]
        for each in reversed(own[:-1]):
            if each.wall not in by_rule or each.wall.year != kept[-1].wall.year - 1:
                break
            kept.append(each)
        series.append((rule, kept[::-1]))
    return series


def _sort(change: Transition) -> tuple[int, int, str, tuple[int, int, int]]:
    wall = change.wall
    return change.before, change.after, change.name, (wall.hour, wall.minute, wall.second)


def _rule_of(series: list[Transition]) -> Rule | None:
    """The yearly rule by which changes come, where one says them all."""
    walls = [each.wall for each in series]
    if len({(wall.month, wall.weekday()) for wall in walls}) > 1:
        return None
    days = [wall.day for wall in walls]
    left = [_days_left(wall) for wall in walls]
    month, weekday = walls[0].month, walls[0].weekday()
    for rule in _candidates(month, weekday, min(days), max(days), min(left), max(left)):
        wanted = list(wall_times(rule, walls[0], walls[0], walls[-1] + _SECOND))
        if wanted == walls:
            return rule
    return None


def _candidates(
    month: int, weekday: int, least: int, most: int, least_left: int, most_left: int
) -> Iterator[Rule]:
    """From what every program reads to what says the days one by one."""
    if most_left < 7:
        yield Rule(frequency="YEARLY", by_month=(month,), by_day=(NthDay(weekday, -1),))
    if most - least < 7:
        if (least - 1) // 7 == (most - 1) // 7:
            nth = NthDay(weekday, (least - 1) // 7 + 1)
            yield Rule(frequency="YEARLY", by_month=(month,), by_day=(nth,))
        for first in range(max(1, most - 6), least + 1):
            days = tuple(range(first, first + 7))
            if days[-1] <= 31:
                yield _on(month, weekday, days)
    if most_left - least_left < 7:
        for first in range(max(0, most_left - 6), least_left + 1):
            yield _on(month, weekday, tuple(range(-first - 7, -first)))


def _on(month: int, weekday: int, days: tuple[int, ...]) -> Rule:
    return Rule(frequency="YEARLY", by_month=(month,), by_month_day=days, by_day=(NthDay(weekday),))


def _days_left(wall: datetime) -> int:
    following = wall.replace(day=28) + timedelta(days=4)
    return (following.replace(day=1).date() - wall.date()).days - 1
