"""What a change to one time of a series makes of it: this one, this and following, or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from garage.calendar.rule import NthDay, Rule
from garage.calendar.series import InstanceId, divide
from garage.calendar.times import Added, EventTimes, When
from garage.errors import ValueRefused
from garage.words import N_

_A_WEEK = 7


def without(times: EventTimes, at: When) -> EventTimes:
    """The series without one of its times."""
    return replace(times, removed=(*times.removed, at))


def only_this(
    times: EventTimes, at: When, start: When, end: When | None
) -> tuple[InstanceId, EventTimes]:
    """What an override of the instance `at` is named, and when it is instead."""
    own = replace(times, start=start, end=end, duration=None, rules=(), added=(), removed=())
    return InstanceId(at, times.zone), own


def this_and_following(
    times: EventTimes, at: When, start: When, end: When | None
) -> tuple[EventTimes, EventTimes]:
    """The series as it ends before `at`, and as it goes on from there at another time."""
    before, after = divide(times, at)
    return before, _moved(after, at, start, end)


def all_of_them(times: EventTimes, at: When, start: When, end: When | None) -> EventTimes:
    """The whole series, moved as far as its instance `at` was, each as long as that is now.

    Weekdays, days of the month and months of its rules go along, and so do its exceptions.
    """
    return _moved(times, at, start, end)


def moved_instance(instance: InstanceId, at: When, start: When) -> InstanceId:
    """An override's name in a series that was moved as `all_of_them` does."""
    return InstanceId(_shifted(instance.when, at, start), instance.zone)


def _moved(times: EventTimes, at: When, start: When, end: When | None) -> EventTimes:
    if isinstance(start, datetime) is isinstance(at, datetime):
        begin = _shifted(times.start, at, start)
    else:
        # Days become times of day, or the other way round: each keeps to its day.
        begin = _as(start, _day(times.start) + (_day(start) - _day(at)))
    finish = None if end is None else begin + (_wall(end) - _wall(start))
    return replace(
        times,
        start=begin,
        end=finish,
        duration=None,
        rules=tuple(_rule(rule, at, start) for rule in times.rules),
        added=_sorted_added(times.added, at, start),
        removed=tuple(_shifted(each, at, start) for each in times.removed),
    )


def _sorted_added(added: Sequence[Added], at: When, start: When) -> tuple[Added, ...]:
    return tuple(
        Added(
            _shifted(each.start, at, start),
            None if each.end is None else _shifted(each.end, at, start),
        )
        for each in added
    )


def _shifted(when: When, at: When, start: When) -> When:
    if isinstance(start, datetime) is isinstance(at, datetime):
        return when + (_wall(start) - _wall(at))
    return _as(start, _day(when) + (_day(start) - _day(at)))


def _as(start: When, day: date) -> When:
    return datetime.combine(day, start.time()) if isinstance(start, datetime) else day


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _wall(when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)


def _rule(rule: Rule, at: When, start: When) -> Rule:
    """The rule with its days where the instance `at` is now."""
    old, new = _day(at), _day(start)
    fields = {**vars(rule), "until": _until(rule, at, start)}
    if old == new:
        return Rule(**fields)
    if rule.positions or rule.by_week or rule.by_year_day:
        raise ValueRefused(
            N_("a rule of this kind cannot be moved to other days"),
            N_("change the rule itself"),
            "bad_rule",
        )
    fields["by_day"] = _weekdays(rule, old, new)
    if rule.frequency == "WEEKLY" and rule.interval > 1:
        # Weeks that begin as much later hold the same days together.
        fields["week_start"] = (rule.week_start + (new - old).days) % _A_WEEK
    if rule.by_month_day:
        days = {new.day if day in (old.day, old.day - _length(old) - 1) else day
                for day in rule.by_month_day}  # fmt: skip
        fields["by_month_day"] = tuple(days)
    if rule.by_month and rule.frequency == "YEARLY":
        months = {new.month if month == old.month else month for month in rule.by_month}
        fields["by_month"] = tuple(months)
    return Rule(**fields)


def _weekdays(rule: Rule, old: date, new: date) -> tuple[NthDay, ...]:
    """Weekdays as many days on; of the first or last of a month, that of the new day."""
    days = (new - old).days
    if not any(day.nth for day in rule.by_day):
        return tuple(NthDay((day.weekday + days) % _A_WEEK) for day in rule.by_day)
    left = _length(new) - new.day
    moved = []
    for day in rule.by_day:
        if day.weekday != old.weekday():
            moved.append(day)
        elif day.nth < 0 and left < _A_WEEK:
            moved.append(NthDay(new.weekday(), -1))
        else:
            moved.append(NthDay(new.weekday(), (new.day - 1) // _A_WEEK + 1))
    return tuple(moved)


def _until(rule: Rule, at: When, start: When) -> date | None:
    """An end goes along by whole days, so that nothing is lost at it nor gained."""
    if rule.until is None:
        return None
    days = (_day(start) - _day(at)).days
    later = _wall(start).time() > _wall(at).time()
    if isinstance(rule.until, datetime):
        return rule.until + (_wall(start) - _wall(at) if later else timedelta(days=days))
    return rule.until + timedelta(days=days)


def _length(day: date) -> int:
    following = day.replace(day=28) + timedelta(days=4)
    return (following.replace(day=1) - timedelta(days=1)).day
