"""Random rules and starts for the laws of recurrence."""

from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from garage.calendar.rule import FREQUENCIES, NthDay, Rule

STARTS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)


def _some(least: int, most: int, size: int = 4) -> st.SearchStrategy[tuple[int, ...]]:
    numbers = st.integers(least, most).filter(lambda number: least >= 0 or number != 0)
    return st.one_of(st.just(()), st.lists(numbers, min_size=1, max_size=size).map(tuple))


def _weekdays(nth: int) -> st.SearchStrategy[tuple[NthDay, ...]]:
    day = st.builds(NthDay, st.integers(0, 6), st.integers(-nth, nth))
    return st.one_of(st.just(()), st.lists(day, min_size=1, max_size=3).map(tuple))


@st.composite
def rules(draw: st.DrawFn, frequencies: tuple[str, ...] = FREQUENCIES, **fixed: Any) -> Rule:
    """A rule that RFC 5545 allows, without an end unless one is given."""
    frequency = draw(st.sampled_from(frequencies))
    fields: dict[str, Any] = {"frequency": frequency, "interval": draw(st.integers(1, 5))}
    fields["by_month"] = draw(_some(1, 12))
    if frequency == "YEARLY":
        fields["by_week"] = draw(_some(-53, 53))
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY"):
        fields["by_year_day"] = draw(_some(-366, 366))
    if frequency != "WEEKLY":
        fields["by_month_day"] = draw(_some(-31, 31))
    nth = {"YEARLY": 0 if fields.get("by_week") else 6, "MONTHLY": 5}.get(frequency, 0)
    fields["by_day"] = draw(_weekdays(nth))
    fields["by_hour"] = draw(_some(0, 23, 3))
    fields["by_minute"] = draw(_some(0, 59, 2))
    fields["by_second"] = draw(_some(0, 59, 2))
    fields["week_start"] = draw(st.integers(0, 6))
    if any(value for name, value in fields.items() if name.startswith("by_")):
        fields["positions"] = draw(_some(-5, 5, 2))
    return Rule(**{**fields, **fixed})
