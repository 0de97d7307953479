"""A rule as a person builds it: how often, on which days, until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from garage.calendar.rule import Frequency, NthDay, Rule
from garage.calendar.times import When

Ends = Literal["never", "on", "after"]
WORKDAY = 7
"""In a weekday's place: any of Monday to Friday."""
LAST = -1
FREQUENCIES: tuple[Frequency, ...] = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

_WORKDAYS = tuple(NthDay(day) for day in range(5))


@dataclass(frozen=True)
class Pattern:
    """What the builder shows.

    `weekdays` are of weeks. Months and years are on `month_days` (-1 is the last), or where
    `nth` is set on the `nth` `weekday` (0 to 6 from Monday, or WORKDAY); years in `months`.
    """

    frequency: Frequency = "WEEKLY"
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    nth: int = 0
    weekday: int = 0
    months: tuple[int, ...] = ()
    ends: Ends = "never"
    until: date | None = None
    count: int | None = None

    @classmethod
    def of_start(cls, start: When, frequency: Frequency = "WEEKLY") -> Pattern:
        """What goes without saying for a series that begins then."""
        return cls(
            frequency,
            weekdays=(start.weekday(),),
            month_days=(start.day,),
            weekday=start.weekday(),
            months=(start.month,),
            until=_day(start) + timedelta(days=365),
            count=10,
        )

    @property
    def rule(self) -> Rule:
        """The rule; raises ValueRefused where a part is out of range."""
        rule = Rule(frequency=self.frequency, interval=self.interval)
        if self.frequency == "WEEKLY":
            rule = replace(rule, by_day=tuple(NthDay(day) for day in self.weekdays))
        elif self.frequency in ("MONTHLY", "YEARLY"):
            if self.frequency == "YEARLY":
                rule = replace(rule, by_month=self.months)
            if self.nth and self.weekday == WORKDAY:
                rule = replace(rule, by_day=_WORKDAYS, positions=(self.nth,))
            elif self.nth:
                rule = replace(rule, by_day=(NthDay(self.weekday, self.nth),))
            else:
                rule = replace(rule, by_month_day=self.month_days)
        if self.ends == "on":
            return replace(rule, until=self.until)
        return replace(rule, count=self.count) if self.ends == "after" else rule


def pattern_of(rule: Rule, start: When) -> Pattern | None:
    """What the builder shows for a rule, or None where it would lose a part of it."""
    made = _of_days(rule, Pattern.of_start(start, rule.frequency))
    if made is None:
        return None
    made = replace(made, interval=rule.interval)
    if rule.count is not None:
        made = replace(made, ends="after", count=rule.count)
    elif rule.until is not None:
        made = replace(made, ends="on", until=_day(rule.until))
    return made if _same(made, rule, start) else None


def _of_days(rule: Rule, begun: Pattern) -> Pattern | None:
    if rule.frequency not in FREQUENCIES or rule.skip != "OMIT":
        return None
    if rule.frequency == "WEEKLY":
        days = tuple(day.weekday for day in rule.by_day) or begun.weekdays
        return replace(begun, weekdays=days)
    if rule.by_month:
        begun = replace(begun, months=rule.by_month)
    if rule.by_month_day:
        return replace(begun, month_days=rule.by_month_day)
    if rule.by_day == _WORKDAYS and len(rule.positions) == 1:
        return replace(begun, nth=rule.positions[0], weekday=WORKDAY)
    if len(rule.by_day) == 1:
        nth = rule.by_day[0].nth or (rule.positions[0] if len(rule.positions) == 1 else 0)
        return replace(begun, nth=nth, weekday=rule.by_day[0].weekday)
    return begun


def _same(made: Pattern, rule: Rule, start: When) -> bool:
    """Whether the pattern's rule is this one, but for what the start says anyway."""
    again = made.rule
    plain = replace(rule, scaled=False, week_start=0)
    if rule.week_start and rule.frequency == "WEEKLY" and rule.interval > 1:
        return False
    if not rule.by_day and not rule.by_month_day:
        days = (start.day,) if rule.frequency in ("MONTHLY", "YEARLY") else ()
        plain = replace(plain, by_month_day=days)
        if rule.frequency == "WEEKLY":
            plain = replace(plain, by_day=(NthDay(start.weekday()),))
    if rule.frequency == "YEARLY" and not rule.by_month:
        if rule.by_day or rule.by_month_day:
            return False
        plain = replace(plain, by_month=(start.month,))
    if len(plain.by_day) == 1 and len(plain.positions) == 1:
        only = plain.by_day[0]
        if not only.nth:
            plain = replace(plain, by_day=(NthDay(only.weekday, plain.positions[0]),), positions=())
    if plain.until is not None:
        plain = replace(plain, until=_day(plain.until))
    return again == plain


def usual_rules(start: When) -> tuple[Rule, ...]:
    """The rules that a series which begins then most likely has."""
    weekday, nth = start.weekday(), (start.day - 1) // 7 + 1
    rules = [
        Rule(frequency="DAILY"),
        Rule(frequency="WEEKLY", by_day=(NthDay(weekday),)),
        Rule(frequency="WEEKLY", interval=2, by_day=(NthDay(weekday),)),
        Rule(frequency="MONTHLY", by_month_day=(start.day,)),
        Rule(frequency="YEARLY", by_month=(start.month,), by_month_day=(start.day,)),
    ]
    if weekday < 5:
        rules.insert(1, Rule(frequency="WEEKLY", by_day=_WORKDAYS))
    at = len(rules) - 1
    if nth < 5:
        rules.insert(at, Rule(frequency="MONTHLY", by_day=(NthDay(weekday, nth),)))
    if (_day(start) + timedelta(days=7)).month != start.month:
        rules.insert(at, Rule(frequency="MONTHLY", by_day=(NthDay(weekday, LAST),)))
    return tuple(rules)


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
