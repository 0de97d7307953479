"""A time of day as the person's region reads it off a clock."""

from __future__ import annotations

from datetime import datetime, time

from client.ui.text import _
from garage.errors import ValueRefused
from garage.regions import Preferences
from garage.typed_days import read_time

TWELVE_HOURS = frozenset({"US", "CA", "AU"})
"""Regions where the clock goes to twelve."""


def clock(moment: datetime | time, prefs: Preferences) -> str:
    """ "15:30" or "3:30 pm"."""
    if prefs.region not in TWELVE_HOURS:
        return f"{moment.hour:02}:{moment.minute:02}"
    half = _("am") if moment.hour < 12 else _("pm")
    return f"{(moment.hour + 11) % 12 + 1}:{moment.minute:02} {half}"


def read_half(text: str) -> str:
    """What was typed, with the language's words for the halves of a day as "am" and "pm"."""
    for half, word in (("am", _("am")), ("pm", _("pm"))):
        if text.casefold().endswith(word.casefold()):
            return text[: -len(word)] + half
    return text


def typed_clock(moment: time, prefs: Preferences) -> str:
    """`clock`, or "15:30" where the language's halves of a day would not read back."""
    words = clock(moment, prefs)
    try:
        read_time(words)
    except ValueRefused:
        return f"{moment:%H:%M}"
    return words
