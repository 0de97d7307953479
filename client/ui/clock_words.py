"""A time of day as the person's region reads it off a clock."""

from __future__ import annotations

from datetime import datetime, time

from client.ui.text import _
from garage.regions import Preferences

TWELVE_HOURS = frozenset({"US", "CA", "AU"})
"""Regions where the clock goes to twelve."""


def clock(moment: datetime | time, prefs: Preferences) -> str:
    """ "15:30" or "3:30 pm"."""
    if prefs.region not in TWELVE_HOURS:
        return f"{moment.hour:02}:{moment.minute:02}"
    half = _("am") if moment.hour < 12 else _("pm")
    return f"{(moment.hour + 11) % 12 + 1}:{moment.minute:02} {half}"
