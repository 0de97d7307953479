"""Days as people type them: "2026-11-06", "06.11.2026", "6 nov", "6/11", "yesterday".

What two people could read in two ways follows the region's order, or is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from typing import Literal

from garage.errors import ValueRefused
from garage.words import N_, told

DateOrder = Literal["YMD", "DMY", "MDY"]
Missing = Literal["past", "nearest"]
"""Which year is meant where none is said: the last one that is not after today, or the nearest."""

_MONTHS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar jän jänner janvier enero gennaio",
            "feb february februar février fev febrero febbraio",
            "mar march mär märz mrz mars marzo",
            "apr april avril abril aprile",
            "may mai mayo maggio",
            "jun june juni juin junio giugno",
            "jul july juli juillet julio luglio",
            "aug august août agosto",
            "sep sept september septembre septiembre settembre",
            "oct october okt oktober octobre octubre ottobre",
            "nov november novembre noviembre",
            "dec december dez dezember décembre diciembre dicembre",
        ),
        1,
    )
    for word in words.split()
}
_DAYS_AWAY: Mapping[str, int] = {
    "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "oggi": 0,
    "yesterday": -1, "gestern": -1, "hier": -1, "ayer": -1, "ieri": -1,
    "vorgestern": -2, "tomorrow": 1, "morgen": 1,
}  # fmt: skip
_WEEKDAYS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        ("monday montag", "tuesday dienstag", "wednesday mittwoch", "thursday donnerstag",
         "friday freitag", "saturday samstag sonnabend", "sunday sonntag")
    )
    for word in words.split()
}  # fmt: skip
_UNITS: Mapping[str, int] = {"day": 1, "days": 1, "tag": 1, "tagen": 1, "week": 7, "weeks": 7,
                             "woche": 7, "wochen": 7}  # fmt: skip

MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
"""A pattern of what months are called, without regard to case."""
WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
"""A pattern of what days of the week are called."""
_END = r"(?![\w])"
_FLAGS = re.IGNORECASE
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_END}")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})(?![\w.,]\d|\w)|(?!\d))")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![/\w-]|[.,]\d)")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:\.|st|nd|rd|th)?\s?[- ]?({MONTH})\b\.?(?:,?[\s-]?(\d{{4}}){_END})?", _FLAGS
)
_MONTH_DAY = re.compile(
    rf"({MONTH})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(\d{{4}}))?(?![\w]|[.,:]\d)", _FLAGS
)
_SHORT_YEAR = re.compile(rf"(.*(?:{MONTH})\b.*?),?[\s-]'?(\d{{2}})", _FLAGS)
_AGO = re.compile(
    r"(\d{1,4})\s(days?|weeks?)\sago\b|vor\s(\d{1,4})\s(tag|tagen|woche|wochen)\b", _FLAGS
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_TIME = re.compile(
    r"([01]?\d|2[0-3])[:h]([0-5]\d)(?::([0-5]\d))?(?:\s?([ap])\.?m\b\.?|\s?uhr\b)?(?!\w|:\d)",
    _FLAGS,
)
_HOUR = re.compile(r"(1[0-2]|0?[1-9])\s?([ap])\.?m\b\.?|([01]?\d|2[0-3])\suhr\b", _FLAGS)

Found = tuple[int, date]
"""Where the text of a day ends, and the day."""


def read_day(
    text: str,
    today: date,
    order: DateOrder | None = None,
    missing: Missing = "nearest",
    mark: str = ".",
) -> date:
    """The day that all of `text` names.

    With no `order` only ISO dates, words and spelled months are read. ValueRefused otherwise, with
    an example that has `mark` between day and month.
    """
    text = text.strip()
    if len(text) <= 60:
        for written in (text, _with_whole_year(text, today)):
            for end, day in _readings(written, 0, today, order, missing):
                if end == len(written):
                    return day
    raise ValueRefused(
        told("{text!r} is no date", text=text[:40]),
        _how(today, order, mark),
        "bad_date",
    )


def day_at(
    text: str, start: int, today: date, order: DateOrder, missing: Missing = "past"
) -> Found | None:
    """The longest day that is written at `start` of `text`, or None."""
    return max(_readings(text, start, today, order, missing), default=None)


def time_at(text: str, start: int) -> tuple[int, time] | None:
    """The end and the time of day written at `start` ("14:30", "2:30 pm", "14 Uhr"), or None."""
    found = _TIME.match(text, start)
    if found:
        hour, half = int(found[1]), found[4]
        minute, second = int(found[2]), int(found[3] or 0)
    else:
        found = _HOUR.match(text, start)
        if not found:
            return None
        hour, half, minute, second = int(found[1] or found[3]), found[2], 0, 0
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return found.end(), time(hour, minute, second)


def read_time(text: str) -> time:
    """The time of day that all of `text` names. ValueRefused otherwise."""
    found = time_at(text.strip(), 0)
    if found is None or found[0] != len(text.strip()):
        raise ValueRefused(
            told("{text!r} is no time of day", text=text[:40]), N_("write it as 14:30"), "bad_time"
        )
    return found[1]


def _readings(
    text: str, start: int, today: date, order: DateOrder | None, missing: Missing
) -> Iterator[Found]:
    for pattern, reader in _READERS:
        found = pattern.match(text, start)
        if found:
            try:
                day = reader(found, today, order, missing)
            except (ValueError, OverflowError):
                continue
            if day is not None:
                yield found.end(), day


_Reader = Callable[["re.Match[str]", date, "DateOrder | None", Missing], "date | None"]


def _iso(found: re.Match[str], today: date, order: DateOrder | None, missing: Missing) -> date:
    return date(int(found[1]), int(found[3]), int(found[4]))


def _dotted(
    found: re.Match[str], today: date, order: DateOrder | None, missing: Missing
) -> date | None:
    if order is None:
        return None
    # Where dots are used in dates the day comes first; only a region of MDY may mean otherwise.
    first: DateOrder = "MDY" if order == "MDY" else "DMY"
    return _numbers(int(found[1]), int(found[2]), found[3], first, today, missing)


def _slashed(
    found: re.Match[str], today: date, order: DateOrder | None, missing: Missing
) -> date | None:
    if order is None:
        return None
    one, two, year = int(found[1]), int(found[3]), found[4]
    if order == "YMD":
        if year is not None and one <= 12 and two <= 12 and one != two:
            return None
        return _numbers(one, two, year, "MDY", today, missing)
    return _numbers(one, two, year, order, today, missing)


def _numbers(
    one: int, two: int, year: str | None, order: DateOrder, today: date, missing: Missing
) -> date:
    day, month = (two, one) if order == "MDY" else (one, two)
    if month > 12 and year is not None:
        day, month = month, day
    return _in_year(day, month, year, today, missing)


def _day_month(
    found: re.Match[str], today: date, order: DateOrder | None, missing: Missing
) -> date:
    return _in_year(int(found[1]), _MONTHS[found[2].lower()], found[3], today, missing)


def _month_day(
    found: re.Match[str], today: date, order: DateOrder | None, missing: Missing
) -> date:
    return _in_year(int(found[2]), _MONTHS[found[1].lower()], found[3], today, missing)


def _ago(found: re.Match[str], today: date, order: DateOrder | None, missing: Missing) -> date:
    count, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    return today - timedelta(days=int(count) * _UNITS[unit.lower()])


def _word(
    found: re.Match[str], today: date, order: DateOrder | None, missing: Missing
) -> date | None:
    word = found[0].lower()
    if word in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[word])
    if word in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS[word]) % 7)
    return None


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_ISO, _iso),
    (_DOTTED, _dotted),
    (_SLASHED, _slashed),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    (_AGO, _ago),
    (_WORD, _word),
)


def _in_year(day: int, month: int, year: str | None, today: date, missing: Missing) -> date:
    if year is None:
        return _without_year(day, month, today, missing)
    return date(_year(year, today), month, day)


def _year(text: str, today: date) -> int:
    """Two digits are at most ten years ahead."""
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number <= today.year % 100 + 10 else 1900)


def _with_whole_year(text: str, today: date) -> str:
    """A day with a spelled month whose year has two digits, with all four.

    In a line of other words they would be a number of something: this is for a text of its own.
    """
    found = _SHORT_YEAR.fullmatch(text)
    return f"{found[1]} {_year(found[2], today)}" if found else text


def _without_year(day: int, month: int, today: date, missing: Missing) -> date:
    """ValueError where no year near has that day (29 February has one within eight)."""
    near = []
    for year in range(today.year - 8, today.year + 9):
        try:
            near.append(date(year, month, day))
        except ValueError:
            continue
    if missing == "past":
        near = [each for each in near if each <= today]
    return min(near, key=lambda each: abs(each - today))


def _how(today: date, order: DateOrder | None, mark: str) -> str:
    if order is None:
        return N_("write it as YYYY-MM-DD")
    if order == "YMD":
        return told("write it as {example}", example=today.isoformat())
    pattern = f"%d{mark}%m{mark}%Y" if order == "DMY" else "%m/%d/%Y"
    example = today.strftime(pattern)
    return told("write it as {example} or {iso}", example=example, iso=today.isoformat())
