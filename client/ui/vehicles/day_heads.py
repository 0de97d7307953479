"""Days as headings of a list: "Today", "Yesterday", "Tuesday 17 November"."""

from __future__ import annotations

from datetime import date

from client.ui.text import _
from client.ui.vehicles.shown import Shown, month_names

_YEAR = 365


def day_head(day: date, shown: Shown) -> str:
    """A day as it heads what happened on it."""
    away = (shown.today - day).days
    if away == 0:
        return _("Today")
    if away == 1:
        return _("Yesterday")
    if shown.prefs.date_order == "YMD" or not 0 <= away < _YEAR:
        return _("{weekday}, {day}").format(weekday=_weekday(day), day=shown.day(day))
    month = month_names()[day.month - 1]
    if shown.prefs.date_order == "MDY":
        return _("{weekday}, {month} {day}").format(weekday=_weekday(day), month=month, day=day.day)
    return _("{weekday} {day} {month}").format(weekday=_weekday(day), day=day.day, month=month)


def _weekday(day: date) -> str:
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
        _("Sunday"),
    )  # fmt: skip
    return names[day.weekday()]
