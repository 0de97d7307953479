"""Which days a view shows, and how they are called: weeks, working weeks, months."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from client.ui.text import _, months
from client.ui.vehicles.shown import month_names
from garage.calendar.zones import day_after
from garage.periods import add_months
from garage.regions import Preferences

A_WEEK = 7
_EARLIEST, _LATEST = date(1000, 1, 1), date(9000, 12, 31)


def week_of(day: date, first_weekday: int) -> date:
    """The first day of the week that `day` is in."""
    return day_after(day, -((day.weekday() - first_weekday) % A_WEEK))


def working_week(day: date, working: Collection[int]) -> tuple[date, date]:
    """The days of a working week, the last not included: those between two weekends.

    It begins after the longest run of days off, as on Monday; a weekend is of the week before it.
    """
    days = sorted(working) or list(range(A_WEEK))
    off = [(day - days[at - 1] - 1) % A_WEEK for at, day in enumerate(days)]
    begins = days[max(range(len(days)), key=lambda at: (off[at], -at))]
    first = week_of(day, begins)
    return first, day_after(first, max((day - begins) % A_WEEK for day in days) + 1)


def weeks_of_month(day: date, first_weekday: int) -> tuple[date, date]:
    """Whole weeks over a month: their first day, and the one after the last."""
    begin = day.replace(day=1)
    last = day_after(month_after(begin), -1)
    return week_of(begin, first_weekday), day_after(week_of(last, first_weekday), A_WEEK)


def month_after(day: date, count: int = 1) -> date:
    """The same day some months on, held within the month and the calendar."""
    try:
        return add_months(day, count)
    except (OverflowError, ValueError):
        return date.max if count > 0 else date.min


def within_reach(day: date) -> date:
    """A day that one can stand on: far from the ends of the calendar, where days have no others."""
    return min(max(day, _EARLIEST), _LATEST)


def week_number(day: date) -> int:
    """The ISO number of the week of a day; of a week that begins on Sunday, that of its Monday."""
    return day.isocalendar().week


def month_name(day: date, *, brief: bool = False) -> str:
    """ "November", or "Nov" where there is little room."""
    return (months() if brief else month_names())[day.month - 1]


def month_title(day: date, *, brief: bool = False) -> str:
    """ "November 2026"."""
    return _("{month} {year}").format(month=month_name(day, brief=brief), year=day.year)


def months_title(first: date, last: date, *, brief: bool = False) -> str:
    """ "November 2026", "October – December 2026": from the month of one day to that of another."""
    ends = month_title(last, brief=brief)
    if (first.year, first.month) == (last.year, last.month):
        return ends
    named = brief or first.year == last.year
    begins = month_name(first, brief=brief) if named else month_title(first)
    return _("{first} – {last}").format(first=begins, last=ends)


def long_day(day: date, prefs: Preferences, *, brief: bool = False) -> str:
    """ "18 November 2026", "November 18, 2026", or as the person wants it by numbers."""
    if prefs.date_order == "YMD":
        return day.isoformat()[:10]
    names = {"day": day.day, "month": month_name(day, brief=brief), "year": day.year}
    if prefs.date_order == "MDY":
        return _("{month} {day}, {year}").format(**names)
    return _("{day} {month} {year}").format(**names)


def day_and_month(day: date, prefs: Preferences, *, brief: bool = False) -> str:
    """ "18 November" without its year."""
    names = {"day": day.day, "month": month_name(day, brief=brief)}
    if prefs.date_order == "DMY":
        return _("{day} {month}").format(**names)
    return _("{month} {day}").format(**names)


def days_title(first: date, last: date, prefs: Preferences, *, brief: bool = False) -> str:
    """ "16 – 22 November 2026": from `first` to before `last`, each part named once.

    Brief, the year of the first day is left out too: the last one's is near enough.
    """
    final = last - timedelta(days=1)
    if final <= first:
        return long_day(first, prefs, brief=brief)
    ends = long_day(final, prefs, brief=brief)
    if prefs.date_order == "YMD" or (first.year != final.year and not brief):
        return _("{first} – {last}").format(first=long_day(first, prefs), last=ends)
    if first.month != final.month:
        begins = day_and_month(first, prefs, brief=brief)
        return _("{first} – {last}").format(first=begins, last=ends)
    names = {"first": first.day, "last": final.day, "month": month_name(first, brief=brief)}
    if prefs.date_order == "MDY":
        return _("{month} {first} – {last}, {year}").format(year=first.year, **names)
    return _("{first} – {last} {month} {year}").format(year=first.year, **names)
