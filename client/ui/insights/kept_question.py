"""What was asked of the insights last, kept over a restart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from client.operations.insights import Question
from client.operations.insights_period import (
    ALL,
    MONTH,
    OWN,
    QUARTER,
    TWELVE,
    YEAR,
    period_window,
)
from client.operations.insights_worth import DEPRECIATION, NONE, PURCHASE
from garage.rules.windows import Window

SETTING = "insights"


def to_keep(question: Question) -> dict[str, Any]:
    """For the settings; the days only where they were chosen one by one."""
    kept: dict[str, Any] = {
        "period": question.period,
        "vehicles": sorted(question.vehicles),
        "worth": question.worth,
    }
    if question.period == OWN:
        window = question.window
        kept["days"] = [day.isoformat() if day else None for day in (window.start, window.end)]
    return kept


def kept_question(kept: object, today: date) -> Question:
    """What was kept, as far as it can be: else twelve months of all vehicles."""
    known: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
    period, vehicles, worth = (known.get(name) for name in ("period", "vehicles", "worth"))
    window = _days(known.get("days")) if period == OWN else None
    if period not in (MONTH, QUARTER, TWELVE, YEAR, ALL, OWN) or (period == OWN and not window):
        period = TWELVE
    return Question(
        period,
        window or period_window(period, today),
        frozenset(map(str, vehicles)) if isinstance(vehicles, list) else frozenset(),
        worth if worth in (NONE, PURCHASE, DEPRECIATION) else NONE,
    )


def _days(kept: object) -> Window | None:
    if not isinstance(kept, list) or len(kept) != 2:
        return None
    try:
        start, end = (date.fromisoformat(day) if day else None for day in kept)
    except (TypeError, ValueError):
        return None
    return Window(start, end)
