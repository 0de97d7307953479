"""The wall times at which a rule comes: in order, from any moment on, within bounds of work.

Nothing here knows of zones. An uncounted rule is entered just before the window however long ago
it began; a counted one is walked once to its last time, which is remembered, and then is uncounted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from typing import TypeVar

from garage.calendar.day_sets import LAST_DAY, DaySets
from garage.calendar.rule import Rule
from garage.errors import ValueRefused
from garage.words import N_, told

MOST_STEPS = 300_000
"""Periods looked at in one walk: a second at most, where a rule seldom or never matches."""
MOST_CHOSEN_FROM = 1_000_000
"""Times that BYSETPOS chooses from, in one walk."""

_SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
T = TypeVar("T")

_LATEST = datetime.max


def wall_times(
    rule: Rule, start: datetime, since: datetime, before: datetime = _LATEST
) -> Iterator[datetime]:
    """The times of `rule`, begun at `start`, that are in [since, before), rising.

    `start` is naive and counts only where it fits the rule. UNTIL is left to who knows the zone.
    ValueRefused (`rule_too_busy`) where the walk takes more than MOST_STEPS.
    """
    entry, left = since, 0
    if rule.count is not None:
        last, whole = last_of(rule, start)
        if whole:
            before = min(before, _second_after(last))
        else:
            entry, left = start, rule.count
    latest: datetime | None = None
    for moment in _from(rule, start, max(entry, start), before):
        if moment >= before:
            return
        if moment < start or (latest is not None and moment <= latest):
            continue
        latest = moment
        if moment >= since:
            yield moment
        left -= 1
        if not left:
            return


def _second_after(moment: datetime) -> datetime:
    try:
        return moment + timedelta(seconds=1)
    except OverflowError:
        return _LATEST


@lru_cache(maxsize=8_192)
def last_of(rule: Rule, start: datetime) -> tuple[datetime, bool]:
    """The last time of a counted rule (`start` where it never comes), and whether it is that.

    Where that is too far to walk to, it is the last time that was reached.
    """
    assert rule.count is not None
    at_once = _last_by_sum(rule, start)
    if at_once is not None:
        return at_once, True
    left = rule.count
    latest: datetime | None = None
    try:
        for moment in _from(rule, start, start, _LATEST):
            if moment < start or (latest is not None and moment <= latest):
                continue
            latest = moment
            left -= 1
            if not left:
                return latest, True
            if rule.count - left > MOST_STEPS:
                return latest, False
    except ValueRefused:
        return latest or start, False
    return latest or start, True


def _last_by_sum(rule: Rule, start: datetime) -> datetime | None:
    assert rule.count is not None
    width = {**_SECONDS, "DAILY": 86_400, "WEEKLY": 604_800}.get(rule.frequency)
    by = (rule.by_month, rule.by_month_day, rule.by_day, rule.by_year_day, rule.by_hour,
          rule.by_minute, rule.by_second)  # fmt: skip
    if width is None or any(by):
        return None
    try:
        return start + timedelta(seconds=width * rule.interval * (rule.count - 1))
    except OverflowError:
        return _LATEST


def _from(rule: Rule, start: datetime, since: datetime, before: datetime) -> Iterator[datetime]:
    """Times from the period of `since` to that of `before`, a few beside them among them."""
    if rule.frequency in _SECONDS:
        return _within_days(rule, start, since, before)
    return _by_days(rule, start, since, before)


def _by_days(rule: Rule, start: datetime, since: datetime, before: datetime) -> Iterator[datetime]:
    clocks = [
        time(hour, minute, second)
        for hour in rule.by_hour or (start.hour,)
        for minute in rule.by_minute or (start.minute,)
        for second in _seconds(rule.by_second) or (start.second,)
    ]
    chosen_from = 0
    for days in _periods(rule, start.date(), since.date(), before.date()):
        # Before they are made: a year of seconds does not fit into memory.
        chosen_from += len(days) * len(clocks) if rule.positions else 0
        if len(days) * len(clocks) > MOST_STEPS or chosen_from > MOST_CHOSEN_FROM:
            raise too_busy(rule)
        moments = [
            datetime.combine(date.fromordinal(day), clock)
            for day in days
            if 0 < day <= LAST_DAY
            for clock in clocks
        ]
        yield from _chosen(moments, rule.positions) if rule.positions else moments


def _periods(rule: Rule, start: date, since: date, before: date) -> Iterator[list[int]]:
    """The days of each period from that before `since` to that after `before`.

    Skipped days lie just beside their period.
    """
    sets, step = DaySets(rule, start), rule.interval
    if rule.frequency == "YEARLY":
        first = _entered(start.year, since.year - 1, step)
        for year in _bounded(rule, range(first, min(before.year + 2, 10_000), step)):
            yield sets.year(year)
    elif rule.frequency == "MONTHLY":
        first = _entered(_index(start), _index(since) - 1, step)
        for index in _bounded(rule, range(first, min(_index(before) + 2, 120_000), step)):
            yield sets.month(index // 12, index % 12 + 1)
    elif rule.frequency == "WEEKLY":
        day = start.toordinal()
        begun = day - (day - 1 - rule.week_start) % 7
        first = _entered(begun, since.toordinal() - 6, 7 * step)
        for week in _bounded(rule, range(first, before.toordinal() + 1, 7 * step)):
            yield sets.week(week)
    else:
        first = _entered(start.toordinal(), since.toordinal(), step)
        for day in _bounded(rule, range(first, before.toordinal() + 1, step)):
            yield [day] if sets.holds(day) else []


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _entered(begun: int, wanted: int, step: int) -> int:
    """The first of begun, begun + step, … that is not before `wanted`."""
    return begun + max(0, -(-(wanted - begun) // step)) * step


def _bounded(rule: Rule, periods: range) -> Iterator[int]:
    yield from periods[:MOST_STEPS]
    if len(periods) > MOST_STEPS:
        raise too_busy(rule)


def _within_days(
    rule: Rule, start: datetime, since: datetime, before: datetime
) -> Iterator[datetime]:
    """Times of rules that come hourly or oftener; days and hours that do not fit are leapt over."""
    width = _SECONDS[rule.frequency]
    sets = DaySets(rule, start.date())
    hours, minutes = frozenset(rule.by_hour), frozenset(rule.by_minute)
    seconds = frozenset(_seconds(rule.by_second))
    offsets = _offsets(rule, start)
    begun, step = _unit(start, width), rule.interval
    unit = _entered(begun, _unit(since, width), step)
    end = _unit(before, width) + 1
    known, fits = 0, True
    for steps in count():
        if unit >= end:
            return
        if steps > MOST_STEPS:
            raise too_busy(rule)
        day, second = divmod(unit * width, 86_400)
        if day != known:
            known, fits = day, sets.holds(day)
        if not fits:
            unit = _entered(begun, (day + 1) * 86_400 // width, step)
        elif hours and second // 3600 not in hours:
            following = day * 86_400 + (second // 3600 + 1) * 3600
            unit = _entered(begun, following // width, step)
        elif width < 3600 and minutes and second // 60 % 60 not in minutes:
            following = day * 86_400 + (second // 60 + 1) * 60
            unit = _entered(begun, following // width, step)
        else:
            if width > 1 or not seconds or second % 60 in seconds:
                yield from (_moment(day, second + offset) for offset in offsets)
            unit += step


def _offsets(rule: Rule, start: datetime) -> list[int]:
    """Seconds after the beginning of each hour, minute or second at which the rule comes."""
    seconds = _seconds(rule.by_second) or (start.second,)
    if rule.frequency == "HOURLY":
        minutes = rule.by_minute or (start.minute,)
        offsets = [60 * minute + second for minute in minutes for second in seconds]
    else:
        offsets = list(seconds) if rule.frequency == "MINUTELY" else [0]
    return _chosen(offsets, rule.positions) if rule.positions else offsets


def _unit(moment: datetime, width: int) -> int:
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (moment.toordinal() * 86_400 + second) // width


def _moment(day: int, second: int) -> datetime:
    clock = time(second // 3600, second // 60 % 60, second % 60)
    return datetime.combine(date.fromordinal(day), clock)


def _seconds(seconds: tuple[int, ...]) -> tuple[int, ...]:
    """A leap second is the minute's last one to a clock that has none."""
    return tuple(sorted({min(each, 59) for each in seconds}))


def _chosen(moments: list[T], positions: tuple[int, ...]) -> list[T]:
    places = {at - 1 if at > 0 else len(moments) + at for at in positions}
    return [moments[at] for at in sorted(places) if 0 <= at < len(moments)]


def too_busy(rule: Rule) -> ValueRefused:
    """The refusal of a rule that would take seconds."""
    return ValueRefused(
        told("the rule {rule} takes too long to work out", rule=rule.text[:80]),
        N_("let it come less often, or end it sooner"),
        "rule_too_busy",
    )
