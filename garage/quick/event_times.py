"""The days, the times of day and the repetition that a line about an event says."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from garage.calendar.rule import Frequency, NthDay, Rule
from garage.periods import add_months
from garage.quick import event_words as words
from garage.quick.event_line import EventLine
from garage.quick.pieces import Question, Role
from garage.typed_days import day_at, time_at
from garage.words import told

_STARTS = re.compile(r"(?<![\w.,:])(?=\w)")
_HOURS = re.compile(r"\d{1,2}(?:\s?-\s?\d{1,2})?")
_WORKDAYS = tuple(NthDay(day) for day in range(5))
_ADVERBS: dict[str, tuple[Frequency, int]] = {
    "daily": ("DAILY", 1), "täglich": ("DAILY", 1), "weekly": ("WEEKLY", 1),
    "wöchentlich": ("WEEKLY", 1), "fortnightly": ("WEEKLY", 2), "biweekly": ("WEEKLY", 2),
    "zweiwöchentlich": ("WEEKLY", 2), "monthly": ("MONTHLY", 1), "monatlich": ("MONTHLY", 1),
    "quarterly": ("MONTHLY", 3), "vierteljährlich": ("MONTHLY", 3), "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1), "jährlich": ("YEARLY", 1),
}  # fmt: skip
_UNITS: tuple[tuple[str, Frequency], ...] = (
    ("day", "DAILY"), ("tag", "DAILY"), ("week", "WEEKLY"), ("woche", "WEEKLY"),
    ("month", "MONTHLY"), ("monat", "MONTHLY"), ("year", "YEARLY"), ("jahr", "YEARLY"),
)  # fmt: skip


def repeat_said(line: EventLine) -> Rule | None:
    """The rule of "every 2 weeks until 31.12.", "daily", "jeden Montag"."""
    found = words.EVERY.search(line.rest)
    if not found:
        return None
    line.take(found.start(), found.end(), "repeat")
    rule = _rule(line, found)
    times = words.TIMES.search(line.rest)
    if times and int(times["n"]) > 0:
        line.take(times.start(), times.end(), "repeat")
        return Rule(**{**vars(rule), "count": int(times["n"])})
    until = _until(line)
    return rule if until is None else Rule(**{**vars(rule), "until": until})


def _rule(line: EventLine, found: re.Match[str]) -> Rule:
    step = 2 if found["other"] else int(found["n"] or 1) or 1
    days = found["days"] or found["plural"]
    if days:
        return Rule(frequency="WEEKLY", interval=step, by_day=_weekdays(days))
    adverb = " ".join((found["adverb"] or "").lower().split())
    unit = (found["unit"] or "").lower()
    if adverb in ("werktags", "on weekdays") or unit.startswith(("weekday", "werktag")):
        return Rule(frequency="WEEKLY", by_day=_WORKDAYS)
    frequency, interval = _ADVERBS.get(adverb, ("DAILY", step))
    if unit:
        frequency, interval = next(f for name, f in _UNITS if unit.startswith(name)), step
    on = words.ON_DAYS.match(line.rest, found.end()) if frequency == "WEEKLY" else None
    if on:
        line.take(on.start(), on.end(), "repeat")
        return Rule(frequency=frequency, interval=interval, by_day=_weekdays(on["days"]))
    return Rule(frequency=frequency, interval=interval)


def _weekdays(text: str) -> tuple[NthDay, ...]:
    named = (words.WEEKDAYS.get(word) for word in re.findall(r"\w+", text.lower()))
    return tuple(NthDay(day) for day in named if day is not None)


def _until(line: EventLine) -> date | None:
    for found in words.UNTIL.finditer(line.rest):
        day = _day_from(line, found.end())
        if day is not None:
            line.take(found.start(), day[0], "repeat")
            return day[1]
    return None


def _day_from(line: EventLine, start: int) -> tuple[int, date] | None:
    reading = line.context.reading
    found = day_at(line.rest, start, reading.day, reading.date_order or "DMY", "nearest")
    if found is None:
        return None
    end, day = found
    said = line.rest[start:end]
    # Without a year the next such day is meant, for what is planned.
    if day < reading.day and not re.search(r"\d{4}|[./-]\d\d$", said):
        try:
            day = day.replace(year=day.year + 1)
        except ValueError:
            return None
    return end, day


def day_said(line: EventLine, rule: Rule | None) -> tuple[date | None, date | None]:
    """The first day and, of several whole ones, the last; weekdays are those to come."""
    today = line.context.reading.day
    found = words.IN.search(line.rest)
    if found:
        line.take(found.start(), found.end(), "day")
        return _ahead(today, found), None
    for start in (each.start() for each in _STARTS.finditer(line.rest)):
        if words.WEEKDAY.match(line.rest, start) or time_at(line.rest, start):
            continue
        day = _day_from(line, start)
        # "2-3" is hours rather than a day.
        if day is not None and not _HOURS.fullmatch(line.rest[start : day[0]]):
            begin = _with_word_before(line, start, words.AHEAD_OF_DAY)
            last = _last_day(line, day)
            line.take(begin, last[0] if last else day[0], "day")
            _take_named(line, day[1])
            return day[1], last[1] if last else None
    weekday = words.WEEKDAY.search(line.rest) or words.SHORT_WEEKDAY.search(line.rest)
    if weekday:
        line.take(weekday.start(), weekday.end(), "day")
        number = words.WEEKDAYS[weekday["day"].lower()]
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1), None
    if rule is not None and rule.by_day:
        wanted = {day.weekday for day in rule.by_day}
        ahead = (today + timedelta(days=days) for days in range(1, 8))
        return next(day for day in ahead if day.weekday() in wanted), None
    return None, None


def _take_named(line: EventLine, day: date) -> None:
    """A weekday beside the date says nothing more, or something else."""
    found = words.WEEKDAY.search(line.rest)
    if not found:
        return
    line.take(found.start(), found.end(), "day")
    if words.WEEKDAYS[found["day"].lower()] != day.weekday():
        message = told("{day} is no {weekday}", day=day.isoformat(), weekday=found["day"])
        line.questions.append(Question("other_weekday", message, Role.DATE))


def _last_day(line: EventLine, day: tuple[int, date]) -> tuple[int, date] | None:
    between = words.TO_DAY.match(line.rest, day[0])
    if not between or not between[0].strip():
        return None
    last = _day_from(line, between.end())
    return last if last and last[1] > day[1] else None


def _ahead(today: date, found: re.Match[str]) -> date:
    said = found["n"].lower()
    count = words.NUMBERS.get(said) or int(float(said.replace(",", ".")))
    unit = found["unit"].lower()
    if unit.startswith(("day", "tag")):
        return today + timedelta(days=count)
    if unit.startswith(("week", "woche")):
        return today + timedelta(days=7 * count)
    return add_months(today, count * (12 if unit.startswith(("year", "jahr")) else 1))


def range_said(line: EventLine) -> tuple[time | None, time | None]:
    """ "9-11 Uhr", "from 9:00 to 10:30", "2-3 pm"."""
    for found in words.RANGE.finditer(line.rest):
        told_as_time = any(
            (found["am"], found["pm"], found["uhr"], ":" in found["a"], ":" in found["b"],
             re.match(r"(?:from|von|at|um)\b", found[0], re.IGNORECASE))
        )  # fmt: skip
        start = _clock(found["a"], found["am"] or found["pm"])
        end = _clock(found["b"], found["pm"])
        if told_as_time and start is not None and end is not None:
            if found["pm"] and not found["am"] and start > end:
                # "11-1 pm" begins in the morning.
                start = _clock(found["a"], "am") or start
            line.take(found.start(), found.end(), "time")
            return start, end
    return None, None


def _clock(text: str, half: str | None) -> time | None:
    hour, _, minute = text.replace(".", ":").partition(":")
    number = int(hour) % 24
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half.lower() == "pm" else 0)
    return time(number, int(minute or 0))


def clock_at(line: EventLine) -> time | None:
    """ "9:00", "9 Uhr", "9am", "at 9", "noon"."""
    for start in (each.start() for each in _STARTS.finditer(line.rest)):
        found = time_at(line.rest, start)
        if found:
            begin = _with_word_before(line, start, words.AHEAD_OF_TIME)
            line.take(begin, found[0], "time")
            return found[1]
    named = words.WORD_TIME.search(line.rest)
    if named:
        line.take(named.start(), named.end(), "time")
        return time(words.WORD_TIMES[named["word"].lower()])
    bare = words.BARE_HOUR.search(line.rest)
    if bare:
        line.take(bare.start(), bare.end(), "time")
        return time(int(bare["hour"]))
    return None


def _with_word_before(line: EventLine, start: int, pattern: re.Pattern[str]) -> int:
    before = pattern.search(line.rest[:start])
    return before.start() if before else start
