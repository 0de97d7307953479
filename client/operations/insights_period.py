"""The periods that insights are asked for: their windows, and the one before to compare with."""

from __future__ import annotations

from datetime import date, timedelta

from garage.periods import add_months
from garage.rules.windows import EVER, Window

MONTH, QUARTER, TWELVE, YEAR, ALL, OWN = "month", "quarter", "12", "year", "all", "own"
_A_DAY = timedelta(days=1)
_LENGTHS = {MONTH: 1, QUARTER: 3, TWELVE: 12, YEAR: 12}


def period_window(period: str, today: date) -> Window:
    """The window of a period up to today, in whole months: 12 end with the present one."""
    first = today.replace(day=1)
    match period:
        case "month":
            return Window(first, today)
        case "quarter":
            return Window(first.replace(month=(today.month - 1) // 3 * 3 + 1), today)
        case "12":
            return Window(add_months(first, -11), today)
        case "year":
            return Window(first.replace(month=1), today)
    return EVER.until(today)


def window_before(period: str, window: Window) -> Window | None:
    """What `window` is compared with: as far into the period before; None where there is none.

    Days that were chosen one by one are compared with as many just before them.
    """
    if window.start is None or window.end is None:
        return None
    try:
        if period in _LENGTHS:
            back = -_LENGTHS[period]
            return Window(add_months(window.start, back), add_months(window.end, back))
        return Window(window.start - (window.end - window.start) - _A_DAY, window.start - _A_DAY)
    except (OverflowError, ValueError):
        return None
