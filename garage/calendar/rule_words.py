"""A recurrence rule in plain words, which are translated where they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from garage.calendar.rule import NthDay, Rule
from garage.calendar.times import When, when_text
from garage.words import told

DayText = Callable[[date], str]
"""How a day is written for the person: `Shown.day`, or ISO."""

_WORKDAYS = tuple(NthDay(day) for day in range(5))


def weekday_word(day: int) -> str:
    """The weekday's name, from Monday, 0."""
    return (
        told("Monday"), told("Tuesday"), told("Wednesday"), told("Thursday"), told("Friday"),
        told("Saturday"), told("Sunday"),
    )[day]  # fmt: skip


def month_word(month: int) -> str:
    """The month's name, from January, 1."""
    return (
        told("January"), told("February"), told("March"), told("April"), told("May"),
        told("June"), told("July"), told("August"), told("September"), told("October"),
        told("November"), told("December"),
    )[month - 1]  # fmt: skip


def rule_words(rule: Rule, start: When, day_text: DayText = when_text) -> str:
    """As "every 2 weeks on Monday and Friday, until 2026-12-31".

    What `rule` leaves open is taken from the start. A rule that has no plain words is told as its
    text.
    """
    said = _said(rule, start)
    if said is None:
        return told("by the rule {rule}", rule=rule.text)
    if rule.count == 1:
        return told("{how}, once", how=said)
    if rule.count is not None:
        return told("{how}, {n} times", how=said, n=rule.count)
    if rule.until is not None:
        last = date(rule.until.year, rule.until.month, rule.until.day)
        return told("{how}, until {day}", how=said, day=day_text(last))
    return said


def _said(rule: Rule, start: When) -> str | None:
    if rule.by_hour or rule.by_minute or rule.by_second or rule.by_week or rule.by_year_day:
        return None
    if rule.frequency == "WEEKLY":
        return None if rule.by_month or rule.positions else _weekly(rule, start)
    if rule.frequency == "MONTHLY":
        return None if rule.by_month else _monthly(rule, start)
    if rule.frequency == "YEARLY":
        return _yearly(rule, start)
    if rule.positions or rule.by_month or rule.by_month_day:
        return None
    if rule.by_day:
        plain = rule.frequency == "DAILY" and rule.interval == 1
        return _weekly(rule, start) if plain else None
    return _often(rule)


def _often(rule: Rule) -> str:
    n = rule.interval
    one, many = {
        "DAILY": (told("every day"), told("every {n} days", n=n)),
        "HOURLY": (told("every hour"), told("every {n} hours", n=n)),
        "MINUTELY": (told("every minute"), told("every {n} minutes", n=n)),
        "SECONDLY": (told("every second"), told("every {n} seconds", n=n)),
    }[rule.frequency]
    return one if n == 1 else many


def _weekly(rule: Rule, start: When) -> str:
    days = rule.by_day or (NthDay(start.weekday()),)
    if len(days) == 7 and rule.interval == 1:
        return told("every day")
    if days == _WORKDAYS and rule.interval == 1:
        return told("every weekday")
    named = listed([weekday_word(day.weekday) for day in days])
    if rule.interval == 1:
        return told("every week on {days}", days=named)
    return told("every {n} weeks on {days}", n=rule.interval, days=named)


def _monthly(rule: Rule, start: When) -> str | None:
    on = _on_days(rule, start.day)
    if on is None:
        return None
    if rule.interval == 1:
        return told("every month on {day}", day=on)
    return told("every {n} months on {day}", n=rule.interval, day=on)


def _on_days(rule: Rule, day: int) -> str | None:
    """The days of a month: by number, or by their weekdays."""
    if rule.by_day:
        if rule.by_month_day:
            return None
        return _nth_weekdays(rule)
    if rule.positions:
        return None
    return listed([_day_of_month(each) for each in rule.by_month_day or (day,)])


def _day_of_month(day: int) -> str:
    if day > 0:
        return told("day {n}", n=day)
    if day == -1:
        return told("the last day")
    return told("the {nth} day before the end", nth=-day)


def _nth_weekdays(rule: Rule) -> str | None:
    if rule.positions:
        return _chosen_weekday(rule)
    parts = [_nth_weekday(day.weekday, day.nth) for day in rule.by_day]
    known = [part for part in parts if part is not None]
    return listed(known) if len(known) == len(parts) else None


def _chosen_weekday(rule: Rule) -> str | None:
    """ "The last workday", or one weekday by its place, as Outlook writes it."""
    if len(rule.positions) != 1 or any(day.nth for day in rule.by_day):
        return None
    place = rule.positions[0]
    if len(rule.by_day) == 1:
        return _nth_weekday(rule.by_day[0].weekday, place)
    if rule.by_day != _WORKDAYS:
        return None
    return {
        1: told("the first workday"),
        -1: told("the last workday"),
    }.get(place)


def _nth_weekday(weekday: int, nth: int) -> str | None:
    day = weekday_word(weekday)
    return {
        0: told("every {day}", day=day),
        1: told("the first {day}", day=day),
        2: told("the second {day}", day=day),
        3: told("the third {day}", day=day),
        4: told("the fourth {day}", day=day),
        5: told("the fifth {day}", day=day),
        -1: told("the last {day}", day=day),
        -2: told("the last {day} but one", day=day),
    }.get(nth)


def _yearly(rule: Rule, start: When) -> str | None:
    months = listed([month_word(month) for month in rule.by_month or (start.month,)])
    if rule.by_day and not rule.by_month:
        return None
    if rule.by_month_day and not rule.by_month:
        return None
    n, numbers = rule.interval, rule.by_month_day or (start.day,)
    if not rule.by_day and not rule.positions and min(numbers) > 0:
        days = listed([str(day) for day in numbers])
        if n == 1:
            return told("every year on {days} {months}", days=days, months=months)
        return told("every {n} years on {days} {months}", n=n, days=days, months=months)
    on = _on_days(rule, start.day)
    if on is None:
        return None
    if n == 1:
        return told("every year on {day} of {months}", day=on, months=months)
    return told("every {n} years on {day} of {months}", n=n, day=on, months=months)


def listed(words: Sequence[str]) -> str:
    """ "Monday, Tuesday and Friday"."""
    if len(words) == 1:
        return words[0]
    first = words[0]
    for word in words[1:-1]:
        first = told("{first}, {next}", first=first, next=word)
    return told("{first} and {last}", first=first, last=words[-1])
